import type { ReactNode } from "react";
import { useKitTexts } from "../kit-texts.ts";
import { formatTimestamp } from "../time-format.ts";
import styles from "./record-page.module.css";
import type { WorkflowView } from "./workflow.ts";

/** 过程: who did what when, with their opinion; the newest on top. */
export function CoursePanel({ workflow }: { readonly workflow: WorkflowView }): ReactNode {
  const { text, pick } = useKitTexts();
  return (
    <ol className={styles.entries}>
      {workflow.timeline.toReversed().map((entry) => (
        <li key={`${entry.at} ${entry.kind}`} className={styles.entry}>
          <time className={styles.when} dateTime={entry.at}>
            {formatTimestamp(entry.at)}
          </time>
          <div>
            <p>
              <b>{entry.actorName}</b> {pick(entry.labelZh, entry.labelEn)}
              {entry.personName === null ? null : text("course.to", { name: entry.personName })}
            </p>
            {entry.from && entry.from.id !== entry.to.id ? (
              <p className={styles.quiet}>
                {text("course.moved", {
                  from: pick(entry.from.labelZh, entry.from.labelEn),
                  to: pick(entry.to.labelZh, entry.to.labelEn),
                })}
              </p>
            ) : null}
            {entry.opinion === null ? null : <p className={styles.opinion}>{entry.opinion}</p>}
            {entry.dueOn === null ? null : <p className={styles.quiet}>{text("course.due", { date: entry.dueOn })}</p>}
            {entry.evidence.map((file) => (
              <p key={file.attachmentId} className={styles.quiet}>
                {file.name}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
