import { z } from "zod";
import { note } from "./note.ts";

export const provenanceInput = z.strictObject({
  role: z.string(),
  /** File name without the folders of the machine that ran the survey; null for a constant. */
  file: z.string().nullable(),
  constant: z.number().nullable(),
  sha256: z.string().nullable(),
  bytes: z.number().int().nullable(),
  crs: z.string().nullable(),
  /** `same-grid`, `nearest`, `bilinear`, `average`, `burned`, `constant`, `table`. */
  alignment: z.string(),
  notes: z.array(note),
});

export const provenanceParameter = z.strictObject({
  name: z.string(),
  nameEn: z.string(),
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  unit: z.string().nullable(),
  source: z.string(),
  confidence: z.string(),
  /** The factor in which it acts; null where it acts elsewhere. */
  factor: z.enum(["R", "K", "L", "S", "B", "E", "T"]).nullable(),
  /** The land-use code that it belongs to; null where it holds for all. */
  landUse: z.number().int().nullable(),
});

/** Everything needed to recompute and defend a survey. */
export const provenance = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  programVersion: z.string(),
  kernelSha256: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  crs: z.string(),
  inputs: z.array(provenanceInput),
  parameters: z.array(provenanceParameter),
  stages: z.array(z.strictObject({ name: z.string(), wallSeconds: z.number(), cpuSeconds: z.number() })),
  repairs: z.array(note),
  warnings: z.array(note),
  /** Factors that are one number everywhere. */
  constantFactors: z.partialRecord(z.enum(["r", "k", "l", "s", "b", "e", "t", "land-use"]), z.number()),
  /** Names of the zones; `zones.tif` holds their place in this list from 1, 0 outside all. */
  zones: z.array(z.string()),
  config: z.unknown(),
  outputs: z.array(z.strictObject({ file: z.string(), sha256: z.string(), bytes: z.number().int() })),
});

export type Provenance = z.infer<typeof provenance>;
export type ProvenanceInput = z.infer<typeof provenanceInput>;
export type ProvenanceParameter = z.infer<typeof provenanceParameter>;
