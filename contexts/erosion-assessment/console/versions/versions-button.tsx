import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Icon, LoadingPanel, SidePanel, useSession } from "#platform/interface-kit";
import { useSurveyLanguage } from "../survey-text.ts";

const VersionsPanel = lazy(() => import("./versions-panel.tsx"));

/** In the top bar: the versions of surveys, in a drawer. Nothing where surveys are folders and nobody signs in. */
export function VersionsButton(props: {
  readonly opened: string | undefined;
  readonly onOpen: (runId: string) => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const session = useSession();
  const [isOpen, setIsOpen] = useState(false);
  if (session === null || session.isViewer) return null;
  return (
    <>
      <Button type="text" icon={<Icon name="tasks" />} onClick={() => setIsOpen(true)}>
        {text("links.versions")}
      </Button>
      <SidePanel isOpen={isOpen} title={text("links.versions")} width={1120} onClose={() => setIsOpen(false)}>
        <Suspense fallback={<LoadingPanel label={text("survey.loading")} />}>
          <VersionsPanel {...props} onClose={() => setIsOpen(false)} />
        </Suspense>
      </SidePanel>
    </>
  );
}
