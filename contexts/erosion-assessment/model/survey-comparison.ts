import { z } from "zod";
import { intensityIds } from "./survey-summary.ts";

/** Two surveys of the same area: how much land moved from each class to each, and what moved the soil loss. */
export const surveyComparison = z.strictObject({
  runA: z.strictObject({ runId: z.string(), title: z.string(), year: z.number().int() }),
  runB: z.strictObject({ runId: z.string(), title: z.string(), year: z.number().int() }),
  classes: z.array(z.enum(intensityIds)),
  /** `transitionKm2[a][b]`: km² that were class a in A and class b in B; cells with a result in both. */
  transitionKm2: z.array(z.array(z.number())),
  comparedAreaKm2: z.number(),
  onlyInAKm2: z.number(),
  onlyInBKm2: z.number(),
  /** Change of the total soil loss, t/a, split by factor (log-mean Divisia); the parts add up to the change. */
  soilLossChangeTonnes: z.number(),
  changeByFactorTonnes: z.strictObject({
    R: z.number(),
    K: z.number(),
    L: z.number(),
    S: z.number(),
    B: z.number(),
    E: z.number(),
    T: z.number(),
    /** Cells where one of the two products is zero: no logarithm, counted apart. */
    undivided: z.number(),
  }),
  conservationRatePercentA: z.number().nullable(),
  conservationRatePercentB: z.number().nullable(),
  zones: z.array(
    z.strictObject({
      name: z.string(),
      nameEn: z.string().nullable(),
      conservationRatePercentA: z.number().nullable(),
      conservationRatePercentB: z.number().nullable(),
      soilWaterLossAreaChangeKm2: z.number().nullable(),
    }),
  ),
});

export type SurveyComparison = z.infer<typeof surveyComparison>;
