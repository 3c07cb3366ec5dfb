import { z } from "zod";

/** @zh 调查版本状态 */
export const surveyStates = ["draft", "published", "withdrawn"] as const;

export type SurveyState = (typeof surveyStates)[number];

/** What the city does to a version, each with a reason. */
export type SurveyDecision = "publish" | "withdraw";

/**
 * A survey begins as a draft. Publishing it withdraws the version of the same year and product that was published until then. The
 * trigger `erosion_assessment.guard_survey` holds the same arrows.
 */
export const surveyDecisions: Readonly<
  Record<SurveyDecision, { readonly from: readonly SurveyState[]; readonly to: SurveyState }>
> = {
  publish: { from: ["draft", "withdrawn"], to: "published" },
  withdraw: { from: ["published"], to: "withdrawn" },
};

/** Where a survey stands among those of its year; null of one that is no record but a folder. */
export const surveyStanding = z.strictObject({
  /** From 1 within a year. */
  number: z.number().int().positive(),
  state: z.enum(surveyStates),
});

/**
 * @zh 调查版本
 * A survey of a year as the city keeps it: surveys of one year are versions of each other.
 */
export const surveyVersion = z.strictObject({
  runId: z.string(),
  title: z.string(),
  year: z.number().int(),
  number: z.number().int().positive(),
  product: z.enum(["multi-year-mean", "actual-year"]),
  demonstration: z.boolean(),
  state: z.enum(surveyStates),
  finishedAt: z.string(),
  /** Percent with two decimals; null where the survey has no area. */
  conservationRatePercent: z.number().nullable(),
  areaKm2: z.number(),
  soilWaterLossAreaKm2: z.number(),
  /** The number of the earlier version of this year whose rasters are the same, bit for bit. */
  sameAs: z.number().int().nullable(),
  provenanceSha256: z.string(),
  jobId: z.string().nullable(),
  madeByName: z.string(),
  madeAt: z.string(),
  stateByName: z.string().nullable(),
  stateAt: z.string().nullable(),
  stateReason: z.string().nullable(),
  /** Counts the changes: who decides sends back the one that they saw. */
  version: z.number().int(),
});

export const surveyVersionList = z.strictObject({ versions: z.array(surveyVersion) });

export const surveyDecisionRequest = z.strictObject({
  version: z.number().int(),
  reason: z.string().trim().min(1).max(500),
});

export type SurveyStanding = z.infer<typeof surveyStanding>;
export type SurveyVersion = z.infer<typeof surveyVersion>;
export type SurveyDecisionRequest = z.infer<typeof surveyDecisionRequest>;
