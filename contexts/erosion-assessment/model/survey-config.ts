import { z } from "zod";

/**
 * What a survey is asked to compute. The same shape is read from `survey.yaml` and built from command-line flags.
 * Paths are relative to the folder of the configuration file, or to the working directory for flags.
 * Any input but the elevation may be one number for the whole area.
 */

const rasterInput = z.strictObject({
  path: z.string().min(1),
  /** Overrides or supplies the CRS of a file that has none or a wrong one, e.g. `EPSG:4549`. */
  crs: z.string().optional(),
  band: z.number().int().positive().optional(),
});

/** 24 half-month weights WR, or the path of a JSON file with them (what `terrace erosivity --json` prints). */
const weights = z.union([z.array(z.number().nonnegative()).length(24), z.string().min(1)]);

const demInput = rasterInput.extend({
  /** `foot` and `us-survey-foot` are converted to metres; by default the file's own statement counts. */
  verticalUnit: z.enum(["metre", "foot", "us-survey-foot"]).optional(),
  /** A value that means “no height”, where the file does not say so itself. */
  noData: z.number().optional(),
  /** What to do with single cells far above or below all their neighbours. */
  spikes: z.enum(["refuse", "smooth", "keep"]).optional(),
  /** Resample a DEM in degrees (or another CRS) to this projected CRS before computing. */
  projectTo: z.string().optional(),
  /** Cell size in metres with `projectTo`; by default that of the DEM at its centre. */
  cellSize: z.number().positive().optional(),
});

const rainInput = z.union([
  z.strictObject({
    annual: z.number().nonnegative(),
    weights: weights.optional(),
  }),
  z.strictObject({
    daily: z.string().min(1),
    maximumMissingDays: z.number().int().nonnegative().optional(),
  }),
  rasterInput.extend({ weights: weights.optional() }),
]);

const soilInput = z.union([
  z.strictObject({ erodibility: z.number().positive() }),
  rasterInput,
  /** A raster of soil codes and a CSV: `code,k` or `code,sand,silt,clay,organic_carbon` (percent). */
  rasterInput.extend({ table: z.string().min(1) }),
]);

const landUseInput = z.union([
  z.strictObject({ code: z.number().int() }),
  z.strictObject({
    path: z.string().min(1),
    crs: z.string().optional(),
    band: z.number().int().positive().optional(),
    layer: z.string().optional(),
    encoding: z.string().optional(),
    /** Attribute that holds the class, for a vector file. */
    field: z.string().optional(),
    /** CSV `source,code`: from the file's own classes to the 25 classes of 动态监测, optionally with `b`, `e`, `t`. */
    crosswalk: z.string().optional(),
    /** `monitoring` (25 classes of 动态监测, the default) or `gbt21010` (GB/T 21010-2017). */
    scheme: z.enum(["monitoring", "gbt21010"]).optional(),
  }),
]);

const coverInput = z.union([
  z.strictObject({ factor: z.number().min(0).max(1) }),
  /** CSV `code,b` by land-use code. */
  z.strictObject({ table: z.string().min(1) }),
  z.strictObject({
    /** 24 half-month rasters, or fewer with the half-month (1–24) of each; the rest is interpolated round the year. */
    rasters: z
      .array(
        z.strictObject({
          path: z.string().min(1),
          halfMonth: z.number().int().min(1).max(24),
          crs: z.string().optional(),
        }),
      )
      .min(1),
    /** `fraction` 0–1, `percent` 0–100, or `ndvi` with end members. */
    unit: z.enum(["fraction", "percent", "ndvi"]),
    ndviSoil: z.number().optional(),
    ndviVegetation: z.number().optional(),
    /** Understorey cover (林下盖度 GD), fraction, for orchards and forest: one value or by land-use code. */
    understorey: z.union([z.number().min(0).max(1), z.record(z.string(), z.number().min(0).max(1))]).optional(),
  }),
]);

const vectorInput = z.strictObject({
  path: z.string().min(1),
  layer: z.string().optional(),
  encoding: z.string().optional(),
  crs: z.string().optional(),
  field: z.string().optional(),
});

const measuresInput = z.union([z.strictObject({ factor: z.number().min(0).max(1) }), vectorInput]);

const tillageInput = z.union([
  z.strictObject({ factor: z.number().min(0).max(1) }),
  /** CSV `zone,t` with a vector of zones, or CSV `code,t` by land-use code without. */
  z.strictObject({ table: z.string().min(1), zones: vectorInput.optional() }),
]);

const zonesInput = vectorInput.extend({
  nameField: z.string().optional(),
  codeField: z.string().optional(),
  overlaps: z.enum(["refuse", "first"]).optional(),
});

export const surveyConfig = z.strictObject({
  title: z.string().min(1).default("水土流失调查"),
  year: z.number().int().min(1900).max(2200),
  /** 多年平均 (the official rate) or 当年实际 (an actual-year product, labelled as such). */
  product: z.enum(["multi-year-mean", "actual-year"]).default("multi-year-mean"),
  demonstration: z.boolean().default(false),
  dem: demInput,
  rain: rainInput,
  soil: soilInput,
  landUse: landUseInput,
  cover: coverInput.optional(),
  measures: measuresInput.optional(),
  tillage: tillageInput.optional(),
  zones: zonesInput.optional(),
  /** Tolerable soil loss T₀, t/(km²·a): 200 in 北方土石山区. */
  tolerance: z.number().positive().default(200),
  slopeLength: z
    .strictObject({
      method: z.enum(["segment", "desmet-govers"]).default("segment"),
      maximumMetres: z.number().positive().default(100),
      gentleCutFactor: z.number().min(0).max(1).default(0.7),
      steepCutFactor: z.number().min(0).max(1).default(0.5),
      channelThresholdHectares: z.number().nonnegative().default(0),
      thetaMaxDegrees: z.number().positive().max(90).optional(),
    })
    .prefault({}),
  patches: z.strictObject({ minimumSquareMetres: z.number().nonnegative().default(1000) }).prefault({}),
  /** Compute where every input has a value and leave the rest without a result, instead of refusing. */
  allowUncovered: z.boolean().default(false),
  factors: z.boolean().default(true),
  targets: z
    .array(z.strictObject({ year: z.number().int(), rate: z.number().min(0).max(1), source: z.string() }))
    .default([]),
});

export type SurveyConfig = z.output<typeof surveyConfig>;
export type SurveyConfigInput = z.input<typeof surveyConfig>;
