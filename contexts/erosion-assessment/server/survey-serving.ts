import type { Route } from "#platform/http-api";
import { createTileService } from "#platform/raster-tiles";
import { firstAnswers, firstTiles } from "./first-answers.ts";
import { erosionAssessmentRoutes } from "./http-routes.ts";
import { createLayerTiles } from "./layer-tiles.ts";
import { createSurveyQuestions } from "./survey-questions.ts";
import type { SurveyReader, SurveySource } from "./survey-source.ts";

/** Surveys over HTTP, with the threads that draw their tiles and answer questions. */
export interface SurveyServing {
  readonly routes: readonly Route[];
  /** See `firstAnswers`. */
  firstAnswers(reader: SurveyReader, run: string | undefined): Promise<readonly string[]>;
  /** See `firstTiles`. */
  firstTiles(reader: SurveyReader): Promise<readonly string[]>;
  close(): Promise<void>;
}

export function createSurveyServing(source: SurveySource): SurveyServing {
  const tiles = createTileService();
  const questions = createSurveyQuestions();
  const layers = createLayerTiles(tiles);
  return {
    routes: erosionAssessmentRoutes(source, layers, questions),
    firstAnswers: (reader, run) => firstAnswers(source, reader, run),
    firstTiles: (reader) => firstTiles(source, reader, layers),
    close: async () => {
      await Promise.all([tiles.close(), questions.close()]);
    },
  };
}
