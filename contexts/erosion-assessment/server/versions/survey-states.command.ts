import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { SurveyState, SurveyVersion } from "../../model/index.ts";

/** Who decides, as the record names them; `userId` null for the program. */
export interface SurveyDecider {
  readonly userId: string | null;
  readonly userName: string;
}

/** @returns false where the version is no longer the one that was seen */
export async function setSurveyState(
  transaction: Transaction,
  decider: SurveyDecider,
  { runId, version }: Pick<SurveyVersion, "runId" | "version">,
  state: SurveyState,
  reason: string,
): Promise<boolean> {
  const { rows } = await sql`update erosion_assessment.survey set state = ${state}, ${decidedBy(decider, reason)}
    where run_id = ${runId} and version = ${version} returning id`.execute(transaction);
  return rows.length > 0;
}

/** Makes room for a version that is to be published: one stands for a year, product and kind. */
export async function withdrawForVersion(
  transaction: Transaction,
  decider: SurveyDecider,
  { year, number, product, demonstration }: SurveyVersion,
  reason: string,
): Promise<void> {
  await sql`update erosion_assessment.survey set state = 'withdrawn', ${decidedBy(decider, `由第 ${number} 版取代：${reason}`)}
    where state = 'published' and year = ${year} and product = ${product}
      and is_demonstration = ${demonstration}`.execute(transaction);
}

function decidedBy({ userId, userName }: SurveyDecider, reason: string) {
  return sql`state_by = ${userId}, state_by_name = ${userName}, state_at = now(), state_reason = ${reason},
    version = version + 1, updated_at = now()`;
}
