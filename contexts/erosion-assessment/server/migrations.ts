import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** Surveys with their figures. After access's and the history's. */
export const erosionAssessmentMigrations: readonly Migration[] = readMigrations(
  "erosion-assessment",
  join(import.meta.dirname, "migrations"),
);
