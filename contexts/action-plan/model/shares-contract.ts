import { z } from "zod";
import { presentFigure } from "./http-contract.ts";
import { lamps } from "./lamp.ts";
import { shareStandings } from "./target-shares.ts";

/**
 * How a target is divided among the reporting units. All paths start with `/api`.
 *
 * - `GET /plan/targets/{id}/shares` → `targetShares`: all units for the city, its own for a district
 * - `PUT /plan/targets/{id}/shares` with `sharesChange` → `targetShares`: by the city only, all of it or nothing
 * - `GET /plan/targets/{id}/shares/history` → `shareHistory`
 */
const year = z.number().int().min(2000).max(2100);

const enteredShare = z.strictObject({
  year,
  /** In the unit of the target. */
  value: z.number(),
  /** The document or meeting that gave it; empty where none is named. */
  basis: z.string(),
  /** ISO date on which it was given. */
  decidedOn: z.iso.date().nullable(),
  version: z.number().int(),
});

const unitShares = z.strictObject({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  areaKm2: z.number().nullable(),
  shares: z.array(enteredShare),
  present: presentFigure.nullable(),
  lamp: z.enum(lamps),
  standing: z.enum(shareStandings),
  expected: z.number().nullable(),
  /** What is to be reached by the end of which year, added up to it. */
  goal: z.strictObject({ year, value: z.number() }).nullable(),
});

export const targetShares = z.strictObject({
  target: z.strictObject({
    id: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    unit: z.enum(["ratio", "km²", "count"]),
    byYear: z.number().int(),
    value: z.number(),
    baseline: z.strictObject({ value: z.number(), on: z.iso.date(), basisZh: z.string() }).nullable(),
  }),
  years: z.array(year),
  /** Those that the session may see. */
  units: z.array(unitShares),
  /** Whether these are all units of the city, so that they can be set against the target. */
  isWhole: z.boolean(),
  canEdit: z.boolean(),
});

export const sharesChange = z.strictObject({
  decidedOn: z.iso.date().nullable(),
  basis: z.string().trim().max(200),
  shares: z
    .array(
      z.strictObject({
        division: z.string().min(1).max(40),
        year,
        /** Null takes the share away. */
        value: z.number().nonnegative().max(1e9).nullable(),
        /** The version that the person had before them; 0 where there was none. */
        version: z.number().int().nonnegative(),
      }),
    )
    .min(1)
    .max(1000),
});

export const shareHistory = z.strictObject({
  /** The newest first. */
  changes: z.array(
    z.strictObject({
      id: z.number().int(),
      at: z.iso.datetime(),
      actor: z.string(),
      division: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      year,
      from: z.number().nullable(),
      to: z.number().nullable(),
      basis: z.string(),
      decidedOn: z.iso.date().nullable(),
    }),
  ),
});

export type EnteredShare = z.infer<typeof enteredShare>;
export type UnitShares = z.infer<typeof unitShares>;
export type TargetShares = z.infer<typeof targetShares>;
export type SharesChange = z.infer<typeof sharesChange>;
export type ShareHistory = z.infer<typeof shareHistory>;
