import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import type { ReminderRequest, ReminderView } from "../model/index.ts";
import type { PlanDependencies } from "./plan-dependencies.ts";
import { departmentUnknown, reminderNeedless } from "./plan-errors.ts";
import type { PlanTables } from "./plan-tables.ts";

/**
 * Reminds a department of its report on a task.
 * @throws TerraceError `plan-department-unknown`, `plan-reminder-needless` where the report is in
 */
export async function sendReminder(
  transaction: Transaction,
  session: Session,
  request: ReminderRequest,
  onReminder: PlanDependencies["onReminder"],
): Promise<ReminderView> {
  const { taskId, organisationId, period, note } = request;
  const tables = transaction.withTables<PlanTables>();
  const named = await tables
    .selectFrom("action_plan.task_department as department")
    .innerJoin("action_plan.task as task", "task.id", "department.task_id")
    .select("department.role")
    .where("task.id", "=", taskId)
    .where("task.is_current", "=", true)
    .where("department.organisation_id", "=", organisationId)
    .executeTakeFirst();
  if (!named) throw departmentUnknown(taskId);
  const report = await tables
    .selectFrom("action_plan.progress_report")
    .select("state")
    .where("task_id", "=", taskId)
    .where("organisation_id", "=", organisationId)
    .where("period", "=", period)
    .executeTakeFirst();
  if (report?.state === "submitted" || report?.state === "accepted") throw reminderNeedless();
  const { rows } = await sql<{ id: string; sent_at: string }>`
    insert into action_plan.reminder (task_id, organisation_id, period, note)
    values (${taskId}, ${organisationId}, ${period}, ${note})
    returning id, sent_at`.execute(transaction);
  const { id, sent_at: sentAt } = rows[0]!;
  const reminder: ReminderView = { ...request, id, sentAt, sentBy: session.userName };
  await onReminder?.(reminder, transaction);
  return reminder;
}
