import type { Session } from "#platform/database";
import type { ReportRights } from "../model/index.ts";
import type { ReportRow } from "./plan-tables.ts";

/**
 * What a session may do with the reports of an organisation; the policies of the table say the same.
 * `submittedBy` is the user who handed the report in, null where nobody has.
 */
export function reportRights(
  session: Session,
  organisationId: string,
  submittedBy: ReportRow["submitted_by"],
): ReportRights {
  return {
    isDepartment: session.organisationId === organisationId && session.permissions.includes("plan.report"),
    isReviewer: mayReview(session),
    isSubmitter: submittedBy !== null && submittedBy === session.userId,
  };
}

export function mayReview(session: Session): boolean {
  return session.scope === "city" && session.permissions.includes("plan.review");
}
