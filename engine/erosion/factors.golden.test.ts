import { expect, test } from "vitest";
import { rainfallErosivity, soilErodibility } from "#engine/quantities";
import {
  biologicalMeasuresFactor,
  chinaCorrectedErodibility,
  coverOrTillage,
  csleErosionModulus,
  csleSoilLoss,
  dailyErosivity,
  epicErodibility,
  nomographErodibility,
  slopeLengthFactor,
  slopeSteepnessFactor,
  soilLossRatio,
} from "./index.ts";
import { soilLossRatioConstants } from "./test-constants.ts";

// Values of the equations worked out by hand from the published constants (domain reference, section 1.9).

test.each([
  [7, 9.9, 0],
  [7, 10, 20.973],
  [7, 25, 102.026],
  [7, 50, 337.627],
  [7, 100, 1117.289],
  [4, 25, 80.361],
  [11, 25, 80.361],
])("R of a day in month %i with %d mm is %d", (month, rain, expected) => {
  expect(dailyErosivity(month, rain)).toBeCloseTo(expected, 3);
});

test("the warm season is May to September, both included", () => {
  const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((month) => dailyErosivity(month, 25) > 90);
  expect(months).toEqual([5, 6, 7, 8, 9]);
});

test.each([
  [0, 0.03],
  [3, 0.5952],
  [5, 0.9642],
  [8, 1.8381],
  [10, 2.8446],
  [15, 4.7107],
  [20, 6.5337],
  [25, 8.2996],
  [30, 9.995],
])("S at %d° is %d", (theta, expected) => {
  expect(slopeSteepnessFactor(theta)).toBeCloseTo(expected, 4);
});

test("S jumps at 10°: 2.4173 just below, 2.8446 from 10° on; above a cap it stays", () => {
  expect(slopeSteepnessFactor(9.999999)).toBeCloseTo(2.4173, 4);
  expect(slopeSteepnessFactor(40, 30)).toBe(slopeSteepnessFactor(30));
});

test("S of a 9 % slope by the two pieces that meet there in RUSLE is 1.0059 and 0.9981", () => {
  const sine = 0.09 / Math.sqrt(1 + 0.09 * 0.09);
  expect(16.8 * sine - 0.5).toBeCloseTo(1.0059, 4);
  const theta = (Math.atan(0.09) * 180) / Math.PI;
  expect(slopeSteepnessFactor(theta)).toBeCloseTo(1.0059, 4);
});

test.each([
  [0, 22.13, 8, 1],
  [0, 10, 8, 0.6722],
  [10, 20, 8, 1.2291],
  [0, 100, 8, 2.1257],
  [90, 100, 8, 3.1075],
  [0, 10, 2, 0.788],
  [90, 100, 2, 2.0124],
])("L from %d m to %d m at %d° is %d", (into, out, theta, expected) => {
  expect(slopeLengthFactor(into, out, theta)).toBeCloseTo(expected, 4);
});

test("L of the standard plot is 1 for every exponent", () => {
  for (const theta of [0.5, 2, 4, 30]) expect(slopeLengthFactor(0, 22.13, theta)).toBeCloseTo(1, 14);
});

test.each([
  [0, 0.49046, 0.49057],
  [0.2, 0.25686, 0.26571],
  [0.4, 0.10273, 0.10796],
  [0.6, 0.03554, 0.03732],
  [0.8, 0.01161, 0.0121],
  [1, 0.00372, 0.00383],
])("SLR at FVC %d is %d for shrubs and %d for grass", (cover, shrub, grass) => {
  expect(soilLossRatio("teaAndShrub", cover, 0, soilLossRatioConstants)).toBeCloseTo(shrub, 5);
  expect(soilLossRatio("grassland", cover, 0, soilLossRatioConstants)).toBeCloseTo(grass, 5);
});

test.each([
  [0, 0, 0.42869],
  [0.5, 0, 0.4021],
  [0.5, 0.3, 0.13705],
  [0.6, 0.1, 0.27753],
  [0.8, 0.6, 0.03371],
  [1, 1, 0.00212],
])("SLR of forest and orchard at FVC %d, GD %d is %d", (cover, understorey, expected) => {
  expect(soilLossRatio("orchardAndForest", cover, understorey, soilLossRatioConstants)).toBeCloseTo(expected, 5);
});

test("B is the mean of SLR weighted by rain: a half-month without rain does not count", () => {
  const ratios = Array.from({ length: 24 }, (_, k) => (k === 13 ? 0.2 : k === 14 ? 0.4 : 1));
  const weights = Array.from({ length: 24 }, (_, k) => (k === 13 ? 0.75 : k === 14 ? 0.25 : 0));
  expect(biologicalMeasuresFactor(ratios, weights)).toBeCloseTo(0.25, 12);
});

test.each([
  [60, 28, 12, 0.8, 0.03366],
  [45, 38, 17, 0.9, 0.03845],
  [30, 50, 20, 1.2, 0.04211],
])("K (EPIC) of sand %d, silt %d, clay %d, organic carbon %d is %d", (sand, silt, clay, carbon, expected) => {
  const texture = { sandPercent: sand, siltPercent: silt, clayPercent: clay, organicCarbonPercent: carbon };
  expect(epicErodibility(texture)).toBeCloseTo(expected, 5);
});

test("the correction for China makes K 5 to 10 times smaller: 0.03366 becomes 0.0035", () => {
  expect(chinaCorrectedErodibility(soilErodibility(0.03366))).toBeCloseTo(0.0035, 4);
});

test("the nomograph equation at M = 3000, 2 % organic matter, structure 2, permeability 3 is 2.1e-6·M^1.14·10 customary", () => {
  const soil = {
    siltAndVeryFineSandPercent: 40,
    clayPercent: 25,
    organicMatterPercent: 2,
    structureClass: 2,
    permeabilityClass: 3,
  } as const;
  expect(nomographErodibility(soil)).toBeCloseTo(0.1317 * 2.1e-6 * 3000 ** 1.14 * 10, 12);
});

test("texture that does not add up is refused", () => {
  const texture = { sandPercent: 60, siltPercent: 60, clayPercent: 12, organicCarbonPercent: 1 };
  expect(() => epicErodibility(texture)).toThrow(expect.objectContaining({ code: "soil-texture-invalid" }));
});

test("A = R·K·L·S·B·E·T: the product in t/(hm²·a), 100 times as much in t/(km²·a)", () => {
  const factors = {
    rainfallErosivity: rainfallErosivity(3800),
    soilErodibility: soilErodibility(0.035),
    slopeLengthFactor: 1.5,
    slopeSteepnessFactor: 2,
    biologicalMeasuresFactor: 1,
    engineeringMeasuresFactor: 0.414,
    tillageMeasuresFactor: 0.4,
  };
  expect(csleSoilLoss(factors)).toBeCloseTo(66.0744, 8);
  expect(csleErosionModulus(factors)).toBeCloseTo(6607.44, 6);
});

test("B and T are never both below 1: cropland takes T, all other land takes B", () => {
  expect(coverOrTillage(true, 0.2, 0.4)).toEqual({ biologicalMeasuresFactor: 1, tillageMeasuresFactor: 0.4 });
  expect(coverOrTillage(false, 0.2, 0.4)).toEqual({ biologicalMeasuresFactor: 0.2, tillageMeasuresFactor: 1 });
});
