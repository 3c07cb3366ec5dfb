import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** The history that the database writes. After access's, before those of the modules that keep a history. */
export const auditTrailMigrations: readonly Migration[] = readMigrations(
  "audit-trail",
  join(import.meta.dirname, "migrations"),
);
