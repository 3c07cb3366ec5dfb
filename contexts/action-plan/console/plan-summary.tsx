import type { ReactNode } from "react";
import { LoadingPanel, TroublePanel } from "#platform/interface-kit";
import { LampMark } from "./lamp-mark.tsx";
import marks from "./marks.module.css";
import { usePlanSummary } from "./plan-queries.ts";
import styles from "./plan-summary.module.css";
import { periodName, targetValue, usePlanTexts } from "./plan-texts.ts";

/** The plan on the first page: targets, a lamp for each measure, and how the reports of the period stand. */
export function PlanSummary(): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const summary = usePlanSummary();
  if (summary.isError) return <TroublePanel error={summary.error} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <LoadingPanel label={text("page.loading")} />;
  const { documentNumber, targets, measures, reports } = summary.data;
  const period = periodName(summary.data.period.period, texts);
  return (
    <section className={styles.summary} aria-labelledby="plan-summary">
      <header className={styles.head}>
        <h2 id="plan-summary" className={styles.title}>
          {text("summary.title")}
        </h2>
        <span className={styles.quiet}>{documentNumber}</span>
        <a className={styles.open} href="/plan">
          {text("summary.open")}
        </a>
      </header>
      <ul className={styles.targets}>
        {targets.map((target) => (
          <li key={target.id}>
            <a href={`/plan?measure=${Number.parseInt(target.taskId, 10)}`}>{pick(target.nameZh, target.nameEn)}</a>
            <b data-figure={target.id}>{targetValue(target.present?.value ?? null, target.unit, texts)}</b>
            <span className={styles.quiet}>
              {text("target.goal", { value: targetValue(target.value, target.unit, texts) })}{" "}
              {text("target.by", { year: target.byYear })}
            </span>
            <LampMark lamp={target.lamp} title={text(`standing.${target.standing}`)} />
          </li>
        ))}
      </ul>
      <ul className={styles.measures} aria-label={text("summary.measures")}>
        {measures.map((measure) => {
          const values = {
            number: measure.number,
            title: pick(measure.titleZh, measure.titleEn),
            lamp: text(`lamp.${measure.lamp}`),
          };
          const label = text("summary.measure", values);
          return (
            <li key={measure.number}>
              <a className={styles.measure} href={`/plan?measure=${measure.number}`} aria-label={label} title={label}>
                <span className={marks.dot} data-lamp={measure.lamp} aria-hidden="true" />
                {measure.number}
              </a>
            </li>
          );
        })}
      </ul>
      <p className={styles.quiet}>
        {reports.due === 0 ? text("summary.noneDue", { period }) : text("summary.reports", { period, ...reports })}
      </p>
    </section>
  );
}
