import { mappedLayers, type SurveyLayer, tilesAddress } from "#contexts/erosion-assessment/model";
import type { FeatureMapLayer, PictureLayer, RecordLayer } from "#platform/map-view";
import type { MapAddress } from "../map-address.ts";
import { type BaseMapLayer, type MapRecordSet, selectionQueryText, setAddress } from "../map-queries.ts";
import type { TreeEntry } from "./layer-tree.ts";
import { isBoundary, recordColors } from "./record-colors.ts";

export const baseChoices = ["streets", "imagery", "terrain", "shade", "none"] as const;
export type BaseChoice = (typeof baseChoices)[number];

/** What a map can stand on: 天地图 where the server has a key, our own hillshade where there is a survey, or nothing. */
export function possibleBases(
  baseMap: readonly BaseMapLayer[],
  surveyLayers: readonly SurveyLayer[],
): readonly BaseChoice[] {
  return baseChoices.filter((choice) => {
    if (choice === "none") return true;
    if (choice === "shade") return mappedLayers(surveyLayers).ground !== undefined;
    return baseMap.some(({ id }) => id === choice);
  });
}

export interface SurveyOnMap {
  readonly run: string;
  readonly layers: readonly SurveyLayer[];
}

export interface MapContent {
  readonly base: BaseChoice;
  readonly baseMap: readonly BaseMapLayer[];
  /** The survey whose hillshade is the ground. */
  readonly groundSurvey: SurveyOnMap | undefined;
  readonly survey: SurveyOnMap | undefined;
  /** From the highest to the lowest. */
  readonly shown: readonly { readonly entry: TreeEntry; readonly opacity: number }[];
  readonly year: number | undefined;
  readonly selection: MapAddress["selection"];
}

/** Everything on the map, from the lowest to the highest. */
export function mapLayersOf(content: MapContent): readonly FeatureMapLayer[] {
  const { shown } = content;
  const hasTheme = shown.some(({ entry }) => entry.kind === "survey");
  const above = [...shown].reverse().flatMap(({ entry, opacity }): FeatureMapLayer[] => {
    if (entry.kind === "records") return [recordLayer(entry.set, opacity, content)];
    const layer = content.survey?.layers.find(({ id, constant }) => id === entry.layer.id && constant === null);
    return content.survey && layer ? [themeLayer(entry.id, content.survey.run, layer, opacity)] : [];
  });
  return [...baseLayers(content, hasTheme), ...above];
}

function baseLayers({ base, baseMap, groundSurvey }: MapContent, isUnderTheme: boolean): readonly PictureLayer[] {
  if (base === "none") return [];
  if (base === "shade") {
    const ground = groundSurvey && mappedLayers(groundSurvey.layers).ground;
    if (!groundSurvey || !ground) return [];
    const layer = themeLayer("base:shade", groundSurvey.run, ground, 1);
    return [{ ...layer, isLightened: isUnderTheme }];
  }
  return [base, `${base}-labels`].flatMap((id) => {
    const layer = baseMap.find((candidate) => candidate.id === id);
    if (layer === undefined) return [];
    return [
      {
        kind: "pictures" as const,
        id: `base:${id}`,
        tiles: `/api/base-map/${id}/{z}/{x}/{y}`,
        minZoom: layer.minZoom,
        maxZoom: layer.maxZoom,
        opacity: 1,
        enlarge: "linear" as const,
      },
    ];
  });
}

function themeLayer(id: string, run: string, layer: SurveyLayer, opacity: number): PictureLayer {
  return {
    kind: "pictures",
    id,
    tiles: tilesAddress(run, layer),
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
    opacity,
    enlarge: layer.legend.kind === "classes" ? "nearest" : "linear",
  };
}

function recordLayer(set: MapRecordSet, opacity: number, { year, selection }: MapContent): RecordLayer {
  const query = selection?.set === set.id ? selectionQueryText(selection) : "";
  const { color, field, categories } = recordColors(set);
  const condition = year === undefined ? undefined : validIn(set, year);
  return {
    kind: "records",
    id: set.id,
    tiles: `${setAddress(set.id)}/tiles/{z}/{x}/{y}.mvt${query === "" ? "" : `?${query}`}`,
    sourceLayer: set.id,
    opacity,
    drawing: isBoundary(set) ? "boundaries" : "areas",
    color,
    categories: field && { attribute: field.name === set.stateField ? "state" : field.name, of: categories },
    labelsFromZoom: isBoundary(set) ? 0 : 12.5,
    condition,
  };
}

/** Of a set with dates of validity, what was valid at the end of a year. An open date is no limit. */
function validIn(set: MapRecordSet, year: number): RecordLayer["condition"] {
  const has = (name: string) => set.fields.some((field) => field.name === name);
  if (!has("validFrom") || !has("validTo")) return undefined;
  const lastDay = `${year}-12-31`;
  return [
    "all",
    ["<=", ["to-string", ["get", "validFrom"]], lastDay],
    ["any", ["!", ["to-boolean", ["get", "validTo"]]], [">=", ["to-string", ["get", "validTo"]], lastDay]],
  ];
}
