import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import {
  chinaDate,
  openPeriods,
  periodOf,
  type ReportContent,
  type ReportPeriod,
  type ReportView,
  reportTransitions,
} from "../model/index.ts";
import { actionImpossible, periodNotOpen, reportChangedElsewhere, reportNotYours, taskUnknown } from "./plan-errors.ts";
import type { PlanTables, ReportRow } from "./plan-tables.ts";
import { reportView } from "./report-views.ts";

export interface SaveReportInput {
  readonly taskId: string;
  readonly period: ReportPeriod;
  readonly content: ReportContent;
}

/**
 * Writes the draft of the caller's own organisation for a task and a period.
 * @throws TerraceError `plan-task-unknown`, `plan-period-not-open`, `plan-report-not-yours`, `plan-report-action-impossible`,
 *   `plan-report-changed-elsewhere` with what is stored now
 */
export async function saveReport(
  transaction: Transaction,
  session: Session,
  { taskId, period, content }: SaveReportInput,
  now: Date,
): Promise<ReportView> {
  const organisationId = await requireOwnTask(transaction, session, taskId, period, now);
  const before = await ownReport(transaction, taskId, organisationId, period);
  if (before && !reportTransitions.save.from.includes(before.state)) throw actionImpossible("save", before.state);
  const id =
    before === undefined
      ? await begin(transaction, taskId, organisationId, period, content)
      : await overwrite(transaction, before.id, content);
  if (id !== undefined) return reportView(transaction, session, id);
  // Nothing was written: somebody of the same house began or changed it first.
  const stored = await ownReport(transaction, taskId, organisationId, period);
  throw reportChangedElsewhere(stored ? differenceFrom(stored, content) : {});
}

async function requireOwnTask(
  transaction: Transaction,
  { organisationId }: Session,
  taskId: string,
  period: ReportPeriod,
  now: Date,
): Promise<string> {
  const tables = transaction.withTables<PlanTables>();
  const task = await tables
    .selectFrom("action_plan.task as task")
    .innerJoin("action_plan.measure as measure", "measure.id", "task.measure_id")
    .innerJoin("action_plan.plan as plan", "plan.id", "measure.plan_id")
    .select("plan.issued_on")
    .where("task.id", "=", taskId)
    .where("task.is_current", "=", true)
    .executeTakeFirst();
  if (!task) throw taskUnknown(taskId);
  if (!openPeriods(chinaDate(now), periodOf(task.issued_on)).includes(period)) throw periodNotOpen(period);
  if (organisationId === null) throw reportNotYours(taskId);
  const named = await tables
    .selectFrom("action_plan.task_department")
    .select("role")
    .where("task_id", "=", taskId)
    .where("organisation_id", "=", organisationId)
    .executeTakeFirst();
  if (!named) throw reportNotYours(taskId);
  return organisationId;
}

function ownReport(
  transaction: Transaction,
  taskId: string,
  organisationId: string,
  period: string,
): Promise<ReportRow | undefined> {
  return transaction
    .withTables<PlanTables>()
    .selectFrom("action_plan.progress_report")
    .selectAll()
    .where("task_id", "=", taskId)
    .where("organisation_id", "=", organisationId)
    .where("period", "=", period)
    .executeTakeFirst();
}

async function begin(
  transaction: Transaction,
  taskId: string,
  organisationId: string,
  period: string,
  { version, text, percent, figures }: ReportContent,
): Promise<string | undefined> {
  if (version !== 0) return undefined;
  const { rows } = await sql<{ id: string }>`
    insert into action_plan.progress_report (task_id, organisation_id, period, text, percent, figures)
    values (${taskId}, ${organisationId}, ${period}, ${text}, ${percent}, ${JSON.stringify(figures)}::jsonb)
    on conflict on constraint one_report_a_period do nothing
    returning id`.execute(transaction);
  const id = rows[0]?.id;
  if (id !== undefined) {
    await sql`insert into action_plan.report_event (report_id, action) values (${id}, 'save')`.execute(transaction);
  }
  return id;
}

async function overwrite(
  transaction: Transaction,
  id: string,
  { version, text, percent, figures }: ReportContent,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update action_plan.progress_report
    set text = ${text}, percent = ${percent}, figures = ${JSON.stringify(figures)}::jsonb,
      version = version + 1, updated_at = now()
    where id = ${id} and version = ${version} and state in ('draft', 'returned')
    returning id`.execute(transaction);
  return rows[0]?.id;
}

/** Field by field what is stored and what was sent, where they differ. */
function differenceFrom(stored: ReportRow, sent: ReportContent): Readonly<Record<string, unknown>> {
  // The database orders the keys of JSON in its own way.
  const here = { ...stored, figures: stored.figures.map(({ label, value, unit }) => ({ label, value, unit })) };
  const fields = (["text", "percent", "figures"] as const)
    .filter((field) => JSON.stringify(here[field]) !== JSON.stringify(sent[field]))
    .map((field) => ({ field, stored: here[field], sent: sent[field] }));
  return { version: stored.version, state: stored.state, fields };
}
