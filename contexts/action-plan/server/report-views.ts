import type { Session, Transaction } from "#platform/database";
import { actionsOn, type ReportPeriod, type ReportView } from "../model/index.ts";
import { reportUnknown } from "./plan-errors.ts";
import type { PlanTables, ReportRow } from "./plan-tables.ts";
import { reportRights } from "./report-rights.ts";

/** @throws TerraceError `plan-report-unknown` where there is none that the session sees */
export async function findReport(transaction: Transaction, reportId: string): Promise<ReportRow> {
  const found = await transaction
    .withTables<PlanTables>()
    .selectFrom("action_plan.progress_report")
    .selectAll()
    .where("id", "=", reportId)
    .executeTakeFirst();
  if (!found) throw reportUnknown(reportId);
  return found;
}

/** Reports with what happened to them and what the session may do next. */
export async function reportViews(
  transaction: Transaction,
  session: Session,
  reports: readonly ReportRow[],
): Promise<ReportView[]> {
  if (reports.length === 0) return [];
  const events = await transaction
    .withTables<PlanTables>()
    .selectFrom("action_plan.report_event")
    .select(["report_id", "at", "actor", "action", "reason"])
    .where(
      "report_id",
      "in",
      reports.map(({ id }) => id),
    )
    .orderBy("at")
    .execute();
  return reports.map((report) => ({
    id: report.id,
    taskId: report.task_id,
    organisationId: report.organisation_id,
    period: report.period as ReportPeriod,
    state: report.state,
    text: report.text,
    percent: report.percent,
    figures: [...report.figures],
    version: report.version,
    updatedAt: report.updated_at,
    events: events
      .filter((event) => event.report_id === report.id)
      .map(({ at, actor, action, reason }) => ({ at, actor, action, reason })),
    actions: [...actionsOn(report.state, reportRights(session, report.organisation_id, report.submitted_by))],
  }));
}

export async function reportView(transaction: Transaction, session: Session, reportId: string): Promise<ReportView> {
  const [view] = await reportViews(transaction, session, [await findReport(transaction, reportId)]);
  return view!;
}
