import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** The tables of notices. After access's. */
export const noticesMigrations: readonly Migration[] = readMigrations(
  "notices",
  join(import.meta.dirname, "migrations"),
);
