import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** Divisions, watersheds, zones, the conservation pattern, enclosures and vegetation facilities. */
export const territoryMigrations: readonly Migration[] = readMigrations(
  "territory",
  join(import.meta.dirname, "migrations"),
);
