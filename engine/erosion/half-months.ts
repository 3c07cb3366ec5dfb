import { TerraceError } from "#errors";

export const HALF_MONTHS = 24;

/** A civil date. Months and days count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * @zh 半月. Index 0–23: day 1–15 of January is 0, day 16 to the end of January is 1, … the second half of December is 23.
 */
export function halfMonthOf(date: CivilDate): number {
  return (date.month - 1) * 2 + (date.day <= 15 ? 0 : 1);
}

/** Month (1–12) of a half-month index. */
export function monthOfHalfMonth(halfMonth: number): number {
  return Math.floor(halfMonth / 2) + 1;
}

/**
 * Parses `YYYY-MM-DD`.
 * @throws TerraceError `date-invalid`
 */
export function parseCivilDate(text: string): CivilDate {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const date = { year: Number(match?.[1]), month: Number(match?.[2]), day: Number(match?.[3]) };
  const isReal =
    match !== null &&
    date.month >= 1 &&
    date.month <= 12 &&
    date.day >= 1 &&
    date.day <= daysInMonth(date.year, date.month);
  if (!isReal) {
    throw new TerraceError({
      code: "date-invalid",
      userMessage: `“${text}”不是有效日期。请写成 年-月-日，例如 2023-07-16。`,
      message: `"${text}" is not a date. Write year-month-day, for example 2023-07-16.`,
      details: { text },
    });
  }
  return date;
}

export function formatCivilDate(date: CivilDate): string {
  return `${date.year}-${String(date.month).padStart(2, "0")}-${String(date.day).padStart(2, "0")}`;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the Gregorian calendar: the shift puts leap days at the end of a 400-year cycle. */
export function dayNumber(date: CivilDate): number {
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const monthFromMarch = (date.month + 9) % 12;
  const days = 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return days + Math.floor((153 * monthFromMarch + 2) / 5) + date.day - 1 - 719468;
}

/** The date `days` after 1970-01-01. */
export function dateOfDayNumber(days: number): CivilDate {
  let year = 1970 + Math.floor(days / 365.2425);
  while (dayNumber({ year, month: 1, day: 1 }) > days) year -= 1;
  while (dayNumber({ year: year + 1, month: 1, day: 1 }) <= days) year += 1;
  let day = days - dayNumber({ year, month: 1, day: 1 }) + 1;
  let month = 1;
  while (day > daysInMonth(year, month)) {
    day -= daysInMonth(year, month);
    month += 1;
  }
  return { year, month, day };
}
