export { type ConditionCounter, createConditionCounter } from "./conditions/condition-counter.ts";
export { conditionProblemStatuses } from "./conditions/condition-problems.ts";
export { conditionRoutes } from "./conditions/condition-routes.ts";
export { divisionOutlineRoutes } from "./division-outlines.ts";
export { loadDivisions } from "./load-divisions.command.ts";
export { territoryMigrations } from "./migrations.ts";
export { overlapProblemStatuses, overlapRoutes } from "./overlap-routes.ts";
export { territoryRecordSets } from "./record-sets.ts";
export type { CountedLayer, ShelvedLayer, ShelvedSurvey, SurveyReader, SurveyShelf } from "./survey-shelf.ts";
