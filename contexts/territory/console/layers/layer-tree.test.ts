import { expect, test } from "vitest";
import type { SurveyLayer, SurveyListItem } from "#contexts/erosion-assessment/model";
import type { MapRecordSet } from "../map-queries.ts";
import { changedLayers, layerTree, shownEntries, surveyOfYear } from "./layer-tree.ts";

const set = (id: string): MapRecordSet => ({
  id,
  titleZh: id,
  titleEn: id,
  geometry: "polygon",
  codeField: "code",
  titleField: "name",
  stateField: null,
  fields: [],
});
const layer = (id: SurveyLayer["id"], constant: number | null = null): SurveyLayer => ({
  id,
  nameZh: id,
  nameEn: id,
  unit: "",
  constant,
  legend: { kind: "classes", entries: [] },
  version: "1",
  minZoom: 0,
  maxZoom: 12,
});
const tree = layerTree(
  [set("enclosures"), set("projects"), set("divisions"), set("protected-zones")],
  [layer("intensity"), layer("soil-loss"), layer("hillshade"), layer("k", 0.03)],
);
const entryOf = (id: string) => tree.flatMap(({ entries }) => entries).find((entry) => entry.id === id)!;

test("groups in their order; a set of a later context stands among the others; ground and constants are no themes", () => {
  expect(tree.map(({ id, entries }) => [id, entries.map((entry) => entry.id)])).toEqual([
    ["boundaries", ["divisions"]],
    ["zones", ["protected-zones"]],
    ["measures", ["enclosures"]],
    ["others", ["projects"]],
    ["surveys", ["survey:intensity", "survey:soil-loss"]],
  ]);
  expect(layerTree([], [])).toEqual([]);
});

test("a map opens with boundaries, zones and the intensity; an address with what it names, without what is gone", () => {
  expect(shownEntries(tree, undefined).map(({ entry }) => entry.id)).toEqual([
    "divisions",
    "protected-zones",
    "survey:intensity",
  ]);
  const named = [
    { id: "projects", opacity: 0.4 },
    { id: "gone", opacity: undefined },
  ];
  expect(shownEntries(tree, named, ["enclosures"]).map(({ entry, opacity }) => [entry.id, opacity])).toEqual([
    ["enclosures", 1],
    ["projects", 0.4],
  ]);
  expect(shownEntries(tree, [])).toEqual([]);
});

test("switching and dimming; one theme of a survey at a time", () => {
  const shown = shownEntries(tree, undefined);
  const other = changedLayers(shown, { entry: entryOf("survey:soil-loss"), isShown: true });
  expect(other.map(({ id }) => id)).toEqual(["divisions", "protected-zones", "survey:soil-loss"]);
  expect(changedLayers(shown, { entry: entryOf("divisions"), isShown: false }).map(({ id }) => id)).toEqual([
    "protected-zones",
    "survey:intensity",
  ]);
  expect(changedLayers(shown, { entry: entryOf("divisions"), isShown: true, opacity: 0.5 })).toContainEqual({
    id: "divisions",
    opacity: 0.5,
  });
});

test("the survey of a year is the last one before it ends", () => {
  const survey = (runId: string, year: number, finishedAt = "2026-01-01"): SurveyListItem => ({
    runId,
    title: runId,
    year,
    demonstration: true,
    product: "actual-year",
    finishedAt,
    conservationRatePercent: null,
    standing: null,
  });
  const surveys = [survey("a", 2021), survey("b", 2023, "2025-01-01"), survey("c", 2023, "2025-06-01")];
  expect(surveyOfYear(surveys, undefined)?.runId).toBe("c");
  expect(surveyOfYear(surveys, 2022)?.runId).toBe("a");
  expect(surveyOfYear(surveys, 2020)).toBeUndefined();
  const draft = { ...survey("d", 2024), standing: { number: 1, state: "draft" as const } };
  expect(surveyOfYear([draft, ...surveys], undefined)?.runId).toBe("c");
});
