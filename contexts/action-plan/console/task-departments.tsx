import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import type { DepartmentReport, PlanView, TaskView } from "#contexts/action-plan/model";
import { Disclosure, Field, formatTimestamp, TroubleNote } from "#platform/interface-kit";
import { StateMark } from "./lamp-mark.tsx";
import { useReminder } from "./plan-queries.ts";
import { usePlanTexts } from "./plan-texts.ts";
import styles from "./task-panel.module.css";

/** Who answers for the task and how their reports of the period stand; a reviewer reminds those that are missing. */
export function TaskDepartments({ task, plan }: { readonly task: TaskView; readonly plan: PlanView }): ReactNode {
  const { text, pick } = usePlanTexts();
  const row = plan.parts
    .flatMap(({ measures }) => measures)
    .flatMap(({ tasks }) => tasks)
    .find(({ id }) => id === task.id);
  return (
    <section aria-labelledby="task-departments">
      <h3 id="task-departments" className={styles.heading}>
        {text("task.departments")}
      </h3>
      <ul className={styles.departments}>
        {(row?.departments ?? []).map((department) => (
          <li key={department.organisationId}>
            <span>{pick(department.nameZh, department.nameEn)}</span>
            <span className={styles.quiet}>{text(`role.${department.role}`)}</span>
            <span>{department.isVisible ? <StateMark state={department.state} /> : null}</span>
            <Reminders task={task} plan={plan} department={department} />
          </li>
        ))}
      </ul>
      {task.departments.some(({ isVisible }) => !isVisible) ? (
        <p className={styles.quiet}>{text("tasks.hidden")}</p>
      ) : null}
    </section>
  );
}

function Reminders(props: {
  readonly task: TaskView;
  readonly plan: PlanView;
  readonly department: DepartmentReport;
}): ReactNode {
  const { text } = usePlanTexts();
  const { task, plan, department } = props;
  const { organisationId, state } = department;
  const last = task.reminders.find(
    (reminder) => reminder.organisationId === organisationId && reminder.period === plan.period.period,
  );
  const mayRemind = plan.rights.canReview && state !== "submitted" && state !== "accepted";
  return (
    <span className={styles.buttons}>
      {mayRemind ? (
        <Disclosure label={text("remind.open")} button={{ size: "small" }}>
          {(close) => (
            <ReminderForm taskId={task.id} organisationId={organisationId} period={plan.period.period} onSent={close} />
          )}
        </Disclosure>
      ) : null}
      {last === undefined ? null : (
        <span className={styles.quiet} title={last.note}>
          {text("remind.last", { time: formatTimestamp(last.sentAt), by: last.sentBy })}
        </span>
      )}
    </span>
  );
}

function ReminderForm(props: {
  readonly taskId: string;
  readonly organisationId: string;
  readonly period: PlanView["period"]["period"];
  readonly onSent: () => void;
}): ReactNode {
  const { text } = usePlanTexts();
  const [note, setNote] = useState("");
  const reminder = useReminder();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { taskId, organisationId, period } = props;
    reminder.mutate({ taskId, organisationId, period, note }, { onSuccess: props.onSent });
  };
  return (
    <form className={styles.remind} onSubmit={send}>
      <Field label={text("remind.note")} hint={text("remind.hint")}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoFocus
            rows={3}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <TroubleNote error={reminder.error} />
      <Button type="primary" htmlType="submit" loading={reminder.isPending}>
        {text("remind.send")}
      </Button>
    </form>
  );
}
