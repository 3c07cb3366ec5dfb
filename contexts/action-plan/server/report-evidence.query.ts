import { sql } from "kysely";
import type { Transaction } from "#platform/database";

/**
 * Whether the session may add evidence to a report, or withdraw some: its department, as long as it may write the report. What was
 * handed in keeps its evidence as it keeps its words.
 */
export async function mayAttachEvidence(transaction: Transaction, reportId: string): Promise<boolean> {
  const { rows } = await sql<{ is_open: boolean }>`
    select state in ('draft', 'returned') and action_plan.may_report_for(organisation_id) as is_open
    from action_plan.progress_report where id = ${reportId}`.execute(transaction);
  return rows[0]?.is_open ?? false;
}
