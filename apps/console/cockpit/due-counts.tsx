import type { ReactNode } from "react";
import type { PlanSummaryView } from "#contexts/action-plan/model";
import { formatFigure } from "#platform/interface-kit";
import type { Figure, OwnWork } from "./board-requests.ts";
import styles from "./cockpit.module.css";
import { useCockpitTexts } from "./cockpit-texts.ts";
import { addressOf, numberText } from "./figure-address.ts";
import { Opens, Panel } from "./panel.tsx";

const reports = [
  { id: "overdue-reports", label: "due.overdue", isLate: true },
  { id: "reports-to-review", label: "due.toReview", isLate: false },
  { id: "returned-reports", label: "due.returned", isLate: false },
] as const;

/** What is late, and what waits for somebody. */
export function DueCounts(props: {
  readonly plan: PlanSummaryView | undefined;
  readonly figures: ReadonlyMap<string, Figure>;
  readonly work: OwnWork | undefined;
}): ReactNode {
  const { text } = useCockpitTexts();
  const { plan, figures, work } = props;
  const isRead = figures.size > 0;
  const owed = figures.get("owed-reports");
  const [year = "", quarter = ""] = plan?.period.period.split("-Q") ?? [];
  const heading =
    plan === undefined
      ? text("due.headingPlain")
      : text("due.heading", { period: text("quarters.name", { year, quarter }) });
  return (
    <Panel
      heading={heading}
      unit={
        owed === undefined || plan === undefined ? null : (
          <>
            {text("due.owed")}{" "}
            <Opens address={addressOf(owed.lineage)} className={styles.small}>
              {numberText(owed.value, owed)}
            </Opens>
            {" · "}
            {text("due.by", { date: plan.period.due })}
          </>
        )
      }
    >
      <ul className={styles.counts}>
        {reports.map(({ id, label, isLate }) => {
          const figure = figures.get(id);
          return (
            <Count
              key={id}
              id={id}
              label={text(label)}
              address={addressOf(figure?.lineage ?? [])}
              value={figure?.value}
              unit={text("due.reports")}
              isLate={isLate}
              note={isRead && figure === undefined ? text("due.unavailable") : ""}
            />
          );
        })}
        <Count
          id="overdue-work"
          label={text("due.work")}
          address={work && "/"}
          value={work?.overdueCount}
          unit={text("due.items")}
          isLate
          note={work ? text("due.workCount", { count: work.count }) : ""}
        />
      </ul>
    </Panel>
  );
}

function Count(props: {
  readonly id: string;
  readonly label: string;
  readonly address: string | undefined;
  readonly value: number | null | undefined;
  readonly unit: string;
  /** Red where it is not zero. */
  readonly isLate: boolean;
  readonly note: string;
}): ReactNode {
  const { value } = props;
  const isAlarm = props.isLate && (value ?? 0) > 0;
  return (
    <li className={styles.count} data-late={isAlarm} data-count={props.id}>
      <span className={styles.countName}>{props.label}</span>
      <span className={styles.countLine}>
        <Opens address={props.address} className={styles.countValue}>
          {formatFigure(value, 0)}
        </Opens>
        {value === undefined ? null : <span className={styles.note}>{props.unit}</span>}
      </span>
      <span className={styles.note}>{props.note}</span>
    </li>
  );
}
