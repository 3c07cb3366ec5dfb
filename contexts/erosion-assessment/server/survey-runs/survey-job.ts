import { mkdir, open, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { TerraceError } from "#errors";
import { withFileErrors } from "#platform/files";
import { defineJob, type JobDefinition, type JobRun } from "#platform/jobs";
import { surveyConfig, surveyJobKind } from "../../model/index.ts";
import { createSurveyLibrary, type SurveyRun } from "../survey-library.ts";
import { surveyStageLabel, surveyStageName } from "../survey-record.ts";
import { registerSurvey } from "../versions/register-survey.command.ts";
import { INPUT_FOLDERS, type InputFilesOptions, listInputFiles } from "./input-files.query.ts";
import { chosenFiles, chosenUploads } from "./order-survey.command.ts";
import { runSurveyApart } from "./run-survey-apart.command.ts";

const jobInput = z.object({ config: surveyConfig });

/** Where the surveys of jobs lie, within the data folder. */
export const RUNS_FOLDER = "surveys/runs";

/**
 * The job that makes a draft version of a survey. It computes in the job's own folder; the finished survey takes its place beside the
 * others in the transaction that makes its record, so that neither is ever there without the other.
 */
export function surveyJob(options: InputFilesOptions): JobDefinition {
  return defineJob({
    kind: surveyJobKind,
    titleZh: "水土流失调查",
    titleEn: "Survey of soil loss",
    input: jobInput,
    run: async (run) => {
      const base = join(run.workFolder, "base");
      const outDirectory = join(run.workFolder, "survey");
      try {
        await gatherInputs(run, base, options);
        await runSurveyApart(
          { config: run.input.config, baseDirectory: base, outDirectory },
          {
            signal: run.signal,
            onProgress: ({ stage, fraction }) =>
              run.report(fraction, { zh: surveyStageLabel(stage), en: surveyStageName(stage) }),
          },
        );
        return await keepSurvey(run, outDirectory, options.dataFolder);
      } catch (error) {
        throw withoutFolder(error, base);
      } finally {
        // Inputs that are only names of files elsewhere, and what an ended computation had written.
        await rm(run.workFolder, { recursive: true, force: true });
      }
    },
  });
}

type Run = JobRun<z.output<typeof jobInput>>;

/** A folder in which the names of the configuration are paths. What was there when the survey was asked for may be gone. */
async function gatherInputs({ transaction, input }: Run, base: string, options: InputFilesOptions): Promise<void> {
  const uploads = await transaction(async (tx) => {
    chosenFiles(input.config, await listInputFiles(tx, options));
    return chosenUploads(tx, input.config, options);
  });
  await withFileErrors(base, async () => {
    await mkdir(base, { recursive: true });
    // A junction is a link that Windows lets everybody make; elsewhere the kind is of no meaning.
    for (const folder of INPUT_FOLDERS) await symlink(join(options.dataFolder, folder), join(base, folder), "junction");
  });
  for (const { file, attachment } of uploads) await options.uploads.place(attachment, join(base, file.name));
}

async function keepSurvey(run: Run, outDirectory: string, dataFolder: string) {
  const survey = await createSurveyLibrary([]).open(outDirectory);
  if (survey === undefined) throw new Error(`A computed survey cannot be read: ${outDirectory}`);
  const folder = `${RUNS_FOLDER}/${survey.summary.year}-${run.id}-${basename(run.workFolder)}`;
  const kept = join(dataFolder, folder);
  let isMoved = false;
  try {
    return await run.finish(async (transaction) => {
      const { runId, number } = await registerSurvey(transaction, survey, folder, makerOf(run));
      await withFileErrors(kept, () => moveFolder(outDirectory, kept));
      isMoved = true;
      return resultOf(survey, runId, number);
    });
  } catch (error) {
    // The record was undone: cancelled at the last moment, or taken over by another process.
    if (isMoved) await rm(kept, { recursive: true, force: true });
    throw error;
  }
}

function makerOf({ id, session }: Run) {
  const { userId, userName, organisationId } = session;
  return { userId, name: userName, organisationId, jobId: id };
}

function resultOf({ summary }: SurveyRun, runId: string, number: number) {
  const { conservationRatePercent, soilWaterLossAreaKm2 } = summary.total;
  return { runId, year: summary.year, number, conservationRatePercent, soilWaterLossAreaKm2 };
}

/** The files themselves are on the disk since the survey was complete; now the new name is, too. */
async function moveFolder(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  const handle = await open(dirname(to), "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Messages name files as the user chose them, not where the server keeps them. */
function withoutFolder(error: unknown, base: string): unknown {
  if (!(error instanceof TerraceError)) return error;
  const short = (text: string) => text.replaceAll(`${base}/`, "").replaceAll(`${base}\\`, "");
  const { code, userMessage, message, details, cause } = error;
  return new TerraceError({
    code,
    userMessage: short(userMessage),
    message: short(message),
    details: JSON.parse(short(JSON.stringify(details))) as Record<string, unknown>,
    cause,
  });
}
