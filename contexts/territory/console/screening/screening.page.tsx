import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { PageTools, RecordListPage, SidePanel, usePageTitle } from "#platform/interface-kit";
import { RunPanel } from "./run-panel.tsx";
import { SCREENING_SET, screeningOptionsQuery } from "./screening-queries.ts";
import { useScreeningTexts } from "./screening-texts.ts";

const LIST = { set: SCREENING_SET };

/** 陡坡与植被筛查: the list of patches, and for the city the way to find them. */
export default function ScreeningPage(): ReactNode {
  const { text } = useScreeningTexts();
  usePageTitle(text("page.title"));
  const options = useQuery(screeningOptionsQuery);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {options.data?.canRun ? (
        <PageTools>
          <Button type="primary" onClick={() => setIsOpen(true)}>
            {text("run.open")}
          </Button>
        </PageTools>
      ) : null}
      <RecordListPage parameters={LIST} />
      <SidePanel isOpen={isOpen} title={text("run.title")} width={560} onClose={() => setIsOpen(false)}>
        <RunPanel />
      </SidePanel>
    </>
  );
}
