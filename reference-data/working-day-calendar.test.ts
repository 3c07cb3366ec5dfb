import { expect, test } from "vitest";
import { confidenceMark, workingDayCalendar } from "./index.ts";

const MILLISECONDS_PER_DAY = 86_400_000;
const rowOf = (year: number) => workingDayCalendar.find(({ value }) => value.year === year)!;
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const lengthOf = ({ from, to }: { from: string; to: string }) =>
  (Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY + 1;

test("the years follow each other without a gap, each valid for itself", () => {
  expect(workingDayCalendar.map(({ value }) => value.year)).toEqual([2024, 2025, 2026, 2027]);
  for (const { value, validFrom, validTo } of workingDayCalendar) {
    expect([validFrom, validTo]).toEqual([`${value.year}-01-01`, `${value.year}-12-31`]);
    for (const day of [...value.holidays.flatMap(({ from, to }) => [from, to]), ...value.workingWeekendDays]) {
      expect(day.startsWith(`${value.year}-`), day).toBe(true);
    }
  }
});

test("a 调休 working day is a Saturday or Sunday outside every holiday", () => {
  for (const { value } of workingDayCalendar) {
    for (const day of value.workingWeekendDays) {
      expect([0, 6], day).toContain(weekdayOf(day));
      expect(
        value.holidays.filter(({ from, to }) => from <= day && day <= to),
        day,
      ).toEqual([]);
    }
  }
});

test("the lengths are those that the notices themselves state (共8天, 共3天 …)", () => {
  const lengths = (year: number) => rowOf(year).value.holidays.map((span) => lengthOf(span));
  expect(lengths(2024)).toEqual([1, 8, 3, 5, 1, 3, 7]);
  expect(lengths(2025)).toEqual([1, 8, 3, 5, 3, 8]);
  expect(lengths(2026)).toEqual([3, 9, 3, 5, 3, 3, 7]);
});

test("every day moved to a weekend is a weekday given free: a year has 365 or 366 days less weekends and 11 (2024) or 13 days", () => {
  const statutoryDays = new Map([
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ]);
  for (const [year, days] of statutoryDays) {
    const { holidays, workingWeekendDays } = rowOf(year).value;
    const isOff = (day: string) => holidays.some(({ from, to }) => from <= day && day <= to);
    let freeWeekdays = 0;
    for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += MILLISECONDS_PER_DAY) {
      const day = new Date(time).toISOString().slice(0, 10);
      if (isOff(day) && weekdayOf(day) % 6 !== 0) freeWeekdays++;
    }
    expect(freeWeekdays - workingWeekendDays.length, `${year}`).toBe(days);
  }
});

test("2027 has the 13 days of the 办法 and shows 待核 until it is announced", () => {
  const row = rowOf(2027);
  expect(row.value.holidays.reduce((sum, span) => sum + lengthOf(span), 0)).toBe(13);
  expect([row.value.isAnnounced, confidenceMark(row)]).toEqual([false, "待核"]);
  expect([rowOf(2026).value.isAnnounced, confidenceMark(rowOf(2026))]).toEqual([true, undefined]);
});

test("端午 and 中秋 of every year are in a holiday, by the Chinese calendar of the runtime", () => {
  const lunar = new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", day: "numeric", timeZone: "UTC" });
  for (const { value } of workingDayCalendar) {
    for (let time = Date.UTC(value.year, 3, 1); time < Date.UTC(value.year, 10, 1); time += MILLISECONDS_PER_DAY) {
      const monthAndDay = lunar
        .formatToParts(time)
        .flatMap(({ type, value: part }) => (type === "month" || type === "day" ? [part] : []));
      if (!["5/5", "8/15"].includes(monthAndDay.join("/"))) continue;
      const day = new Date(time).toISOString().slice(0, 10);
      expect(
        value.holidays.some(({ from, to }) => from <= day && day <= to),
        day,
      ).toBe(true);
    }
  }
});
