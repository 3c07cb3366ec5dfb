import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** Reads the history for those who follow it. After the audit trail's. */
export const changeFeedMigrations: readonly Migration[] = readMigrations(
  "change-feed",
  join(import.meta.dirname, "migrations"),
);
