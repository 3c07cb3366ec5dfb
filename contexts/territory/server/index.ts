export { divisionOutlineRoutes } from "./division-outlines.ts";
export { loadDivisions } from "./load-divisions.command.ts";
export { territoryMigrations } from "./migrations.ts";
export { overlapProblemStatuses, overlapRoutes } from "./overlap-routes.ts";
export { territoryRecordSets } from "./record-sets.ts";
