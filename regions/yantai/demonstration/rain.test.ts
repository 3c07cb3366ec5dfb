import { describe, expect, it } from "vitest";
import { demonstrationRain, rainTable } from "./rain.ts";

describe("演示站日雨量", () => {
  const days = demonstrationRain();
  const perYear = days.reduce((sum, day) => sum + day.millimetres, 0) / 30;
  const summer = days.filter(({ date }) => ["06", "07", "08", "09"].includes(date.slice(5, 7)));

  it("holds every day of 30 years once", () => {
    const first = Date.UTC(1994, 0, 1) / 86_400_000;
    expect(days).toHaveLength(Date.UTC(2024, 0, 1) / 86_400_000 - first);
    expect(days.every(({ date }, i) => Date.parse(date) / 86_400_000 === first + i)).toBe(true);
  });

  it("rains 650–700 mm a year, about 70 % of it from June to September", () => {
    expect(perYear).toBeGreaterThan(650);
    expect(perYear).toBeLessThan(700);
    const share = summer.reduce((sum, day) => sum + day.millimetres, 0) / 30 / perYear;
    expect(share).toBeGreaterThan(0.67);
    expect(share).toBeLessThan(0.74);
  });

  it("never rains more than the region has seen, and is written with one decimal", () => {
    expect(Math.max(...days.map(({ millimetres }) => millimetres))).toBeLessThan(250);
    expect(rainTable().split("\n", 3)).toEqual([
      "date,rain_mm",
      expect.stringMatching(/^1994-01-01,\d+\.\d$/),
      expect.anything(),
    ]);
  });
});
