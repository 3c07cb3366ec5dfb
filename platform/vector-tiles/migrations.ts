import { join } from "node:path";
import { type Migration, readMigrations } from "#platform/database";

/** Counts of changes, by which tiles are kept, and the search by the spatial index under row-level security. */
export const vectorTilesMigrations: readonly Migration[] = readMigrations(
  "vector-tiles",
  join(import.meta.dirname, "migrations"),
);
