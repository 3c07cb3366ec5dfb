import type { SurveyLayer } from "./http-contract.ts";

/** The address under which everything of a survey lies. */
export function surveyAddress(run: string): string {
  return `/api/surveys/${encodeURIComponent(run)}`;
}

/** The address of a layer's tiles, with `{z}/{x}/{y}`. */
export function tilesAddress(run: string, layer: SurveyLayer): string {
  return `${surveyAddress(run)}/tiles/${layer.id}/{z}/{x}/{y}.png?v=${encodeURIComponent(layer.version)}`;
}
