import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { SidePanel } from "../side-panel.tsx";
import { LoadingPanel } from "../state-panel.tsx";
import { isActive, jobsQuery } from "./job.ts";

const JobsList = lazy(() => import("./jobs-list.tsx"));

/** In the top bar: how many jobs of mine are under way, and the drawer with all of them. */
export function JobsButton(): ReactNode {
  const { text } = useKitTexts();
  const [isOpen, setIsOpen] = useState(false);
  const active = useQuery(jobsQuery).data?.filter(isActive).length ?? 0;
  return (
    <>
      <Button type="text" icon={<Icon name="tasks" />} onClick={() => setIsOpen(true)}>
        {active === 0 ? text("jobs.title") : text("jobs.active", { count: active })}
      </Button>
      <SidePanel isOpen={isOpen} title={text("jobs.title")} width={440} onClose={() => setIsOpen(false)}>
        <Suspense fallback={<LoadingPanel label={text("jobs.loading")} />}>
          <JobsList />
        </Suspense>
      </SidePanel>
    </>
  );
}
