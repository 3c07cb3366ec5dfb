import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeWithTestData } from "../../fixtures/test-data/index.ts";
import { daysInMonth } from "./half-months.ts";
import {
  type DailyRain,
  dailyErosivity,
  halfMonthOf,
  legacyMeanErosivity,
  meanErosivity,
  monthOfHalfMonth,
  parseCivilDate,
} from "./index.ts";

/** A complete year with rain on the given days only. */
function year(number: number, rainByDate: Record<string, number> = {}): DailyRain[] {
  return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap((month) =>
    Array.from({ length: daysInMonth(number, month) }, (_, index) => {
      const date = { year: number, month, day: index + 1 };
      return { date, rainMillimetres: rainByDate[`${month}-${index + 1}`] ?? 0 };
    }),
  );
}

test("the half-months of a month end on day 15 and on the last day", () => {
  expect(halfMonthOf({ year: 2023, month: 1, day: 15 })).toBe(0);
  expect(halfMonthOf({ year: 2023, month: 1, day: 16 })).toBe(1);
  expect(halfMonthOf({ year: 2023, month: 12, day: 31 })).toBe(23);
  expect([0, 1, 2, 23].map(monthOfHalfMonth)).toEqual([1, 1, 2, 12]);
});

test("R is the mean over years of the sums of erosive days, half-month by half-month; the weights are its shares", () => {
  const records = [...year(2020, { "7-10": 50, "7-20": 25, "3-1": 9.9 }), ...year(2021, { "7-15": 100 })];
  const mean = meanErosivity(records);
  expect(mean.annual).toBeCloseTo((337.627 + 102.026 + 1117.289) / 2, 2);
  expect(mean.halfMonths[12]).toBeCloseTo((337.627 + 1117.289) / 2, 2);
  expect(mean.halfMonths[13]).toBeCloseTo(102.026 / 2, 2);
  expect(mean.weights[13]).toBeCloseTo(102.026 / (337.627 + 102.026 + 1117.289), 6);
  expect(mean.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  expect(mean.yearsUsed.map(({ year: used, erosiveDays }) => [used, erosiveDays])).toEqual([
    [2020, 2],
    [2021, 1],
  ]);
  expect(mean.gaps).toEqual([]);
});

test("the order of the records does not matter", () => {
  const records = [...year(2020, { "7-10": 50, "8-1": 30 }), ...year(2021, { "6-3": 41 })];
  expect(meanErosivity([...records].reverse())).toEqual(meanErosivity(records));
});

test("a year with 18 missing days counts, one with 19 is dropped and said so, one without record too", () => {
  const withGap = (number: number, missing: number) => year(number, { "7-10": 50 }).slice(missing);
  const mean = meanErosivity([...withGap(2018, 18), ...withGap(2019, 19), ...withGap(2021, 0)]);
  expect(mean.yearsUsed.map(({ year: used }) => used)).toEqual([2018, 2021]);
  expect(mean.yearsDropped).toEqual([
    { year: 2019, reason: "too-many-missing-days", missingDays: 19 },
    { year: 2020, reason: "no-record", missingDays: 366 },
  ]);
  expect(mean.gaps).toEqual([
    { from: "2018-01-01", to: "2018-01-18", days: 18 },
    { from: "2019-01-01", to: "2019-01-19", days: 19 },
    { from: "2020-01-01", to: "2020-12-31", days: 366 },
  ]);
  expect(meanErosivity(withGap(2019, 19), { maximumMissingDays: 19 }).yearsUsed).toHaveLength(1);
});

test("an erosive day with missing hours counts as recorded and is listed; 24 missing hours are no value", () => {
  const records = year(2020, { "7-10": 50, "7-11": 80 }).map((record) => {
    if (record.date.month !== 7) return record;
    if (record.date.day === 10) return { ...record, missingHours: 6 };
    return record.date.day === 11 ? { ...record, missingHours: 24 } : record;
  });
  const mean = meanErosivity(records);
  expect(mean.annual).toBeCloseTo(337.627, 3);
  expect(mean.yearsUsed[0]?.missingDays).toBe(1.25);
  expect(mean.erosivePartialDays).toEqual([{ date: "2020-07-10", missingHours: 6, rainMillimetres: 50 }]);
  expect(mean.gaps).toEqual([{ from: "2020-07-11", to: "2020-07-11", days: 1 }]);
});

test("a record without an erosive day has R = 0 and equal weights", () => {
  const mean = meanErosivity(year(2020, { "7-10": 9.9 }));
  expect(mean.annual).toBe(0);
  expect(mean.weights).toEqual(new Array(24).fill(1 / 24));
});

test.each([
  ["rain-empty", []],
  ["rain-invalid", [{ date: parseCivilDate("2020-07-10"), rainMillimetres: -1 }]],
  ["rain-date-repeated", [...year(2020), { date: parseCivilDate("2020-07-10"), rainMillimetres: 1 }]],
  ["rain-no-complete-year", year(2020).slice(100)],
])("a record that cannot be used is refused: %s", (code, records) => {
  expect(() => meanErosivity(records)).toThrow(expect.objectContaining({ code }));
});

test("30 February is no date", () => {
  expect(() => parseCivilDate("2020-02-30")).toThrow(expect.objectContaining({ code: "date-invalid" }));
});

test("the model of 2003 has its own threshold of 12 mm and says that it is the old one", () => {
  const mean = legacyMeanErosivity(year(2020, { "7-10": 11.9, "7-11": 20, "8-2": 40 }));
  const beta = 0.8363 + 18.144 / 30 + 24.455 / 60;
  const alpha = 21.586 * beta ** -7.1891;
  expect(mean.model).toBe("daily-2003-legacy");
  expect(mean.annual).toBeCloseTo(alpha * (20 ** beta + 40 ** beta), 8);
  expect(mean.yearsUsed[0]?.erosiveDays).toBe(2);
});

describeWithTestData("36 years of daily rain in the Alps", ["rainfall/ve0091_daily_1986_2021.csv"], (path) => {
  const lines = readFileSync(path, "utf8").trim().split("\n").slice(1);
  const records = lines.map((line): DailyRain => {
    const [date = "", rain = "", missing = ""] = line.split(",");
    return { date: parseCivilDate(date), rainMillimetres: Number(rain), missingHours: Number(missing) };
  });

  test("the incomplete years 1986 and 2021 are dropped with their missing days, and 1989, one day over the limit", () => {
    const mean = meanErosivity(records);
    expect(mean.yearsDropped.map(({ year: dropped, missingDays }) => [dropped, Math.round(missingDays)])).toEqual([
      [1986, 304],
      [1989, 19],
      [2021, 103],
    ]);
    expect(mean.yearsUsed).toHaveLength(33);
    expect(mean.gaps[0]).toEqual({ from: "1986-01-01", to: "1986-10-31", days: 304 });
  });

  test("the total of the record is kept: the rain of the used years is the sum of their rows", () => {
    const mean = meanErosivity(records);
    const used = new Set(mean.yearsUsed.map(({ year: number }) => number));
    const ofRows = records
      .filter(({ date, missingHours }) => used.has(date.year) && (missingHours ?? 0) < 24)
      .reduce((sum, { rainMillimetres }) => sum + (rainMillimetres ?? 0), 0);
    const ofYears = mean.yearsUsed.reduce((sum, { rainMillimetres }) => sum + rainMillimetres, 0);
    expect(ofYears).toBeCloseTo(ofRows, 6);
  });

  test("R is what the definition gives when it is written down again, with Math.pow and month tables", () => {
    const mean = meanErosivity(records);
    const used = new Set(mean.yearsUsed.map(({ year: number }) => number));
    const sums = new Array<number>(24).fill(0);
    for (const line of lines) {
      const [date = "", rain = "0", missing = "0"] = line.split(",");
      const [number = 0, month = 0, day = 0] = date.split("-").map(Number);
      if (!used.has(number) || Number(missing) === 24 || Number(rain) < 10) continue;
      const alpha = [5, 6, 7, 8, 9].includes(month) ? 0.3937 : 0.3101;
      sums[2 * month - (day > 15 ? 1 : 2)]! += alpha * Number(rain) ** 1.7265;
    }
    sums.forEach((sum, k) => {
      expect(mean.halfMonths[k]).toBeCloseTo(sum / 33, 8);
    });
    expect(mean.annual).toBeCloseTo(4062.8755, 3);
  });

  test("summer half-months carry more erosivity than winter ones", () => {
    const { weights } = meanErosivity(records);
    const share = (from: number, to: number) => weights.slice(from, to).reduce((sum, weight) => sum + weight, 0);
    expect(share(10, 20)).toBeGreaterThan(0.6);
    expect(share(0, 4)).toBeLessThan(0.1);
  });
});

test("one day alone: the erosivity of a day is that of a record with this day only", () => {
  expect(meanErosivity(year(2021, { "7-10": 63.2 })).annual).toBe(dailyErosivity(7, 63.2));
});
