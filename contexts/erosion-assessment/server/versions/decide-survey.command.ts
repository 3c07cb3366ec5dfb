import type { Session, Transaction } from "#platform/database";
import {
  type SurveyDecision,
  type SurveyDecisionRequest,
  type SurveyVersion,
  surveyDecisions,
} from "../../model/index.ts";
import { surveyUnknown } from "../survey-library.ts";
import { setSurveyState, withdrawForVersion } from "./survey-states.command.ts";
import { surveyChangedElsewhere, surveyOfTheCity, surveyStateWrong } from "./survey-version-errors.ts";
import { readVersion } from "./survey-version-rows.ts";

/**
 * Publishes or withdraws a version. Publishing withdraws, with the same reason, the version of the year and product that was published.
 * @throws TerraceError `survey-of-the-city`, `survey-unknown`, `survey-state-wrong`, `survey-changed-elsewhere`
 */
export async function decideSurvey(
  transaction: Transaction,
  session: Session,
  runId: string,
  decision: SurveyDecision,
  { version, reason }: SurveyDecisionRequest,
): Promise<SurveyVersion> {
  if (session.scope !== "city") throw surveyOfTheCity();
  const before = await readVersion(transaction, runId);
  if (before === undefined) throw surveyUnknown(runId);
  const { from, to } = surveyDecisions[decision];
  if (!from.includes(before.state)) throw surveyStateWrong(decision, before);
  if (before.version !== version) throw surveyChangedElsewhere(before);
  if (decision === "publish") await withdrawForVersion(transaction, session, before, reason);
  if (!(await setSurveyState(transaction, session, before, to, reason))) throw surveyChangedElsewhere(before);
  const after = await readVersion(transaction, runId);
  if (after === undefined) throw surveyUnknown(runId);
  return after;
}
