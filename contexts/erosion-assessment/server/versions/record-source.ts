import { resolve } from "node:path";
import { createSurveyLibrary, surveyUnknown } from "../survey-library.ts";
import type { SurveySource } from "../survey-source.ts";
import { surveyFilesMissing } from "./survey-version-errors.ts";
import { listSurveys, readSurveyPlace } from "./survey-version-rows.ts";

/**
 * Surveys that are records: the session sees the published ones, the city's makers and publishers all. The files must be those that were
 * registered.
 */
export function createRecordSource(dataFolder: string): SurveySource {
  const library = createSurveyLibrary([]);
  return {
    list: ({ transaction }) => transaction(listSurveys),
    find: async ({ transaction }, runId) => {
      const place = await transaction((tx) => readSurveyPlace(tx, runId));
      if (place === undefined) throw surveyUnknown(runId);
      const run = await library.open(resolve(dataFolder, place.folder));
      if (run?.provenanceSha256 !== place.provenanceSha256) throw surveyFilesMissing(place.title, place.folder);
      return { ...run, summary: { ...run.summary, runId } };
    },
  };
}
