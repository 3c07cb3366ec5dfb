import { expect, test } from "vitest";
import { workingDayCalendar } from "#reference-data";
import { addCalendarMonths, type Day, parseDay, shanghaiDay } from "./day.ts";
import {
  addWorkingDays,
  countWorkingDays,
  createWorkingDayCalendar,
  isProvisional,
  isWorkingDay,
  workingDayFrom,
} from "./working-days.ts";

const calendar = createWorkingDayCalendar(workingDayCalendar.map(({ value }) => value));

test.each<[Day, boolean, string]>([
  ["2024-02-09", true, "除夕 of 2024 is a working day: the notice only encourages leave"],
  ["2024-02-12", false, "Monday in 春节"],
  ["2024-02-18", true, "Sunday worked for 春节"],
  ["2024-04-07", true, "Sunday worked for 清明"],
  ["2024-05-11", true, "Saturday worked for 劳动节"],
  ["2024-09-14", true, "Saturday worked for 中秋"],
  ["2024-10-12", true, "Saturday worked for 国庆"],
  ["2024-10-08", true, "first day after 国庆"],
  ["2025-01-26", true, "Sunday worked for 春节"],
  ["2025-01-28", false, "除夕, a holiday since 2025"],
  ["2025-05-02", false, "second day of 劳动节, a holiday since 2025"],
  ["2025-05-05", false, "Monday given for a worked Sunday"],
  ["2025-09-28", true, "Sunday worked for 国庆"],
  ["2025-10-08", false, "eighth day of 国庆 and 中秋"],
  ["2025-10-11", true, "Saturday worked for 国庆"],
  ["2026-02-23", false, "last day of the nine of 春节"],
  ["2026-11-24", true, "a Tuesday"],
  ["2026-11-28", false, "a Saturday"],
])("%s: working day %s (%s)", (day, expected) => {
  expect(isWorkingDay(calendar, day)).toBe(expected);
});

test.each<[Day, number, Day, string]>([
  ["2024-02-08", 1, "2024-02-09", "the day before 春节"],
  ["2024-02-08", 2, "2024-02-18", "over 春节 to the worked Sunday"],
  ["2024-02-02", 5, "2024-02-08", "Sunday 4 February counts"],
  ["2025-09-26", 4, "2025-10-09", "28–30 September, then over eight days"],
  ["2025-09-26", 6, "2025-10-11", "the worked Saturday counts"],
  ["2025-04-24", 5, "2025-04-30", "Sunday 27 April counts"],
  ["2026-02-13", 1, "2026-02-14", "the worked Saturday before 春节"],
  ["2026-02-13", 2, "2026-02-24", "over the nine days"],
  ["2026-11-24", 10, "2026-12-08", "ten working days of a plain fortnight"],
  ["2026-11-24", 0, "2026-11-24", "nothing added"],
  ["2025-10-09", -1, "2025-09-30", "backwards over 国庆"],
])("%s and %s working days is %s (%s)", (day, count, expected) => {
  expect(addWorkingDays(calendar, day, count)).toBe(expected);
});

test("working days of a year: 365 or 366 less weekends and statutory days", () => {
  const workingDaysOf = (year: number) =>
    countWorkingDays(calendar, `${year - 1}-12-31` as Day, `${year}-12-31` as Day);
  // 2024: 366 days, 104 Saturdays and Sundays, 11 statutory days. 2025 and 2026: 365, 104, 13.
  expect([2024, 2025, 2026].map(workingDaysOf)).toEqual([366 - 104 - 11, 365 - 104 - 13, 365 - 104 - 13]);
});

test("a period that ends on a day off ends on the next working day", () => {
  expect(workingDayFrom(calendar, "2024-10-01")).toBe("2024-10-08");
  expect(workingDayFrom(calendar, "2024-10-12")).toBe("2024-10-12");
});

test("what touches a year without a notice is provisional", () => {
  expect(isProvisional(calendar, "2024-01-01", "2026-12-31")).toBe(false);
  expect(isProvisional(calendar, "2026-12-31", "2027-01-04")).toBe(true);
  expect(isProvisional(calendar, "2023-12-29", "2024-01-02")).toBe(true);
  expect(isWorkingDay(calendar, "2027-02-05")).toBe(false);
  expect(isWorkingDay(calendar, "2031-11-24")).toBe(true);
});

test("the day is Shanghai's, whatever the clock of the machine says", () => {
  expect(shanghaiDay(new Date("2026-11-24T15:59:59Z"))).toBe("2026-11-24");
  expect(shanghaiDay(new Date("2026-11-24T16:00:00Z"))).toBe("2026-11-25");
  expect(shanghaiDay(new Date("2026-12-31T16:00:00Z"))).toBe("2027-01-01");
});

test("months end on the same day, or on the last of a shorter month", () => {
  expect(addCalendarMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addCalendarMonths("2024-01-31", 1)).toBe("2024-02-29");
  expect(addCalendarMonths("2026-11-30", 3)).toBe("2027-02-28");
  expect(addCalendarMonths("2026-11-24", 12)).toBe("2027-11-24");
  expect(addCalendarMonths("2026-03-31", -1)).toBe("2026-02-28");
});

test("only existing days are days", () => {
  expect(parseDay("2024-02-29")).toBe("2024-02-29");
  for (const text of ["2026-02-29", "2026-2-1", "2026/02/01", "20260201", "2026-11-24T00:00:00Z", ""]) {
    expect(() => parseDay(text), text).toThrow(expect.objectContaining({ code: "day-invalid" }));
  }
});

test("a holiday that ends before it begins is refused", () => {
  const holidays = [{ from: "2026-10-07", to: "2026-10-01" }];
  expect(() => createWorkingDayCalendar([{ year: 2026, isAnnounced: true, holidays, workingWeekendDays: [] }])).toThrow(
    "before it begins",
  );
});
