import type { ReactNode } from "react";
import type { ReportView, TaskView } from "#contexts/action-plan/model";
import { formatSignificant, formatTimestamp } from "#platform/interface-kit";
import { Evidence } from "./evidence.tsx";
import { StateMark } from "./lamp-mark.tsx";
import { periodName, usePlanTexts } from "./plan-texts.ts";
import { ReportDecisions } from "./report-decisions.tsx";
import styles from "./task-panel.module.css";

/** One report as it is stored, with what happened to it and what may be done next. */
export function ReportCard(props: { readonly report: ReportView; readonly task: TaskView }): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const { report, task } = props;
  const department = task.departments.find(({ organisationId }) => organisationId === report.organisationId);
  return (
    <article className={styles.card}>
      <header className={styles.cardHead}>
        <b>{department === undefined ? "" : pick(department.nameZh, department.nameEn)}</b>
        <span>{periodName(report.period, texts)}</span>
        <StateMark state={report.state} />
        <span className={styles.quiet}>
          {text("report.version", { version: report.version, time: formatTimestamp(report.updatedAt) })}
        </span>
      </header>
      {report.text === "" ? null : <p className={styles.words}>{report.text}</p>}
      {report.percent === null && report.figures.length === 0 ? null : (
        <p className={styles.facts}>
          {report.percent === null ? null : (
            <span>
              {text("report.percent")} {formatSignificant(report.percent)} %
            </span>
          )}
          {report.figures.map((figure) => (
            <span key={`${figure.label}-${figure.unit}`}>
              {figure.label} {formatSignificant(figure.value, 8)} {figure.unit}
            </span>
          ))}
        </p>
      )}
      <Evidence reportId={report.id} canEdit={false} />
      <ReportDecisions report={report} />
      <ol className={styles.events}>
        {report.events.map((event) => (
          <li key={event.at}>
            {text("event.line", {
              time: formatTimestamp(event.at),
              actor: event.actor,
              action: text(`event.${event.action}`),
            })}
            {event.reason === null ? null : <> · {text("event.reason", { reason: event.reason })}</>}
          </li>
        ))}
      </ol>
    </article>
  );
}
