import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** Published figures. After those of access and the history. */
export const figureMigrations: readonly Migration[] = readMigrations(
  "figures",
  join(import.meta.dirname, "migrations"),
);
