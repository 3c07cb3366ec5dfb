import { isAbsolute, relative, sep } from "node:path";
import { sql } from "kysely";
import type { Database, Transaction } from "#platform/database";
import type { SurveyLibrary, SurveyRun } from "../survey-library.ts";
import { registerSurvey } from "./register-survey.command.ts";
import { setSurveyState, withdrawForVersion } from "./survey-states.command.ts";
import { readVersion } from "./survey-version-rows.ts";

export interface AdoptSurveysOptions {
  readonly database: Database;
  /** The folders in which surveys lie. */
  readonly library: SurveyLibrary;
  readonly dataFolder: string;
  /** The organisation in whose name, for the history. */
  readonly organisationId: string | null;
  /** Why a survey is published as it is taken in; null leaves it a draft for people to decide. */
  readonly publicationReason: (run: SurveyRun) => string | null;
}

const SERVICE = "成果登记";

/**
 * Makes records of the surveys that lie in folders and are none yet, the earliest first. What people have decided on earlier ones stands.
 * @returns how many were taken in, and what cannot be read (Chinese)
 */
export async function adoptSurveys(
  options: AdoptSurveysOptions,
): Promise<{ readonly adopted: number; readonly warnings: readonly string[] }> {
  const { database, library } = options;
  const { runs, warnings } = await library.list();
  let adopted = 0;
  for (const run of [...runs].reverse()) {
    if (await database.asService(SERVICE, (transaction) => adopt(transaction, run, options))) adopted++;
  }
  return { adopted, warnings };
}

async function adopt(
  transaction: Transaction,
  run: SurveyRun,
  { dataFolder, organisationId, publicationReason }: AdoptSurveysOptions,
): Promise<boolean> {
  const known = await sql`select 1 from erosion_assessment.survey
    where provenance_sha256 = ${run.provenanceSha256}`.execute(transaction);
  if (known.rows.length > 0) return false;
  const maker = { userId: null, name: SERVICE, organisationId, jobId: null };
  const { runId } = await registerSurvey(transaction, run, folderOf(dataFolder, run.directory), maker);
  const reason = publicationReason(run);
  if (reason !== null) await publish(transaction, runId, reason);
  return true;
}

async function publish(transaction: Transaction, runId: string, reason: string): Promise<void> {
  const version = await readVersion(transaction, runId);
  if (version === undefined) throw new Error(`The survey ${runId} that was just taken in is not there`);
  const decider = { userId: null, userName: SERVICE };
  await withdrawForVersion(transaction, decider, version, reason);
  await setSurveyState(transaction, decider, version, "published", reason);
}

/** With `/`, so that a data folder may move to another system. */
function folderOf(dataFolder: string, directory: string): string {
  const inside = relative(dataFolder, directory);
  const isOutside = isAbsolute(inside) || inside === ".." || inside.startsWith(`..${sep}`);
  return isOutside ? directory : inside.replaceAll(sep, "/");
}
