import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** The tables of attachments. After access's and the history's. */
export const attachmentsMigrations: readonly Migration[] = readMigrations(
  "attachments",
  join(import.meta.dirname, "migrations"),
);
