import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { isActive, type Job, JobCard } from "#platform/interface-kit";
import { surveyJobsQuery, versionsQuery } from "./version-queries.ts";
import { useVersionTexts } from "./version-texts.ts";
import styles from "./versions.module.css";

/** What failed or was cancelled stays in sight for a day: it may be run again. */
const SHOWN_FOR_MS = 24 * 3600_000;

/** Computations under way, and those of today that came to nothing; what is done is in the table. */
export function SurveyJobs(): ReactNode {
  const { text } = useVersionTexts();
  const jobs = useQuery(surveyJobsQuery).data ?? [];
  useVersionsAsJobsEnd(jobs);
  const shown = jobs.filter((job) => isActive(job) || (job.state !== "done" && isRecent(job)));
  if (shown.length === 0) return null;
  return (
    <section className={styles.jobs} aria-label={text("jobs")}>
      {shown.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </section>
  );
}

function isRecent({ endedAt }: Job): boolean {
  return endedAt !== null && Date.now() - Date.parse(endedAt) < SHOWN_FOR_MS;
}

function useVersionsAsJobsEnd(jobs: readonly Job[]): void {
  const queries = useQueryClient();
  const done = jobs.filter(({ state }) => state === "done").length;
  const before = useRef(done);
  useEffect(() => {
    if (before.current === done) return;
    before.current = done;
    void queries.invalidateQueries({ queryKey: versionsQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ["surveys"] });
  }, [done, queries]);
}
