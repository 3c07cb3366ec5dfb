/**
 * `node bench/exports/export-once.ts ADDRESS FORMAT FOLDER`: one export of all records of `bench/lists`' sample, in a process of its own, so
 * that its peak memory is that of the export; prints `{ rows, bytes }`. With the format `none` it opens the database and stops:
 * what the programme and its libraries take alone.
 */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "#platform/database";
import { createRecordSets, exportJob } from "#platform/record-sets";
import { citySession, patches } from "../lists/sample-set.ts";

const [address = "", format = "none", folder = ""] = process.argv.slice(2);
const database = await openDatabase({ address });
const job = exportJob(createRecordSets([patches]), []);
if (format === "none") await database.execute("select 1");
else {
  const result = await job.run({
    id: "bench",
    input: { set: "patches", format, filter: {} },
    session: citySession,
    database,
    transaction: (work) => database.asSession(citySession, work),
    report: () => undefined,
    signal: new AbortController().signal,
    workFolder: folder,
    finish: (work) => database.asService("bench", work),
  });
  const { fileName, rows } = result as { readonly fileName: string; readonly rows: number };
  console.log(JSON.stringify({ rows, bytes: (await stat(join(folder, fileName))).size }));
}
await database.close();
