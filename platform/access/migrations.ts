import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** The role of requests, the functions that policies are built of, people and their organisations. Before every other module's. */
export const accessMigrations: readonly Migration[] = readMigrations("access", join(import.meta.dirname, "migrations"));
