import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** Imports under way. After those of access and the history. */
export const importWizardMigrations: readonly Migration[] = readMigrations(
  "import-wizard",
  join(import.meta.dirname, "migrations"),
);
