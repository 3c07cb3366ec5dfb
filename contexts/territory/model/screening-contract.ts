import { z } from "zod";
import { patchStates, screeningClassIds, screeningTopics } from "./screening.ts";

/**
 * - `GET /screening/options` → `screeningOptions`
 * - `POST /screening/runs` with `screeningRequest` → the id of the job
 * - `GET /screening/patches/{id}/verdicts` → `patchVerdicts`
 * - `POST /screening/patches/{id}/verdicts` with `verdictRequest` → `patchVerdicts`
 */
const threshold = z.strictObject({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  value: z.number(),
  unit: z.string().nullable(),
  source: z.string(),
  isUnconfirmed: z.boolean(),
});

export const screeningOptions = z.strictObject({
  surveys: z.array(
    z.strictObject({
      runId: z.string(),
      title: z.string(),
      year: z.number().int(),
      number: z.number().int(),
      demonstration: z.boolean(),
      /** In units of its grid; 0 where its files cannot be read. */
      cellSize: z.number(),
      /** What it can be screened for; vegetation loss needs an earlier one besides. */
      topics: z.array(z.enum(screeningTopics)),
    }),
  ),
  thresholds: z.array(threshold),
  canRun: z.boolean(),
});

export const screeningRequest = z.strictObject({
  runId: z.string().min(1).max(200),
  /** The earlier survey, where vegetation loss is asked for. */
  baselineRunId: z.string().min(1).max(200).nullable().default(null),
  topics: z.array(z.enum(screeningTopics)).min(1).max(screeningTopics.length),
  /** Smaller patches are counted and left out; the threshold where it is not said. */
  smallestSquareMetres: z.number().min(0).max(10_000_000).optional(),
});

/** What a run leaves as its job's result. The areas of a class foot to that of its cells. */
export const screeningResult = z.strictObject({
  classes: z.array(
    z.strictObject({
      id: z.enum(screeningClassIds),
      patches: z.number().int(),
      areaHm2: z.number(),
      /** In patches that are too small to be listed. */
      smallHm2: z.number(),
      /** Outside all divisions that the survey names. */
      outsideHm2: z.number(),
      totalHm2: z.number(),
    }),
  ),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Of earlier runs over the same survey, not found any more. */
  outdated: z.number().int(),
});

export const verdictRequest = z.strictObject({
  version: z.number().int().positive(),
  verdict: z.enum(patchStates),
  reason: z.string().trim().min(1).max(1000),
});

export const patchVerdicts = z.strictObject({
  state: z.enum(patchStates),
  version: z.number().int(),
  /** The states to which the session may set it. */
  choices: z.array(z.enum(patchStates)),
  /** The newest first. */
  verdicts: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      actor: z.string(),
      from: z.enum(patchStates),
      to: z.enum(patchStates),
      reason: z.string(),
    }),
  ),
});

export type ScreeningOptions = z.infer<typeof screeningOptions>;
export type ScreeningRequest = z.infer<typeof screeningRequest>;
export type ScreeningResult = z.infer<typeof screeningResult>;
export type VerdictRequest = z.infer<typeof verdictRequest>;
export type PatchVerdicts = z.infer<typeof patchVerdicts>;
