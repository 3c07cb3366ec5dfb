import { isSameGrid } from "#engine/rasters";
import type { ScreeningRequest } from "../../model/index.ts";
import type { ShelvedSurvey, SurveyReader, SurveyShelf } from "../survey-shelf.ts";
import { baselineMissing, baselineUnsuited, surveyUnsuited } from "./screening-errors.ts";
import { topicsFor } from "./screening-rules.ts";

/** The surveys of a request. */
export interface ScreeningSubject {
  readonly survey: ShelvedSurvey;
  readonly baseline: ShelvedSurvey | null;
}

/**
 * Opens the surveys of a request and sees that they can be screened for what is asked.
 * @throws TerraceError `screening-survey-unsuited`, `screening-baseline-missing`, `screening-baseline-unsuited`, those of the shelf
 */
export async function openSubject(
  reader: SurveyReader,
  shelf: SurveyShelf,
  { runId, baselineRunId, topics }: ScreeningRequest,
): Promise<ScreeningSubject> {
  const survey = await shelf.open(reader, runId);
  const possible = topicsFor(survey.layers);
  for (const topic of topics) if (!possible.includes(topic)) throw surveyUnsuited(survey, topic);
  if (!topics.includes("vegetation-loss")) return { survey, baseline: null };
  if (baselineRunId === null) throw baselineMissing();
  const baseline = await shelf.open(reader, baselineRunId);
  if (baseline.year >= survey.year) throw baselineUnsuited(survey, baseline, "later");
  if (!isSameGrid(survey.grid, baseline.grid)) throw baselineUnsuited(survey, baseline, "grid");
  if (baseline.layers["land-use"] === undefined) throw baselineUnsuited(survey, baseline, "land-use");
  return { survey, baseline };
}
