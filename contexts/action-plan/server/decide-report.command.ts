import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { type ReportDecision, type ReportDecisionAction, type ReportView, reportTransitions } from "../model/index.ts";
import {
  actionImpossible,
  ownReview,
  reasonMissing,
  reportChangedElsewhere,
  reportEmpty,
  reportUnknown,
} from "./plan-errors.ts";
import { reportRights } from "./report-rights.ts";
import { findReport, reportView } from "./report-views.ts";

/**
 * Moves a report along an arrow of `reportTransitions`: submit and withdraw by its department, return, accept and reopen by the city.
 * @throws TerraceError `plan-report-unknown` where the session sees no such report or has no part in this action,
 *   `plan-report-action-impossible`, `plan-report-changed-elsewhere`, `plan-report-own-review`, `plan-report-empty`,
 *   `plan-reason-missing`
 */
export async function decideReport(
  transaction: Transaction,
  session: Session,
  reportId: string,
  action: ReportDecisionAction,
  { version, reason = "" }: ReportDecision,
): Promise<ReportView> {
  const report = await findReport(transaction, reportId);
  const { from, to, by, needsReason } = reportTransitions[action];
  const { isDepartment, isReviewer, isSubmitter } = reportRights(session, report.organisation_id, report.submitted_by);
  if (by === "department" ? !isDepartment : !isReviewer) throw reportUnknown(reportId);
  if (!from.includes(report.state)) throw actionImpossible(action, report.state);
  if (report.version !== version) throw reportChangedElsewhere({ version: report.version, state: report.state });
  if (action === "submit" && report.text.trim() === "") throw reportEmpty();
  if (by === "reviewer" && report.state === "submitted" && isSubmitter) throw ownReview();
  if (needsReason && reason === "") throw reasonMissing(action);
  const { rows } = await sql`
    update action_plan.progress_report
    set state = ${to}, version = version + 1, updated_at = now(),
      submitted_by = case when ${action} = 'submit' then access.current_user_id() else submitted_by end
    where id = ${reportId} and version = ${version}
    returning id`.execute(transaction);
  if (rows.length === 0) throw reportChangedElsewhere({});
  await sql`
    insert into action_plan.report_event (report_id, action, reason)
    values (${reportId}, ${action}, ${reason === "" ? null : reason})`.execute(transaction);
  return reportView(transaction, session, reportId);
}
