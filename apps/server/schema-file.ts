import { join } from "node:path";

/** What the migrations make, for readers. */
export const SCHEMA_FILE: string = join(import.meta.dirname, "schema.gen.sql");

export const SCHEMA_HEADING = `-- Made by npm run generate:schema from the migrated database: for reading and comparing, not for running.

`;
