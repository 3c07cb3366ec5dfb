import type { ReactNode } from "react";
import type { MeasureRow as Measure } from "#contexts/action-plan/model";
import { Icon } from "#platform/interface-kit";
import { LampMark } from "./lamp-mark.tsx";
import styles from "./measure-row.module.css";
import { type PlanTexts, targetValue, usePlanTexts } from "./plan-texts.ts";
import { reportsOf } from "./report-counts.ts";
import { TaskTable } from "./task-table.tsx";

/** One measure: closed a line with its departments, targets, reports and lamp, open with its tasks. */
export function MeasureRow(props: {
  readonly measure: Measure;
  readonly isOpen: boolean;
  readonly openTask: string | undefined;
  readonly onToggle: () => void;
  readonly onTask: (taskId: string) => void;
}): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const { measure, isOpen } = props;
  const id = `measure-${measure.number}`;
  const { due, reported } = reportsOf(measure.tasks);
  return (
    <li className={styles.measure}>
      <div className={styles.line}>
        <h3 className={styles.title}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={props.onToggle}
          >
            <span className={styles.arrow} data-open={isOpen}>
              <Icon name="down" />
            </span>
            <span className={styles.number}>{measure.number}</span>
            {pick(measure.titleZh, measure.titleEn)}
          </button>
        </h3>
        <Departments measure={measure} texts={texts} />
        <ul className={styles.targets}>
          {measure.targets.map((target) => (
            <li key={target.id}>
              <span className={styles.quiet}>{pick(target.nameZh, target.nameEn)}</span>{" "}
              <b>{targetValue(target.present?.value ?? null, target.unit, texts)}</b>
              <span className={styles.quiet}> / {targetValue(target.value, target.unit, texts)}</span>
            </li>
          ))}
        </ul>
        <span className={styles.reports}>{due === 0 ? "" : text("period.reported", { reported, due })}</span>
        <LampMark lamp={measure.lamp} title={text("lamp.rule")} />
      </div>
      {isOpen ? (
        <div id={id} className={styles.body}>
          <TaskTable
            measureNumber={measure.number}
            tasks={measure.tasks}
            openTask={props.openTask}
            onTask={props.onTask}
          />
        </div>
      ) : null}
    </li>
  );
}

/** The bracket of the plan: who answers for it, and who helps. */
function Departments({ measure, texts }: { readonly measure: Measure; readonly texts: PlanTexts }): ReactNode {
  const { text, pick, isChinese } = texts;
  const names = (role: "lead" | "cooperate") =>
    measure.departments
      .filter((department) => department.role === role)
      .map((department) => pick(department.nameZh, department.nameEn))
      .join(isChinese ? "、" : ", ");
  const cooperating = names("cooperate");
  const lead = measure.responsibilityForm === "shared-out" ? "measure.sharedOut" : "measure.lead";
  return (
    <dl className={styles.departments}>
      <div>
        <dt>{text(lead)}</dt>
        <dd>{names("lead")}</dd>
      </div>
      {cooperating === "" ? null : (
        <div>
          <dt>{text("measure.cooperating")}</dt>
          <dd>{cooperating}</dd>
        </div>
      )}
    </dl>
  );
}
