import type { ReactNode } from "react";
import type { PlanView, ReportView, TaskView } from "#contexts/action-plan/model";
import { LoadingPanel, SidePanel, TroublePanel } from "#platform/interface-kit";
import { useTask } from "./plan-queries.ts";
import { usePlanTexts } from "./plan-texts.ts";
import { ReportCard } from "./report-card.tsx";
import { ReportForm } from "./report-form.tsx";
import { TaskDepartments } from "./task-departments.tsx";
import styles from "./task-panel.module.css";

/** A task beside the tree: its clause, its departments, the own report of the period, and all reports that may be seen. */
export function TaskPanel(props: {
  readonly taskId: string;
  readonly plan: PlanView;
  readonly onClose: () => void;
}): ReactNode {
  const { text, pick } = usePlanTexts();
  const task = useTask(props.taskId);
  const title = text("task.title", { id: props.taskId });
  return (
    <SidePanel
      isOpen
      width={760}
      title={task.data ? `${title} ${pick(task.data.askZh, task.data.askEn)}` : title}
      onClose={props.onClose}
    >
      {task.isError ? <TroublePanel error={task.error} onRetry={() => void task.refetch()} /> : null}
      {task.isPending ? <LoadingPanel label={text("task.loading")} /> : null}
      {task.data ? <Content task={task.data} plan={props.plan} /> : null}
    </SidePanel>
  );
}

function Content(props: { readonly task: TaskView; readonly plan: PlanView }): ReactNode {
  const { text } = usePlanTexts();
  const { task, plan } = props;
  const own = ownReport(task, plan);
  const isWriting = own.mayWrite;
  // The own report that is being written stands in the form, not once more below it.
  const listed = task.reports.filter((report) => !isWriting || report.id !== own.report?.id);
  return (
    <div className={styles.content}>
      <Clause task={task} />
      <TaskDepartments task={task} plan={plan} />
      {isWriting ? (
        <ReportForm key={plan.period.period} taskId={task.id} period={plan.period.period} report={own.report} />
      ) : null}
      <section aria-labelledby="task-history">
        <h3 id="task-history" className={styles.heading}>
          {text("task.history")}
        </h3>
        {listed.length === 0 ? <p className={styles.quiet}>{text("task.noReports")}</p> : null}
        {listed.map((report) => (
          <ReportCard key={report.id} report={report} task={task} />
        ))}
      </section>
    </div>
  );
}

function ownReport(
  task: TaskView,
  { rights, period }: PlanView,
): { readonly report: ReportView | undefined; readonly mayWrite: boolean } {
  const { organisationId } = rights;
  const report = task.reports.find((each) => each.organisationId === organisationId && each.period === period.period);
  const isNamed = task.departments.some((department) => department.organisationId === organisationId);
  const mayBegin = report === undefined && rights.canReport && isNamed;
  return { report, mayWrite: mayBegin || (report?.actions.includes("save") ?? false) };
}

/** The plan's own words, the task's clause marked in its sentence. */
function Clause({ task }: { readonly task: TaskView }): ReactNode {
  const { text, pick } = usePlanTexts();
  const { text: sentence, from, to } = task.sentence;
  return (
    <section aria-labelledby="task-clause">
      <h3 id="task-clause" className={styles.heading}>
        {text("task.clause")}
      </h3>
      <blockquote className={styles.clause} lang="zh-CN">
        {sentence.slice(0, from)}
        <mark>{sentence.slice(from, to)}</mark>
        {sentence.slice(to)}
      </blockquote>
      <p className={styles.quiet}>
        {text("task.source", {
          document: task.documentNumber,
          number: task.measure.number,
          title: pick(task.measure.titleZh, task.measure.titleEn),
        })}
        {" · "}
        {text("task.area", { area: text(`area.${task.area}`) })}
      </p>
    </section>
  );
}
