import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "#platform/database";
import { RUNS_FOLDER } from "./survey-job.ts";

/** Longer than any transaction: another process may be making the record of a younger folder at this moment. */
const HOUR_MS = 3600_000;

/** Removes folders of surveys whose record was never made: their process was killed between the two. @returns how many */
export async function sweepRuns(database: Database, dataFolder: string, now: Date): Promise<number> {
  const folder = join(dataFolder, RUNS_FOLDER);
  const known = await database.asService("surveys", async (transaction) => {
    const { rows } = await sql<{ folder: string }>`select folder from erosion_assessment.survey`.execute(transaction);
    return new Set(rows.map((row) => row.folder));
  });
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    if (known.has(`${RUNS_FOLDER}/${name}`) || now.getTime() - (await stat(path)).ctimeMs < HOUR_MS) continue;
    await rm(path, { recursive: true, force: true });
    removed++;
  }
  return removed;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
