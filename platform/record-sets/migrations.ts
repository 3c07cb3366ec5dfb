import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** Comments of records. After those of access and the history. */
export const recordSetMigrations: readonly Migration[] = readMigrations(
  "record-sets",
  join(import.meta.dirname, "migrations"),
);
