import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeWithTestData } from "../../fixtures/test-data/index.ts";
import { dayNumber } from "./half-months.ts";
import {
  brownFosterEnergy,
  type RainInterval,
  type Storm,
  type StormRules,
  stormsOf,
  uncappedWischmeierSmithEnergy,
  wischmeierSmithEnergy,
} from "./index.ts";

test("energy of a millimetre: 0.206 MJ/(hm²·mm) at 10 mm/h, 0.283 above 76 mm/h, never negative", () => {
  expect(wischmeierSmithEnergy(10)).toBeCloseTo(0.2063, 10);
  expect(wischmeierSmithEnergy(80)).toBe(0.283);
  expect(uncappedWischmeierSmithEnergy(100)).toBeCloseTo(0.2936, 10);
  expect(wischmeierSmithEnergy(0.01)).toBe(0);
  expect(brownFosterEnergy(0.05)(1000)).toBeCloseTo(0.29, 10);
});

test("two showers of 9 mm in 30 minutes, six dry hours apart, are two storms; ten minutes less, one", () => {
  const rules: StormRules = {
    stepMinutes: 10,
    breakHours: 6,
    breakMillimetres: 0,
    isErosive: (millimetres) => millimetres > 10,
    unitEnergy: () => 0.2,
  };
  const shower = (start: number) => [0, 10, 20].map((minute) => ({ startMinute: start + minute, millimetres: 3 }));
  const apart = stormsOf([...shower(0), ...shower(390)], rules);
  expect(apart.map(({ millimetres, isErosive, erosivity }) => [millimetres, isErosive, erosivity])).toEqual([
    [9, false, 0],
    [9, false, 0],
  ]);
  const [joined] = stormsOf([...shower(0), ...shower(380)], rules);
  expect(joined).toMatchObject({ millimetres: 18, peakIntensity: 18, durationMinutes: 410, isErosive: true });
  expect(joined?.erosivity).toBeCloseTo(18 * 0.2 * 18, 10);
});

describeWithTestData(
  "ten-minute record of 2009",
  ["rainfall/rainfallexample_10min_2009_nonzero.csv", "rainfall/rainfallexample_2009_expected.json"],
  (record, published) => {
    test("EI30 of every month, its storms and the annual R are those of the package RainfallErosivityFactor, to two decimals", () => {
      const intervals = linesOf(record!).map((line) => {
        const [date = "", time = "", rain = ""] = line.split(",");
        const [day = 0, month = 0, year = 0] = date.split("/").map(Number);
        return { month, startMinute: minuteOf(year, month, day, time), millimetres: Number(rain) };
      });
      const expected = JSON.parse(readFileSync(published!, "utf8")) as {
        monthly: { month: number; ei30: number; n_erosive: number; n_non_erosive: number }[];
      };
      const rules: StormRules = {
        stepMinutes: 10,
        breakHours: 6,
        breakMillimetres: 0,
        isErosive: (millimetres) => millimetres > 10,
        unitEnergy: uncappedWischmeierSmithEnergy,
      };
      const months = expected.monthly.map(({ month }) => {
        const storms = stormsOf(
          intervals.filter((interval) => interval.month === month),
          rules,
        );
        const erosive = storms.filter(({ isErosive }) => isErosive).length;
        return { month, ei30: sumOf(storms), n_erosive: erosive, n_non_erosive: storms.length - erosive };
      });
      for (const [index, month] of months.entries()) {
        const { month: number, ei30, n_erosive, n_non_erosive } = expected.monthly[index]!;
        expect({ ...month, ei30: Number(month.ei30.toFixed(2)) }).toEqual({
          month: number,
          ei30,
          n_erosive,
          n_non_erosive,
        });
      }
      expect(months.reduce((sum, { ei30 }) => sum + ei30, 0)).toBeCloseTo(13236.33, 2);
    });
  },
);

describeWithTestData(
  "ten-minute record of Fukushima 2011",
  ["rainfall/jma_fukushima_2011_10min.csv", "rainfall/jma_fukushima_2011_expected.json"],
  (record, published) => {
    test("I30 and EI30 of the 17 published storms, for three energy formulas, within 5 % or their own rounding", () => {
      const intervals = fukushimaIntervals(record!);
      const expected = JSON.parse(readFileSync(published!, "utf8")) as {
        events: Record<"i30_mm_h" | (typeof formulas)[number][0], number>[];
      };
      for (const [column, unitEnergy] of formulas) {
        const storms = stormsOf(intervals, {
          stepMinutes: 10,
          breakHours: 6,
          breakMillimetres: 1.27,
          isErosive: (millimetres) => millimetres >= 12.7,
          unitEnergy,
        }).filter(({ isErosive }) => isErosive);
        expect(storms).toHaveLength(expected.events.length);
        storms.forEach((storm, index) => {
          const event = expected.events[index]!;
          expect(storm.peakIntensity).toBe(event.i30_mm_h);
          expect(Math.abs(storm.erosivity - event[column])).toBeLessThanOrEqual(Math.max(0.5, 0.05 * event[column]));
        });
      }
    });
  },
);

const formulas = [
  ["ei30_wischmeier_smith_1978", wischmeierSmithEnergy],
  ["ei30_brown_foster_0_05", brownFosterEnergy(0.05)],
  ["ei30_brown_foster_0_082", brownFosterEnergy(0.082)],
] as const;

/** The times are ends of intervals; some are day numbers of a spreadsheet; what is not a number is missing. */
function fukushimaIntervals(path: string): RainInterval[] {
  return linesOf(path).flatMap((line) => {
    const cells = line.split(";");
    const millimetres = Number(cells[4]);
    if (cells[4] === "" || Number.isNaN(millimetres)) return [];
    const [, day, month, year, time] = /^(\d+)\/(\d+)\/(\d+) (\d+:\d+)/.exec(cells[1]!) ?? [];
    const end =
      time === undefined
        ? Math.round((Number(cells[1]) - 25569) * 1440)
        : minuteOf(Number(year), Number(month), Number(day), time);
    return [{ startMinute: end - 10, millimetres }];
  });
}

function linesOf(path: string): string[] {
  return readFileSync(path, "utf8").trim().split(/\r?\n/).slice(1);
}

function minuteOf(year: number, month: number, day: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return dayNumber({ year, month, day }) * 1440 + hours * 60 + minutes;
}

function sumOf(storms: readonly Storm[]): number {
  return storms.reduce((sum, { erosivity }) => sum + erosivity, 0);
}
