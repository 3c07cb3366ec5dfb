import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chinaDate,
  currentPeriod,
  daysLate,
  isReportPeriod,
  openPeriods,
  periodDates,
  periodOf,
  type ReportPeriod,
  shiftPeriod,
} from "./index.ts";

const day = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 86_400_000, max: Date.UTC(2060, 11, 31) / 86_400_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

describe("quarters", () => {
  it("every day lies in its quarter, from its first day to its last", () => {
    fc.assert(
      fc.property(day, (date) => {
        const { start, end } = periodDates(periodOf(date));
        expect(start <= date && date <= end).toBe(true);
      }),
    );
  });

  it("follow each other without a gap and come back", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -80, max: 80 }), (date, steps) => {
        const period = periodOf(date);
        const next = shiftPeriod(period, 1);
        expect(Date.parse(periodDates(next).start) - Date.parse(periodDates(period).end)).toBe(86_400_000);
        expect(next > period).toBe(true);
        expect(shiftPeriod(shiftPeriod(period, steps), -steps)).toBe(period);
      }),
    );
  });

  it("of 2024: the third ends in September, its reports are due on 15 October", () => {
    const period = periodOf("2024-09-13");
    expect(period).toBe("2024-Q3");
    expect(periodDates(period)).toEqual({ start: "2024-07-01", end: "2024-09-30", due: "2024-10-15" });
    expect(daysLate(period, "2024-10-15")).toBe(0);
    expect(daysLate(period, "2024-10-16")).toBe(1);
    expect(periodDates("2024-Q4" as ReportPeriod).due).toBe("2025-01-15");
  });

  it("are asked for when they have ended, and never before the plan", () => {
    const first = "2024-Q3" as ReportPeriod;
    expect(currentPeriod("2026-11-24", first)).toBe("2026-Q3");
    expect(currentPeriod("2027-01-01", first)).toBe("2026-Q4");
    expect(currentPeriod("2024-09-14", first)).toBe("2024-Q3");
    expect(openPeriods("2025-02-01", first)).toEqual(["2025-Q1", "2024-Q4", "2024-Q3"]);
  });

  it("are written one way only", () => {
    expect(isReportPeriod("2026-Q4")).toBe(true);
    for (const text of ["2026-Q5", "2026-Q0", "2026Q1", "26-Q1", "2026-Q1 ", ""])
      expect(isReportPeriod(text)).toBe(false);
    expect(() => periodDates("2026-5" as ReportPeriod)).toThrow("2026-5");
  });

  it("a day begins at midnight in China", () => {
    expect(chinaDate(new Date("2026-09-30T15:59:59Z"))).toBe("2026-09-30");
    expect(chinaDate(new Date("2026-09-30T16:00:00Z"))).toBe("2026-10-01");
  });
});
