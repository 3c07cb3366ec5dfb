import { TerraceError } from "#errors";

/** A day in China, `2026-11-24`: text, so that no time zone can shift it. Such days sort as text. */
export type Day = `${number}-${number}-${number}`;

const MILLISECONDS_PER_DAY = 86_400_000;
/** China has kept UTC+8 without summer time since 1991-09-15; Terrace holds no earlier deadlines. */
const SHANGHAI_OFFSET_MILLISECONDS = 8 * 3_600_000;

/** The day in Asia/Shanghai at an instant: 16:00 UTC is already the next day. */
export function shanghaiDay(instant: Date): Day {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MILLISECONDS).toISOString().slice(0, 10) as Day;
}

/** The text as a day. Throws `day-invalid` for anything but an existing day written `2026-11-24`. */
export function parseDay(text: string): Day {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const time = Date.parse(`${text}T00:00:00Z`);
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text as Day;
  }
  throw new TerraceError({
    code: "day-invalid",
    userMessage: `“${text}”不是有效的日期，请写成 2026-11-24 的样子。`,
    message: `"${text}" is not a day written like 2026-11-24.`,
    details: { text },
  });
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}

export function dayOfNumber(number: number): Day {
  return new Date(number * MILLISECONDS_PER_DAY).toISOString().slice(0, 10) as Day;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** Calendar days may be negative. The day itself is not counted (民法典 第二百零一条). */
export function addCalendarDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** Calendar days from `from` to `to`; negative where `to` is earlier. */
export function calendarDaysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day of a later month, or its last day where it has none: 31 January and a month is 28 February (民法典 第二百零二条). */
export function addCalendarMonths(day: Day, months: number): Day {
  const [year, month, dayOfMonth] = day.split("-").map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
  const result = Date.UTC(
    lastOfMonth.getUTCFullYear(),
    lastOfMonth.getUTCMonth(),
    Math.min(dayOfMonth, lastOfMonth.getUTCDate()),
  );
  return dayOfNumber(result / MILLISECONDS_PER_DAY);
}
