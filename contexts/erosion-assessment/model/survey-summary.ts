import { z } from "zod";
import { note } from "./note.ts";

export const intensityIds = ["slight", "light", "moderate", "intense", "very-intense", "severe"] as const;
export type IntensityId = (typeof intensityIds)[number];

const byIntensity = z.strictObject({
  slight: z.number(),
  light: z.number(),
  moderate: z.number(),
  intense: z.number(),
  "very-intense": z.number(),
  severe: z.number(),
});

export type ByIntensity = z.infer<typeof byIntensity>;

/**
 * One row of the survey: a division or the total. Areas are geodesic, of the cells that have a result.
 * The rounded columns foot: the six classes add up to the area, the divisions to the total (largest remainder).
 */
export const zoneSummary = z.strictObject({
  name: z.string(),
  /** Null where the zones have no English names. */
  nameEn: z.string().nullable(),
  code: z.string().nullable(),
  /** Exact, cm² as an integer. */
  areaSquareCentimetres: z.number().int(),
  classSquareCentimetres: byIntensity,
  /** Rounded to 0.01 km², footed. */
  areaKm2: z.number(),
  classKm2: byIntensity,
  /** Percent of the area, rounded to 0.01, footed to 100. */
  classPercent: byIntensity,
  /** 水土流失面积: 轻度 and above, km². */
  soilWaterLossAreaKm2: z.number(),
  /** 水土保持率, percent with two decimals; null where the row has no area. */
  conservationRatePercent: z.number().nullable(),
  /** 平均土壤侵蚀模数, t/(km²·a). */
  meanErosionModulus: z.number().nullable(),
  /** 土壤流失总量, t/a. */
  totalSoilLossTonnes: z.number(),
});

export type ZoneSummary = z.infer<typeof zoneSummary>;

export const surveySummary = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  title: z.string(),
  year: z.number().int(),
  product: z.enum(["multi-year-mean", "actual-year"]),
  demonstration: z.boolean(),
  toleranceModulus: z.number(),
  grid: z.strictObject({
    columns: z.number().int(),
    rows: z.number().int(),
    originX: z.number(),
    originY: z.number(),
    cellWidth: z.number(),
    cellHeight: z.number(),
    crs: z.string(),
    validCells: z.number().int(),
  }),
  /** EPSG:4326: west, south, east, north. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  zones: z.array(zoneSummary),
  total: zoneSummary,
  targets: z.array(z.strictObject({ year: z.number().int(), rate: z.number(), source: z.string() })),
  /** Parameters that rest on memory and act in this survey: shown as 待核. */
  unconfirmed: z.array(
    z.strictObject({
      name: z.string(),
      nameEn: z.string(),
      value: z.string(),
      source: z.string(),
      confidence: z.string(),
    }),
  ),
  warnings: z.array(note),
});

export type SurveySummary = z.infer<typeof surveySummary>;
