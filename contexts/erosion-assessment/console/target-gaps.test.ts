import { expect, test } from "vitest";
import { targetGaps } from "./target-gaps.ts";

const classes = { slight: 0, light: 0, moderate: 0, intense: 0, "very-intense": 0, severe: 0 };

/** 10 000 km² of which `conserved` km² are 微度. */
function total(conserved: number, rate: number | null) {
  return {
    name: "total",
    nameEn: null,
    code: null,
    areaSquareCentimetres: 10_000 * 1e10,
    classSquareCentimetres: { ...classes, slight: conserved * 1e10 },
    areaKm2: 10_000,
    classKm2: classes,
    classPercent: classes,
    soilWaterLossAreaKm2: 10_000 - conserved,
    conservationRatePercent: rate,
    meanErosionModulus: 500,
    totalSoilLossTonnes: 5e6,
  };
}

const targets = [
  { year: 2035, rate: 0.8027, source: "plan" },
  { year: 2025, rate: 0.718, source: "plan" },
];

test("above the first target, short of the second, earliest first", () => {
  const gaps = targetGaps({ targets, total: total(7500, 75) });
  expect(gaps.map((gap) => [gap.year, gap.targetPercent, gap.points, gap.isReached])).toEqual([
    [2025, 71.8, 3.2, true],
    [2035, 80.27, -5.27, false],
  ]);
  expect(gaps.map((gap) => gap.areaKm2.toFixed(2))).toEqual(["320.00", "527.00"]);
});

test("exactly the target is reached", () => {
  expect(targetGaps({ targets, total: total(7180, 71.8) })[0]).toMatchObject({ points: 0, isReached: true });
});

test("without a rate there is no gap", () => {
  expect(targetGaps({ targets, total: total(0, null) })).toEqual([]);
});
