import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useKitTexts } from "../kit-texts.ts";
import { LoadingPanel, StatePanel } from "../state-panel.tsx";
import { TroublePanel } from "../trouble-panel.tsx";
import { jobsQuery } from "./job.ts";
import { JobCard } from "./job-card.tsx";
import styles from "./jobs.module.css";

export default function JobsList(): ReactNode {
  const { text } = useKitTexts();
  const jobs = useQuery(jobsQuery);
  if (jobs.isError) return <TroublePanel error={jobs.error} onRetry={() => void jobs.refetch()} />;
  if (!jobs.data) return <LoadingPanel label={text("jobs.loading")} />;
  if (jobs.data.length === 0) {
    return (
      <StatePanel tone="empty" title={text("jobs.none.title")}>
        <p>{text("jobs.none.text")}</p>
      </StatePanel>
    );
  }
  return (
    <div className={styles.list}>
      {jobs.data.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </div>
  );
}
