import { conditionProblemStatuses, conditionRoutes, createConditionCounter } from "#contexts/territory/server";
import type { ProblemStatuses, Route } from "#platform/http-api";
import { createSurveyShelf } from "./survey-shelf.ts";

/** What the land is counted by: the surveys, as the context of the territory sees them. */
export interface TerritoryModule {
  readonly routes: readonly Route[];
  readonly problemStatuses: ProblemStatuses;
  /** Ends its threads. */
  close(): Promise<void>;
}

export function createTerritoryModule({ dataFolder }: { readonly dataFolder: string }): TerritoryModule {
  const shelf = createSurveyShelf(dataFolder);
  const counter = createConditionCounter();
  return {
    routes: conditionRoutes({ shelf, counter }),
    problemStatuses: conditionProblemStatuses,
    close: () => counter.close(),
  };
}
