import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** The plan, its tasks and targets, reports and reminders. */
export const actionPlanMigrations: readonly Migration[] = readMigrations(
  "action-plan",
  join(import.meta.dirname, "migrations"),
);
