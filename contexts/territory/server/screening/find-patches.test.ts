import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ScreeningTopic } from "../../model/index.ts";
import { type Picture, writeSmallSurvey } from "../small-survey.fixture.ts";
import type { CountedLayer } from "../survey-shelf.ts";
import { findPatches } from "./find-patches.ts";
import { limitsOf, rulesOf, thresholdsOn } from "./screening-rules.ts";

/** Crops in the west, an orchard in the north-east, woods in the south-east. */
const LAND_USE = {
  rows: [
    "ccccoooo", //
    "ccccoooo",
    "ccccoooo",
    "ccccwwww",
    "ccccwwww",
    "ccccwwww",
  ],
  values: { c: 13, o: 21, w: 31, g: 43, b: 53 },
};
/** a 2°, b 6°, c 10°, d 20°, e 25°, f 30°. */
const SLOPE = {
  rows: [
    "ffaaaaff", //
    "faaeeffa",
    "aaaaaaaa",
    "bccdaaff",
    "bbcdaaaa",
    "aaabaaa.",
  ],
  values: { a: 2, b: 6, c: 10, d: 20, e: 25, f: 30 },
};
const limits = limitsOf(thresholdsOn("2026-11-24"));
const everything = { ...limits, "smallest-patch": 0 };
const CELL_M2 = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-screening-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function screen(
  topic: ScreeningTopic,
  now: Partial<Record<CountedLayer, Picture | number>>,
  before: Partial<Record<CountedLayer, Picture | number>> | null = null,
  asked = everything,
) {
  const survey = await writeSmallSurvey(folder, { year: 2024, layers: now });
  const baseline = before === null ? null : await writeSmallSurvey(folder, { year: 2023, layers: before });
  return findPatches({ survey, baseline, topics: [topic], limits: asked, mostPatches: 1000 });
}

const seen = ({ patches }: Awaited<ReturnType<typeof findPatches>>) =>
  patches.map((patch) => [patch.class, patch.zone, patch.first.column, patch.first.row, patch.cells]);

test("cropland and orchards from 25° on, cut at the border of the districts", async () => {
  const found = await screen("steep-land", { "land-use": LAND_USE, slope: SLOPE });
  expect(seen(found)).toEqual([
    // 栖霞: the three cells in the corner, and the 25° itself on the border of 莱阳.
    ["steep-cropland", 1, 0, 0, 3],
    ["steep-cropland", 1, 3, 1, 1],
    // 莱阳: 25° and 30° beside each other and at the corner of those above; the woods on 30° are none.
    ["steep-orchard", 2, 6, 0, 5],
  ]);
  expect(found.patches.map(({ meanSlopeDegrees }) => meanSlopeDegrees)).toEqual([30, 25, 29]);
  expect(found.patches.map(({ landUse }) => landUse)).toEqual([13, 13, 21]);
});

test("sloping cropland by grade; a slope that is a limit belongs to the grade above it", async () => {
  const found = await screen("sloping-cropland", { "land-use": LAND_USE, slope: SLOPE });
  expect(seen(found)).toEqual([
    ["sloping-5-8", 1, 0, 3, 3],
    ["sloping-8-15", 1, 1, 3, 3],
    ["sloping-15-25", 1, 3, 3, 2],
    ["sloping-5-8", 1, 3, 5, 1],
  ]);
  const edges = await screen("sloping-cropland", {
    "land-use": 13,
    slope: {
      rows: ["45678aaa", ...Array.from({ length: 5 }, () => "aaaaaaaa")],
      values: { 4: 4.99, 6: 7.99, 7: 8, 8: 15, a: 0 },
    },
  });
  expect(seen(edges)).toEqual([
    ["sloping-5-8", 1, 1, 0, 2],
    ["sloping-8-15", 1, 3, 0, 1],
    ["sloping-15-25", 2, 4, 0, 1],
  ]);
});

