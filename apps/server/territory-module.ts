import {
  conditionProblemStatuses,
  conditionRoutes,
  createConditionCounter,
  screeningJob,
  screeningProblemStatuses,
  screeningRoutes,
} from "#contexts/territory/server";
import type { ProblemStatuses, Route } from "#platform/http-api";
import type { JobDefinition, Jobs } from "#platform/jobs";
import { tellDistrict } from "./screening-notices.ts";
import { createSurveyShelf } from "./survey-shelf.ts";

/** What the land is counted by: the surveys, as the context of the territory sees them. */
export interface TerritoryModule {
  readonly jobs: readonly JobDefinition[];
  routes(enqueue: Jobs["enqueue"]): readonly Route[];
  readonly problemStatuses: ProblemStatuses;
  /** Ends its threads. */
  close(): Promise<void>;
}

export function createTerritoryModule({ dataFolder }: { readonly dataFolder: string }): TerritoryModule {
  const shelf = createSurveyShelf(dataFolder);
  const counter = createConditionCounter();
  return {
    jobs: [screeningJob({ shelf, onNewPatches: tellDistrict })],
    routes: (enqueue) => [...conditionRoutes({ shelf, counter }), ...screeningRoutes({ shelf, enqueue })],
    problemStatuses: { ...conditionProblemStatuses, ...screeningProblemStatuses, "survey-not-published": 422 },
    close: () => counter.close(),
  };
}
