/**
 * `npm run generate:schema`: writes what the migrations make of an empty database, so that a change of the schema is read in review as
 * what it changes. `apps/server/schema.test.ts` fails where the file and the migrations differ.
 */
import { writeFile } from "node:fs/promises";
import { describeSchema, ensureSnapshot, openDatabase } from "#platform/database";
import { migrations } from "../../apps/server/migrations.ts";
import { SCHEMA_FILE, SCHEMA_HEADING } from "../../apps/server/schema-file.ts";

const database = await openDatabase({ directory: null, template: await ensureSnapshot(migrations) });
try {
  await writeFile(SCHEMA_FILE, SCHEMA_HEADING + (await describeSchema(database)));
} finally {
  await database.close();
}
process.stdout.write(`${SCHEMA_FILE}\n`);
