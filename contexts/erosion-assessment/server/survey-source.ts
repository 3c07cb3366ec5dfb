import type { RouteCall } from "#platform/http-api";
import type { SurveyListItem } from "../model/index.ts";
import type { SurveyLibrary, SurveyRun } from "./survey-library.ts";

/** For whom a survey is looked up: what of the records they may see is their transaction's matter. */
export type SurveyReader = Pick<RouteCall<unknown, unknown, unknown>, "transaction">;

/** Where surveys are found: in folders, or as records. Everything else that serves them is the same. */
export interface SurveySource {
  /** The first is the one that a screen opens with. */
  list(reader: SurveyReader): Promise<readonly SurveyListItem[]>;
  /** @throws TerraceError `survey-unknown`, `survey-files-missing` */
  find(reader: SurveyReader, runId: string): Promise<SurveyRun>;
}

/** Surveys that lie in folders, for everybody alike; the latest year first. */
export function createFolderSource(library: SurveyLibrary): SurveySource {
  return {
    list: async () => (await library.list()).runs.map(listItem),
    find: (_reader, runId) => library.find(runId),
  };
}

function listItem({ summary, provenance }: SurveyRun): SurveyListItem {
  return {
    runId: summary.runId,
    title: summary.title,
    year: summary.year,
    demonstration: summary.demonstration,
    product: summary.product,
    finishedAt: provenance.finishedAt,
    conservationRatePercent: summary.total.conservationRatePercent,
    standing: null,
  };
}
