import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkShares, type SharingUnit, shareLamp, shareMilestones, shareYears, yearTotal } from "./target-shares.ts";

const treated = {
  unit: "km²",
  byYear: 2025,
  value: 30,
  baseline: { value: 0, on: "2020-12-31", basisZh: "" },
} as const;
const rate = {
  unit: "ratio",
  byYear: 2035,
  value: 0.8,
  baseline: { value: 0.7, on: "2025-12-31", basisZh: "" },
} as const;

function unit(code: string, areaKm2: number | null, ...shares: readonly (readonly [year: number, value: number])[]) {
  return { code, areaKm2, shares: shares.map(([year, value]) => ({ year, value })) } satisfies SharingUnit;
}

describe("the years of a target", () => {
  test("run from the day after its baseline to its own; without a baseline there is its own alone", () => {
    expect(shareYears(treated)).toEqual([2021, 2022, 2023, 2024, 2025]);
    expect(shareYears({ byYear: 2027, baseline: { value: 0, on: "2024-09-13", basisZh: "" } })).toEqual([
      2024, 2025, 2026, 2027,
    ]);
    expect(shareYears({ byYear: 2025, baseline: null })).toEqual([2025]);
  });
});

describe("the check against the target", () => {
  test("yearly tasks sum up, and what is missing or too much is said", () => {
    const shares = [unit("a", null, [2021, 4.1], [2022, 5.9]), unit("b", null, [2025, 12.5]), unit("c", null)];
    expect(checkShares(treated, shares)).toEqual({
      total: 22.5,
      wanted: 30,
      difference: -7.5,
      isDivided: false,
      without: ["c"],
      withoutArea: [],
    });
    expect(checkShares(treated, [...shares, unit("d", null, [2024, 7.5])])).toMatchObject({
      difference: 0,
      isDivided: true,
    });
    expect(checkShares(treated, [unit("a", 1), unit("b", 2)])).toMatchObject({
      total: null,
      difference: null,
      isDivided: false,
    });
  });

  test("rates are weighted by area, and only once every unit has one for the target's year and an area", () => {
    const whole = [unit("a", 300, [2030, 0.7], [2035, 0.78]), unit("b", 100, [2035, 0.86])];
    expect(checkShares(rate, whole)).toMatchObject({ total: 0.8, difference: 0, isDivided: true, without: [] });
    expect(checkShares(rate, [...whole, unit("c", 5, [2030, 0.9])])).toMatchObject({ total: null, without: ["c"] });
    expect(checkShares(rate, [...whole, unit("c", null, [2035, 0.9])])).toMatchObject({
      total: null,
      withoutArea: ["c"],
    });
    expect(yearTotal("ratio", 2030, whole)).toBeNull();
  });

  test("however a whole is cut into hundredths, nothing is left over", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 75 });
    fc.assert(
      fc.property(cuts, (hundredths) => {
        const value = hundredths.reduce((sum, part) => sum + part, 0) / 100;
        const units = hundredths.map((part, at) => unit(String(at), null, [2021 + (at % 5), part / 100]));
        const check = checkShares({ ...treated, value }, units);
        expect(check).toMatchObject({ difference: 0, isDivided: true });
        const years = shareYears(treated).map((year) => yearTotal("km²", year, units) ?? 0);
        expect(years.reduce((sum, year) => sum + year, 0)).toBeCloseTo(value, 8);
      }),
    );
  });
});

describe("the lamp of a unit", () => {
  const shares = [
    { year: 2022, value: 6 },
    { year: 2021, value: 4 },
    { year: 2023, value: 10 },
  ];

  test("tasks add up whatever their order", () => {
    expect(shareMilestones("km²", shares)).toEqual([
      { year: 2021, value: 4 },
      { year: 2022, value: 10 },
      { year: 2023, value: 20 },
    ]);
    expect(shareMilestones("ratio", shares).map(({ value }) => value)).toEqual([4, 6, 10]);
  });

  test.each([
    // Half of 2022 (183 of 365 days): 4 + 6 · 0.5 ≈ 7 km² should be there.
    [7.1, "green", "on-line"],
    [6.8, "amber", "behind"],
    [5, "red", "far-behind"],
    [10, "green", "reached"],
  ] as const)("%f km² in the middle of the second year is %s", (value, lamp, standing) => {
    const found = shareLamp(treated, shares, { value, asOf: "2022-07-02" }, "2022-07-02");
    expect(found).toMatchObject({ lamp, standing, goal: { year: 2022, value: 10 } });
    expect(found.expected).toBeCloseTo(7.0, 1);
  });

  test.each([
    // The line is at one on the last day of 2025, and at two on that of 2026.
    [0, "2025-12-30", "green", "on-line"],
    [0, "2025-12-31", "red", "far-behind"],
    [1, "2026-06-30", "green", "on-line"],
  ] as const)("of whole things nobody owes a part: %i on %s is %s", (value, asOf, lamp, standing) => {
    const target = {
      unit: "count",
      byYear: 2027,
      value: 10,
      baseline: { value: 0, on: "2024-12-31", basisZh: "" },
    } as const;
    const two = [{ year: 2026, value: 2 }];
    expect(shareLamp(target, two, { value, asOf }, asOf)).toMatchObject({ lamp, standing });
  });

  test("after the last year it is the whole that counts, and missed stays missed", () => {
    const found = shareLamp(treated, shares, { value: 19, asOf: "2024-12-31" }, "2025-02-01");
    expect(found).toMatchObject({ lamp: "red", standing: "missed", goal: { year: 2023, value: 20 } });
  });

  test("without a share, a figure or a beginning nothing is guessed", () => {
    const present = { value: 0.75, asOf: "2026-12-31" };
    expect(shareLamp(rate, [], present, "2027-01-01")).toEqual({
      lamp: "grey",
      standing: "no-share",
      expected: null,
      goal: null,
    });
    expect(shareLamp(treated, shares, null, "2022-07-02")).toMatchObject({ lamp: "grey", standing: "no-figure" });
    expect(shareLamp(rate, [{ year: 2030, value: 0.8 }], present, "2027-01-01")).toMatchObject({
      lamp: "grey",
      standing: "no-line",
    });
  });
});
