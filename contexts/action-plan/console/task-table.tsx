import type { ReactNode } from "react";
import type { TaskRow } from "#contexts/action-plan/model";
import { dash } from "#platform/interface-kit";
import { LampMark, StateMark } from "./lamp-mark.tsx";
import { usePlanTexts } from "./plan-texts.ts";
import styles from "./task-table.module.css";

/** The tasks of a measure with the reports of the period that the session may see. */
export function TaskTable(props: {
  readonly measureNumber: number;
  readonly tasks: readonly TaskRow[];
  readonly openTask: string | undefined;
  readonly onTask: (taskId: string) => void;
}): ReactNode {
  const { text, pick } = usePlanTexts();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">{text("tasks.caption", { number: props.measureNumber })}</caption>
        <thead>
          <tr>
            <th scope="col">{text("tasks.number")}</th>
            <th scope="col">{text("tasks.ask")}</th>
            <th scope="col">{text("tasks.area")}</th>
            <th scope="col">{text("tasks.reports")}</th>
            <th scope="col">{text("tasks.lamp")}</th>
          </tr>
        </thead>
        <tbody>
          {props.tasks.map((task) => (
            <tr key={task.id} data-open={task.id === props.openTask}>
              <td className={styles.number}>{task.id}</td>
              <th scope="row">
                <button type="button" className={styles.choose} onClick={() => props.onTask(task.id)}>
                  {pick(task.askZh, task.askEn)}
                </button>
                <span className={styles.quotation}>{task.quotation.replace(/[,、]$/, "")}</span>
              </th>
              <td>{text(`area.${task.area}`)}</td>
              <td>
                <Reports task={task} />
              </td>
              <td>{task.lamp === null ? dash : <LampMark lamp={task.lamp} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reports({ task }: { readonly task: TaskRow }): ReactNode {
  const { text, pick } = usePlanTexts();
  // A department that only co-operates and has written nothing owes nothing: it would be noise here.
  const shown = task.departments.filter(
    ({ isVisible, role, state }) => isVisible && (role === "lead" || state !== null),
  );
  if (shown.length === 0) return <span className={styles.quiet}>{dash}</span>;
  return (
    <ul className={styles.reports}>
      {shown.map((department) => (
        <li key={department.organisationId}>
          {pick(department.nameZh, department.nameEn)} <StateMark state={department.state} />
          {department.reminders === 0 ? null : (
            <span className={styles.quiet}> {text("tasks.reminded", { count: department.reminders })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
