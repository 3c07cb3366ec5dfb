import { z } from "zod";
import { intensityIds } from "./survey-summary.ts";

const factorSymbols = ["R", "K", "L", "S", "B", "E", "T"] as const;

export const explainedFactor = z.strictObject({
  symbol: z.enum(factorSymbols),
  nameZh: z.string(),
  nameEn: z.string(),
  value: z.number(),
  unit: z.string(),
  /** What the value was made from, one short sentence each: `坡度 12.3°`, `坡长段 20.00–30.00 m`, `旱地 13` … */
  inputsZh: z.array(z.string()),
  inputsEn: z.array(z.string()),
  source: z.string(),
  sourceEn: z.string(),
  confidence: z.string(),
  isUnconfirmed: z.boolean(),
});

/**
 * Why a cell has its class: each factor with what it was made from, the product and the class.
 * `soilLoss` is t/(hm²·a) as the CSLE gives it, `erosionModulus` t/(km²·a) as SL 190 classifies it.
 */
export const cellExplanation = z.strictObject({
  runId: z.string(),
  demonstration: z.boolean(),
  at: z.strictObject({ longitude: z.number(), latitude: z.number() }),
  cell: z.strictObject({
    column: z.number().int(),
    row: z.number().int(),
    x: z.number(),
    y: z.number(),
    crs: z.string(),
  }),
  zone: z.string().nullable(),
  zoneEn: z.string().nullable(),
  landUse: z.strictObject({ code: z.number().int(), nameZh: z.string(), nameEn: z.string() }).nullable(),
  slopeDegrees: z.number(),
  /** The seven factors by symbol, for programs. */
  R: z.number(),
  K: z.number(),
  L: z.number(),
  S: z.number(),
  B: z.number(),
  E: z.number(),
  T: z.number(),
  soilLoss: z.number(),
  erosionModulus: z.number(),
  class: z.enum(intensityIds),
  classCode: z.number().int().min(1).max(6),
  classZh: z.string(),
  toleranceModulus: z.number(),
  factors: z.array(explainedFactor).length(factorSymbols.length),
});

export type CellExplanation = z.infer<typeof cellExplanation>;
export type ExplainedFactor = z.infer<typeof explainedFactor>;
