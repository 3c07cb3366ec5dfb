import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** The courses of records, their events and escalations. After those of access and the history. */
export const workflowMigrations: readonly Migration[] = readMigrations(
  "workflows",
  join(import.meta.dirname, "migrations"),
);
