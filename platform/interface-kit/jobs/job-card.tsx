import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import type { ReactNode } from "react";
import { apiRequest } from "../api-request.ts";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { formatTimestamp } from "../time-format.ts";
import { TroubleNote } from "../trouble-panel.tsx";
import { isActive, type Job, jobFileAddress, jobQuery, jobsQuery, problemOf, sizeText } from "./job.ts";
import styles from "./jobs.module.css";

/** A job: how far it is, why it failed, what it made; to be stopped or tried again. */
export function JobCard({ job }: { readonly job: Job }): ReactNode {
  const { text, pick } = useKitTexts();
  return (
    <article className={styles.job} aria-label={pick(job.titleZh, job.titleEn)}>
      <header className={styles.head}>
        <b>{pick(job.titleZh, job.titleEn)}</b>
        <span className={styles.state} data-state={job.state}>
          {text(job.isCancelling ? "job.state.cancelling" : `job.state.${job.state}`)}
        </span>
      </header>
      <p className={styles.detail}>
        {formatTimestamp(job.createdAt)}
        {isActive(job) && job.stepZh !== "" ? ` · ${pick(job.stepZh, job.stepEn)}` : null}
      </p>
      {isActive(job) ? (
        <Progress
          percent={Math.floor(job.progress * 100)}
          size="small"
          status="active"
          aria-label={text("job.progress")}
        />
      ) : null}
      {job.state === "failed" ? <TroubleNote error={problemOf(job)} /> : null}
      {job.state === "done" ? <JobFiles id={job.id} /> : null}
      <JobActions job={job} />
    </article>
  );
}

function JobFiles({ id }: { readonly id: string }): ReactNode {
  const { text } = useKitTexts();
  const job = useQuery(jobQuery(id));
  return (
    <>
      {(job.data?.files ?? []).map((file) => (
        <Button
          key={file.name}
          icon={<Icon name="download" />}
          href={jobFileAddress(id, file.name)}
          download={file.name}
          aria-label={text("job.download", { name: file.name })}
        >
          {`${file.name} (${sizeText(file.size)})`}
        </Button>
      ))}
    </>
  );
}

function JobActions({ job }: { readonly job: Job }): ReactNode {
  const { text } = useKitTexts();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (what: "cancel" | "retry") =>
      apiRequest(`/api/jobs/${encodeURIComponent(job.id)}/${what}`, { method: "POST" }),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: jobsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ["job", job.id] }),
      ]),
  });
  const what = isActive(job) ? "cancel" : job.state === "done" ? undefined : "retry";
  if (what === undefined) return null;
  return (
    <>
      <div>
        <Button size="small" loading={act.isPending} disabled={job.isCancelling} onClick={() => act.mutate(what)}>
          {text(`job.${what}`)}
        </Button>
      </div>
      <TroubleNote error={act.error} />
    </>
  );
}
