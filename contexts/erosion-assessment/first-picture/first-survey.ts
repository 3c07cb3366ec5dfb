import {
  mappedLayers,
  type SurveyLayer,
  type SurveyListItem,
  type SurveySummary,
  surveyAddress,
  tilesAddress,
} from "#contexts/erosion-assessment/model";
import type { RasterOverlay } from "#platform/first-view";
import { readSurveyAddress, type SurveyAddress } from "./survey-address.ts";

/** How the layers are shown until the user changes it: 35 % of what is seen is the hillshade under the theme. */
export const firstOpacity = 0.65;

/** The survey that the screen opens with: the one that the address names, else the first of the list. */
export function openedRun(address: SurveyAddress, surveys: readonly SurveyListItem[]): string | undefined {
  return address.run ?? surveys[0]?.runId;
}

/** The theme that the address names where the survey has it, else the first. */
export function openedLayer(address: SurveyAddress, layers: readonly SurveyLayer[]): SurveyLayer | undefined {
  const { themes } = mappedLayers(layers);
  return themes.find((candidate) => candidate.id === address.layer) ?? themes[0];
}

/** What a map shows of a survey. */
export interface SurveyRasters {
  readonly ground: RasterOverlay | undefined;
  readonly overlay: RasterOverlay | undefined;
}

export function surveyRasters(
  run: string,
  layers: readonly SurveyLayer[],
  chosen: SurveyLayer | undefined,
  isHillshadeShown: boolean,
): SurveyRasters {
  const { ground, themes } = mappedLayers(layers);
  const own = themes.find((candidate) => candidate.id === chosen?.id);
  return {
    ground: isHillshadeShown && ground ? rasterOf(run, ground) : undefined,
    overlay: own ? rasterOf(run, own) : undefined,
  };
}

function rasterOf(run: string, layer: SurveyLayer): RasterOverlay {
  return {
    id: layer.id,
    tiles: tilesAddress(run, layer),
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
    enlarge: layer.id === "hillshade" ? "linear" : "nearest",
  };
}

/** What the frame before the program needs to know of a survey. */
export interface FirstSurvey extends SurveyRasters {
  readonly address: SurveyAddress;
  readonly bounds: SurveySummary["bounds"];
  /** Rows of the table under the map, without the totals. */
  readonly rows: number;
}

/**
 * Asks for the survey that the screen opens with. Nothing where there is none, where the server refuses, and where two
 * surveys are compared, which begins with two maps. The answers are not checked against the contract here: the program does
 * that, and tells what it finds.
 *
 * @param query the query part of the page's address
 * @param ask gives the JSON that our server answers to an address, undefined where it refuses
 */
export async function readFirstSurvey(
  query: string,
  ask: <Content>(address: string) => Promise<Content | undefined>,
): Promise<FirstSurvey | undefined> {
  const address = readSurveyAddress(query);
  if (address.compare !== undefined) return undefined;
  const list = await ask<{ readonly surveys: readonly SurveyListItem[] }>("/api/surveys");
  const run = list && openedRun(address, list.surveys);
  if (run === undefined || !list?.surveys.some((survey) => survey.runId === run)) return undefined;
  const survey = surveyAddress(run);
  const [summary, legend] = await Promise.all([
    ask<SurveySummary>(`${survey}/summary`),
    ask<{ readonly layers: readonly SurveyLayer[] }>(`${survey}/layers`),
  ]);
  if (!summary || !legend) return undefined;
  const rasters = surveyRasters(run, legend.layers, openedLayer(address, legend.layers), true);
  if (!rasters.overlay) return undefined;
  return { address, bounds: summary.bounds, rows: summary.zones.length, ...rasters };
}
