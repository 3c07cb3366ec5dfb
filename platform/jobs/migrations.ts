import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** The table of jobs. After access's. The queue makes its own schema when it starts. */
export const jobsMigrations: readonly Migration[] = readMigrations("jobs", join(import.meta.dirname, "migrations"));
