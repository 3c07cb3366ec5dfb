import { expect, test } from "vitest";
import {
  DEFAULT_MAXIMUM_MISSING_DAYS,
  dailyErosivityConstants,
  intensityLimits,
  SI_PER_CUSTOMARY_ERODIBILITY,
  STANDARD_PLOT_METRES,
  slopeLengthExponent,
  slopeSteepnessConstants,
} from "#engine/erosion";
import {
  biologicalFactorOf,
  confidenceMark,
  csleParameters,
  demonstrationTillage,
  engineeringMeasureOf,
  engineeringMeasures,
  intensityClasses,
  intensityClassOf,
  intensityUpperLimits,
  isCropland,
  isUnconfirmed,
  landUseCrosswalk,
  landUseFromStandard,
  landUseOf,
  landUses,
  measureCodes,
  sheetErosionClass,
  soilLossRatioRow,
  tillageZones,
  tolerableSoilLosses,
  tolerableSoilLossOf,
} from "./index.ts";

test("there are 25 land-use codes, each in the group of its first digit", () => {
  expect(landUses.map(({ code }) => code)).toHaveLength(25);
  expect(new Set(landUses.map(({ code }) => code)).size).toBe(25);
  expect(landUses.filter(({ group }) => group === "cropland").map(({ code }) => code)).toEqual([11, 12, 13]);
  expect([isCropland(13), isCropland(21), isCropland(99)]).toEqual([true, false, false]);
});

test("B is fixed exactly where it does not follow from cover, and 1 on cropland, whose cover acts through T", () => {
  for (const { code, coverGroup } of landUses) {
    const isFixed = coverGroup === "cropland" || coverGroup === "fixed";
    expect(biologicalFactorOf(code) !== undefined, `code ${code}`).toBe(isFixed);
    if (coverGroup === "cropland") expect(biologicalFactorOf(code)?.value).toBe(1);
  }
  expect(biologicalFactorOf(99)).toBeUndefined();
});

test("every value of B, E and of the constants lies within 0 and 1 where it must", () => {
  for (const { code } of landUses) {
    const value = biologicalFactorOf(code)?.value ?? 0;
    expect(value >= 0 && value <= 1).toBe(true);
  }
  for (const { value } of engineeringMeasures) expect(value > 0 && value < 1).toBe(true);
});

test("the crosswalk has the 73 classes of GB/T 21010-2017, each once and to a known code", () => {
  const codes = landUseCrosswalk.map(({ standardCode }) => standardCode);
  expect(codes).toHaveLength(73);
  expect(new Set(codes).size).toBe(73);
  expect(codes).toEqual([...codes].sort());
  for (const { value, zh } of landUseCrosswalk) expect(landUseOf(value), zh).toBeDefined();
});

test("a class of GB/T 21010 is found by code, by code without its leading zero, and by name", () => {
  expect(landUseFromStandard("0201")).toBe(21);
  expect(landUseFromStandard("201")).toBe(21);
  expect(landUseFromStandard(" 果园 ")).toBe(21);
  expect(landUseFromStandard("1301")).toBeUndefined();
});

test("a measure is found by code, id, name and other names", () => {
  expect(engineeringMeasureOf("020102")?.value).toBe(0.121);
  expect(engineeringMeasureOf("石坎水平梯田")?.value).toBe(0.121);
  expect(engineeringMeasureOf("竹节沟")?.value).toBe(0.335);
  expect(engineeringMeasureOf("fish-scale-pit")?.value).toBe(0.249);
  expect(engineeringMeasureOf("0.3")).toBeUndefined();
});

test("values from memory are marked 待核, the demonstration T is marked 演示, verified values are not marked", () => {
  expect(tolerableSoilLosses.every(isUnconfirmed)).toBe(true);
  expect(confidenceMark(soilLossRatioRow)).toBe("待核");
  expect(confidenceMark(demonstrationTillage)).toBe("演示");
  expect(confidenceMark(intensityUpperLimits)).toBeUndefined();
});

test("T of Shandong is not invented: the zone is listed and its value is unknown", () => {
  expect(tillageZones.find(({ id }) => id === "shandong-hills")?.value).toBeNull();
});

test("the tolerable soil loss of the northern earth-rock mountains is 200 t/(km²·a)", () => {
  expect(tolerableSoilLossOf("northern-earth-rock-mountains").value).toBe(200);
});

test("classes are in raising order, codes 1 to 6, and loss counts from 轻度 upward", () => {
  expect(intensityClasses.map(({ code }) => code)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(intensityClasses.filter(({ countsAsLoss }) => countsAsLoss).map(({ zh }) => zh)).toEqual([
    "轻度",
    "中度",
    "强烈",
    "极强烈",
    "剧烈",
  ]);
  expect([intensityClassOf(6)?.zh, intensityClassOf(0)]).toEqual(["剧烈", undefined]);
});

test("codes of measures are unique", () => {
  const codes = measureCodes.map(({ value }) => value).filter((code) => code !== null);
  expect(new Set(codes).size).toBe(codes.length);
});

test("sheet erosion in the field: cover and slope at the edges of the table of SL 190", () => {
  expect(sheetErosionClass(4.9, 0, true)).toBe("slight");
  expect(sheetErosionClass(40, 75, false)).toBe("slight");
  expect(sheetErosionClass(5, 74, false)).toBe("light");
  expect(sheetErosionClass(35, 29, false)).toBe("severe");
  expect(sheetErosionClass(25, 45, false)).toBe("moderate");
  expect(sheetErosionClass(15, 90, true)).toBe("intense");
});

test("the constants in provenance are those that the engine computes with", () => {
  const { gentle, middle, steep, middleFromDegrees, steepFromDegrees } = slopeSteepnessConstants;
  const rain = dailyErosivityConstants;
  const engine: Record<string, number> = {
    "rain.erosiveDay": rain.erosiveDayMillimetres,
    "rain.exponent": rain.exponent,
    "rain.warmCoefficient": rain.warmCoefficient,
    "rain.coldCoefficient": rain.coldCoefficient,
    "rain.maximumMissingDays": DEFAULT_MAXIMUM_MISSING_DAYS,
    "soil.siPerCustomary": SI_PER_CUSTOMARY_ERODIBILITY,
    "steepness.gentle.factor": gentle.factor,
    "steepness.gentle.offset": gentle.offset,
    "steepness.middle.factor": middle.factor,
    "steepness.middle.offset": middle.offset,
    "steepness.steep.factor": steep.factor,
    "steepness.steep.offset": steep.offset,
    "steepness.middleFrom": middleFromDegrees,
    "steepness.steepFrom": steepFromDegrees,
    "length.standardPlot": STANDARD_PLOT_METRES,
    "length.exponentTo1": slopeLengthExponent(1),
    "length.exponentTo3": slopeLengthExponent(3),
    "length.exponentTo5": slopeLengthExponent(5),
    "length.exponentAbove5": slopeLengthExponent(5.01),
  };
  for (const [id, value] of Object.entries(engine)) {
    expect([id, csleParameters.find((row) => row.id === id)?.value]).toEqual([id, value]);
  }
  expect(intensityUpperLimits.value).toEqual(intensityLimits);
});
