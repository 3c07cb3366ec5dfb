import { expect, test } from "vitest";
import type { SurveyLayer } from "#contexts/erosion-assessment/model";
import type { MapRecordSet } from "../map-queries.ts";
import { layerTree, shownEntries } from "./layer-tree.ts";
import { mapLayersOf, possibleBases } from "./map-layers.ts";

const field = (name: string, kind = "text", choices: string[] = []) => ({
  name,
  labelZh: name,
  labelEn: name,
  kind,
  unit: null,
  decimals: null,
  isYear: false,
  choices: choices.map((value) => ({ value, labelZh: value, labelEn: value })),
});
const set = (id: string, fields: MapRecordSet["fields"]): MapRecordSet => ({
  id,
  titleZh: id,
  titleEn: id,
  geometry: "polygon",
  codeField: "code",
  titleField: "name",
  stateField: null,
  fields,
});
const zones = set("protected-zones", [
  field("kind", "choice", ["red-line", "water-source"]),
  field("validFrom", "date"),
  field("validTo", "date"),
]);
const survey: SurveyLayer[] = (["intensity", "hillshade"] as const).map((id) => ({
  id,
  nameZh: id,
  nameEn: id,
  unit: "",
  constant: null,
  legend: { kind: "classes", entries: [] },
  version: "7",
  minZoom: 3,
  maxZoom: 12,
}));
const tree = layerTree([set("divisions", []), zones], survey);
const content = {
  base: "shade" as const,
  baseMap: [],
  groundSurvey: { run: "r 1", layers: survey },
  survey: { run: "r 1", layers: survey },
  shown: shownEntries(tree, undefined),
  year: undefined,
  selection: undefined,
};

test("ground, theme, zones, boundaries, from below", () => {
  const layers = mapLayersOf(content);
  expect(layers.map(({ id }) => id)).toEqual(["base:shade", "survey:intensity", "protected-zones", "divisions"]);
  expect(layers[0]).toMatchObject({
    tiles: "/api/surveys/r%201/tiles/hillshade/{z}/{x}/{y}.png?v=7",
    isLightened: true,
  });
  expect(layers[2]).toMatchObject({
    tiles: "/api/record-sets/protected-zones/tiles/{z}/{x}/{y}.mvt",
    categories: { attribute: "kind", of: [{ value: "red-line" }, { value: "water-source" }] },
    condition: undefined,
  });
  expect(layers[3]).toMatchObject({ drawing: "boundaries", labelsFromZoom: 0 });
});

test("the selection of a list reaches the tiles of its set and of no other", () => {
  const selection = { set: "protected-zones", filter: '{"kind":{"in":["red-line"]}}', text: "" };
  const layers = mapLayersOf({ ...content, selection });
  const query = new URLSearchParams({ filter: selection.filter });
  expect(layers[2]).toMatchObject({ tiles: `/api/record-sets/protected-zones/tiles/{z}/{x}/{y}.mvt?${query}` });
  expect(layers[3]).toMatchObject({ tiles: "/api/record-sets/divisions/tiles/{z}/{x}/{y}.mvt" });
});

test("a year hides what was not valid at its end, of sets that have dates", () => {
  const layers = mapLayersOf({ ...content, year: 2022 });
  expect(layers[2]).toHaveProperty("condition", expect.arrayContaining(["all"]));
  expect(JSON.stringify(layers[2])).toContain("2022-12-31");
  expect(layers[3]).toMatchObject({ condition: undefined });
});

test("what the map can stand on", () => {
  const baseMap = ["streets", "streets-labels"].map((id) => ({ id, minZoom: 1, maxZoom: 18 }));
  expect(possibleBases([], [])).toEqual(["none"]);
  expect(possibleBases([], survey)).toEqual(["shade", "none"]);
  expect(possibleBases(baseMap, survey)).toEqual(["streets", "shade", "none"]);
  const layers = mapLayersOf({ ...content, base: "streets", baseMap, shown: [] });
  expect(layers.map(({ id }) => id)).toEqual(["base:streets", "base:streets-labels"]);
});
