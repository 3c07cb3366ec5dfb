import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { type PlanArea, quotedSentence, type ReportPeriod, type TaskView } from "../model/index.ts";
import { taskUnknown } from "./plan-errors.ts";
import type { PlanTables } from "./plan-tables.ts";
import { reportViews } from "./report-views.ts";

interface TaskFields {
  readonly id: string;
  readonly measure_id: string;
  readonly ask_zh: string;
  readonly ask_en: string;
  readonly area: string;
  readonly number: number;
  readonly title_zh: string;
  readonly title_en: string;
  readonly document_number: string;
}

/**
 * A task with its clause, and all reports and reminders that the session sees, latest period first.
 * @throws TerraceError `plan-task-unknown`
 */
export async function readTask(transaction: Transaction, session: Session, taskId: string): Promise<TaskView> {
  const { rows } = await sql<TaskFields>`
    select t.id, t.measure_id, t.ask_zh, t.ask_en, t.area, m.number, m.title_zh, m.title_en, p.document_number
    from action_plan.task t join action_plan.measure m on m.id = t.measure_id join action_plan.plan p on p.id = m.plan_id
    where t.id = ${taskId} and t.is_current`.execute(transaction);
  const [task] = rows;
  if (!task) throw taskUnknown(taskId);
  const tables = transaction.withTables<PlanTables>();
  const clauses = await tables
    .selectFrom("action_plan.task")
    .select(["id", "quotation"])
    .where("measure_id", "=", task.measure_id)
    .where("is_current", "=", true)
    .orderBy("position")
    .execute();
  const reports = await tables
    .selectFrom("action_plan.progress_report")
    .selectAll()
    .where("task_id", "=", taskId)
    .orderBy("period", "desc")
    .execute();
  const quoted = quotedSentence(clauses, taskId)!;
  return {
    documentNumber: task.document_number,
    measure: { number: task.number, titleZh: task.title_zh, titleEn: task.title_en },
    id: task.id,
    askZh: task.ask_zh,
    askEn: task.ask_en,
    area: task.area as PlanArea,
    sentence: { text: quoted.sentence, from: quoted.from, to: quoted.to },
    departments: await departmentsOf(transaction, taskId),
    reports: await reportViews(transaction, session, reports),
    reminders: await remindersOf(transaction, taskId),
  };
}

async function departmentsOf(transaction: Transaction, taskId: string): Promise<TaskView["departments"]> {
  const { rows } = await sql<PlanTables["action_plan.task_department"] & { is_visible: boolean }>`
    select *, action_plan.sees_reports_of(organisation_id) as is_visible
    from action_plan.task_department where task_id = ${taskId} order by position`.execute(transaction);
  return rows.map(({ organisation_id, name_zh, name_en, role, is_visible }) => ({
    organisationId: organisation_id,
    nameZh: name_zh,
    nameEn: name_en,
    role,
    isVisible: is_visible,
  }));
}

async function remindersOf(transaction: Transaction, taskId: string): Promise<TaskView["reminders"]> {
  const reminders = await transaction
    .withTables<PlanTables>()
    .selectFrom("action_plan.reminder")
    .selectAll()
    .where("task_id", "=", taskId)
    .orderBy("sent_at", "desc")
    .execute();
  return reminders.map((row) => ({
    id: row.id,
    taskId: row.task_id,
    organisationId: row.organisation_id,
    period: row.period as ReportPeriod,
    note: row.note,
    sentAt: row.sent_at,
    sentBy: row.sent_by_name,
  }));
}
