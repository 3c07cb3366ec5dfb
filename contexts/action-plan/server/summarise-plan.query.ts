import type { Session, Transaction } from "#platform/database";
import type { PlanSummaryView } from "../model/index.ts";
import { type PlanSurroundings, readPlan } from "./read-plan.query.ts";

/**
 * The plan in a few numbers, for the first page. They are counted from the same tree that the page of the plan shows, so the two
 * cannot disagree.
 * @throws TerraceError `plan-missing`
 */
export async function summarisePlan(
  transaction: Transaction,
  session: Session,
  surroundings: PlanSurroundings,
): Promise<PlanSummaryView> {
  const plan = await readPlan(transaction, session, undefined, surroundings);
  const measures = plan.parts.flatMap((part) => part.measures);
  const due = measures
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ departments }) => departments)
    .filter(({ role, isVisible }) => role === "lead" && isVisible);
  const accepted = due.filter(({ state }) => state === "accepted").length;
  const submitted = due.filter(({ state }) => state === "submitted").length;
  return {
    documentNumber: plan.document.documentNumber,
    period: plan.period,
    targets: measures.flatMap(({ targets }) => targets),
    measures: measures.map(({ number, titleZh, titleEn, lamp }) => ({ number, titleZh, titleEn, lamp })),
    reports: { due: due.length, accepted, submitted, missing: due.length - accepted - submitted },
  };
}
