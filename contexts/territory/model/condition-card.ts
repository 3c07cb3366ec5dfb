import { z } from "zod";
import { intensityIds } from "#contexts/erosion-assessment/model";

/**
 * What the console asks of the server. All paths start with `/api`.
 *
 * - `GET /conditions/{recordSet}/{recordId}` → `conditionCard`
 */
const byClass = z.strictObject(
  Object.fromEntries(intensityIds.map((id) => [id, z.number()])) as Record<(typeof intensityIds)[number], z.ZodNumber>,
);

/**
 * One line of a survey: a division's part of the outline, or the sum. Areas are geodesic, of the cells whose centre lies in the
 * outline. The classes foot to the area, the divisions to the sum.
 */
const conditionLine = z.strictObject({
  /** Code of the division; null for the sum, and for what lies in no division that the survey names. */
  division: z.string().nullable(),
  /** With a result, km². */
  areaKm2: z.number(),
  /** Inside the outline and the survey's grid, but without a result, km². */
  withoutResultKm2: z.number(),
  classKm2: byClass,
  /** Of `areaKm2`, footed to 100; null where there is no area. */
  classPercent: byClass.nullable(),
  /** 水土流失面积: 轻度 and above, km². */
  soilWaterLossAreaKm2: z.number(),
  /** 水土保持率, percent. */
  conservationRatePercent: z.number().nullable(),
  /** 平均土壤侵蚀模数, t/(km²·a). */
  meanErosionModulus: z.number().nullable(),
  /** 林草地占比 by the survey's land use, percent; null where it has none. */
  vegetatedPercent: z.number().nullable(),
});

/** Differences of the printed figures of two surveys. */
const conditionChange = z.strictObject({
  sinceYear: z.number().int(),
  sinceRunId: z.string(),
  /** The grids or the tolerances differ, so that part of the change is no change of the land. */
  isLikeForLike: z.boolean(),
  soilWaterLossAreaKm2: z.number(),
  conservationRatePoints: z.number().nullable(),
  meanErosionModulus: z.number().nullable(),
  vegetatedPoints: z.number().nullable(),
});

const problem = z.strictObject({ code: z.string(), zh: z.string(), en: z.string() });

/** Everything by which the figures of a year can be counted again. */
const surveyLineage = z.strictObject({
  runId: z.string(),
  title: z.string(),
  year: z.number().int(),
  number: z.number().int(),
  demonstration: z.boolean(),
  /** Of the console. */
  path: z.string(),
  provenanceSha256: z.string().nullable(),
  toleranceModulus: z.number().nullable(),
  /** In units of the survey's reference system. */
  cellSize: z.number().nullable(),
  rasters: z.array(z.strictObject({ layer: z.string(), sha256: z.string() })),
});

const conditionYear = z.strictObject({
  survey: surveyLineage,
  /** Null where `problem` says why. */
  total: conditionLine.nullable(),
  /** With more than one line only where the outline spans several divisions that the session sees. */
  divisions: z.array(conditionLine),
  change: conditionChange.nullable(),
  problem: problem.nullable(),
});

const heldRecord = z.strictObject({
  id: z.string(),
  code: z.string().nullable(),
  title: z.string().nullable(),
  insideHm2: z.number(),
  /** Of the record's own area, 0 to 1. */
  shareOfRecord: z.number().nullable(),
});

/** Records of a set that lie in the outline, as far as the session sees them. */
const holding = z.strictObject({
  recordSet: z.string(),
  /** Of protected zones: their kind. */
  kind: z.string().nullable(),
  count: z.number().int(),
  /** Ground that several records share is counted once. */
  insideHm2: z.number(),
  /** The largest first, at most a hundred. */
  records: z.array(heldRecord),
  problem: problem.nullable(),
});

export const conditionCard = z.strictObject({
  element: z.strictObject({
    recordSet: z.string(),
    id: z.string(),
    code: z.string(),
    name: z.string(),
    /** Of the record, by which its outline of that moment is found in the history. */
    version: z.number().int(),
    updatedAt: z.string(),
    outlineSha256: z.string().nullable(),
    outlineKm2: z.number().nullable(),
  }),
  /** The whole element to the city, to a district the part in its own area. */
  scope: z.enum(["whole", "own-part"]),
  /** Of the part that `scope` names; null where it cannot be drawn. */
  partKm2: z.number().nullable(),
  /** Why there are no figures at all. */
  problem: problem.nullable(),
  /** The latest first. */
  years: z.array(conditionYear),
  holdings: z.array(holding),
  /** Why there are no holdings. */
  holdingsProblem: problem.nullable(),
});

export type ConditionLine = z.infer<typeof conditionLine>;
export type ConditionChange = z.infer<typeof conditionChange>;
export type ConditionYear = z.infer<typeof conditionYear>;
export type ConditionProblem = z.infer<typeof problem>;
export type Holding = z.infer<typeof holding>;
export type ConditionCard = z.infer<typeof conditionCard>;
