import type { Grid } from "#engine/rasters";
import type { RouteCall } from "#platform/http-api";

/** For whom surveys are looked up: which of them they may see is their transaction's matter. */
export type SurveyReader = Pick<RouteCall<unknown, unknown, unknown>, "transaction">;

/** What this context counts in a survey. `b` is the biological factor B, which falls as vegetation grows. */
export type CountedLayer = "intensity" | "soil-loss" | "land-use" | "slope" | "b" | "zones";

/** A raster on disk with the digest that the survey recorded for it, or the one number that holds everywhere. */
export type ShelvedLayer =
  | { readonly kind: "raster"; readonly path: string; readonly sha256: string }
  | { readonly kind: "constant"; readonly value: number };

/** What names a survey, and a version of it, to its readers. */
export interface SurveyTitle {
  readonly runId: string;
  readonly title: string;
  readonly year: number;
  /** Of the versions of its year. */
  readonly number: number;
  readonly demonstration: boolean;
}

export interface ShelvedSurvey extends SurveyTitle {
  /** Of the survey's record, and through the digests in it of every file. */
  readonly provenanceSha256: string;
  /** 容许土壤流失量, t/(km²·a). */
  readonly toleranceModulus: number;
  readonly grid: Grid;
  readonly layers: Readonly<Partial<Record<CountedLayer, ShelvedLayer>>>;
  /** The zones of the layer `zones`, whose cells hold the place in this list from 1. */
  readonly zones: readonly { readonly name: string; readonly code: string | null }[];
}

/** The surveys that this context counts in, as another context keeps them. */
export interface SurveyShelf {
  /** The published ones of the official product (mean of many years' rain) that the reader sees, the latest year first. */
  list(reader: SurveyReader): Promise<readonly SurveyTitle[]>;
  /** @throws TerraceError where there is none that the reader sees, or its files are not those that were registered */
  open(reader: SurveyReader, runId: string): Promise<ShelvedSurvey>;
}