test("forest and grass that became something else, or whose B has grown by half and by 0.02", async () => {
  const before = {
    rows: ["wwwwwwww", "wwwwwwww", "gggggggg", "gggggggg", "cccccccc", "oooooooo"],
    values: LAND_USE.values,
  };
  const now = {
    rows: ["wwbbwwww", "wwwwwwww", "ggggcccc", "wwwwgggg", "bbbbbbbb", "bbbbbbbb"],
    values: LAND_USE.values,
  };
  const bBefore = { rows: Array.from({ length: 6 }, () => "11111111"), values: { 1: 0.04 } };
  const b = {
    // x is more than one and a half of it, y less; z on what became cropland counts as converted, not as declined.
    rows: ["x1111y11", "11111111", "1111zzzz", "11111111", "zzzzzzzz", "zzzzzzzz"],
    values: { 1: 0.04, x: 0.0625, y: 0.0595, z: 1 },
  };
  const found = await screen("vegetation-loss", { "land-use": now, b }, { "land-use": before, b: bBefore });
  expect(seen(found)).toEqual([
    ["cover-declined", 1, 0, 0, 1],
    ["vegetation-converted", 1, 2, 0, 2],
    ["vegetation-converted", 2, 4, 2, 4],
  ]);
  expect(found.patches[0]).toMatchObject({ biologicalFactor: 0.0625, biologicalFactorBefore: 0.04, landUseBefore: 31 });
  expect(found.patches[2]).toMatchObject({ landUse: 13, landUseBefore: 43, meanSlopeDegrees: null });
  const withoutFactor = await screen("vegetation-loss", { "land-use": now }, { "land-use": before });
  expect(seen(withoutFactor)).toEqual(seen(found).slice(1));
});

test("listed, small and outside all districts add up to the cells of the class", async () => {
  const found = await screen("sloping-cropland", { "land-use": 13, slope: SLOPE }, null, {
    ...limits,
    "smallest-patch": 1.5 * CELL_M2,
  });
  for (const { listedCm2, smallCm2, outsideCm2, totalCm2 } of found.classes) {
    expect(listedCm2 + smallCm2 + outsideCm2).toBe(totalCm2);
  }
  const cells = found.classes.map((each) => [
    each.class,
    each.patches,
    ...inCells(each.listedCm2, each.smallCm2, each.totalCm2),
  ]);
  expect(cells).toEqual([
    ["sloping-5-8", 1, 3, 1, 4],
    ["sloping-8-15", 1, 3, 0, 3],
    ["sloping-15-25", 1, 2, 0, 2],
  ]);
  const survey = await writeSmallSurvey(folder, {
    year: 2022,
    hasZones: false,
    layers: {
      "land-use": 13,
      slope: SLOPE,
      zones: { rows: ["1.1.1.1.", ...Array.from({ length: 5 }, () => "........")] },
    },
  });
  const outside = await findPatches({
    survey: { ...survey, zones: [{ name: "一", code: null }] },
    baseline: null,
    topics: ["steep-land"],
    limits: everything,
    mostPatches: 1000,
  });
  const [steep] = outside.classes;
  expect(inCells(steep!.listedCm2, steep!.outsideCm2, steep!.totalCm2)).toEqual([2, 9, 11]);
});

function inCells(...squareCentimetres: readonly number[]): readonly number[] {
  return squareCentimetres.map((area) => Math.round(area / 1e8));
}

test("a run that finds more than it may says so; the same input gives the same patches", async () => {
  const survey = await writeSmallSurvey(folder, { year: 2024, layers: { "land-use": LAND_USE, slope: SLOPE } });
  const input = { survey, baseline: null, topics: ["steep-land"] as const, limits: everything };
  expect((await findPatches({ ...input, mostPatches: 1 })).isTooMany).toBe(true);
  expect(await findPatches({ ...input, mostPatches: 9 })).toEqual(await findPatches({ ...input, mostPatches: 9 }));
});

test("what rests on memory is printed 待核 beside a patch", () => {
  const rows = thresholdsOn("2026-11-24");
  expect(rulesOf("steep-cropland", rows)).toEqual({
    text: "禁止开垦坡度（耕地） 25°（《中华人民共和国水土保持法》第四十九条）",
    hasUnconfirmed: false,
  });
  expect(rulesOf("sloping-8-15", rows)).toMatchObject({ hasUnconfirmed: true });
  expect(rulesOf("sloping-8-15", rows).text).toContain("待核");
});
