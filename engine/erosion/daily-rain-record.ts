import { TerraceError } from "#errors";
import { type CivilDate, dateOfDayNumber, dayNumber, daysInYear, formatCivilDate } from "./half-months.ts";

/** @zh 逐日降水. One civil day of one rain gauge. */
export interface DailyRain {
  readonly date: CivilDate;
  /** mm; undefined where the gauge has no value for the day. */
  readonly rainMillimetres: number | undefined;
  /** Hours of the day without a reading, 0–24. 24 counts as no value whatever stands in `rainMillimetres`. */
  readonly missingHours?: number;
}

export interface RainGap {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

export interface PartialDay {
  readonly date: string;
  readonly missingHours: number;
  readonly rainMillimetres: number;
}

export interface RainYear {
  readonly year: number;
  /** Days with a value, in order of date. */
  readonly days: readonly { readonly date: CivilDate; readonly rainMillimetres: number }[];
  /** Days without a value plus the missing hours of partial days in days of 24 h. */
  readonly missingDays: number;
  readonly partialDays: readonly PartialDay[];
}

/**
 * Sorts a record into calendar years, from the first year with an entry to the last, and finds what is missing.
 * A partially missing day keeps its value, which is then a lower bound of the day's rain, and is listed.
 * @throws TerraceError `rain-empty`, `rain-invalid` (negative or not finite), `rain-date-repeated`
 */
export function groupByYear(records: readonly DailyRain[]): { years: RainYear[]; gaps: RainGap[] } {
  const byDay = indexByDay(records);
  const dayNumbers = [...byDay.keys()];
  const firstYear = records.reduce((least, record) => Math.min(least, record.date.year), Number.POSITIVE_INFINITY);
  const lastYear = records.reduce((most, record) => Math.max(most, record.date.year), Number.NEGATIVE_INFINITY);
  if (dayNumbers.length === 0) {
    throw new TerraceError({
      code: "rain-empty",
      userMessage: "降水资料没有任何一天的记录。请检查文件是否有 date,rain_mm 两列数据。",
      message: "The rain record holds no day. Check that the file has rows under date,rain_mm.",
    });
  }
  const years: RainYear[] = [];
  for (let year = firstYear; year <= lastYear; year += 1) years.push(rainYear(year, byDay));
  return { years, gaps: findGaps(firstYear, lastYear, byDay) };
}

function indexByDay(records: readonly DailyRain[]): Map<number, DailyRain> {
  const byDay = new Map<number, DailyRain>();
  for (const record of records) {
    const rain = record.rainMillimetres;
    const date = formatCivilDate(record.date);
    if (rain !== undefined && !(rain >= 0 && rain < Number.POSITIVE_INFINITY)) {
      throw new TerraceError({
        code: "rain-invalid",
        userMessage: `${date} 的日降水量 ${rain} 无效。请改为不小于 0 的毫米数，缺测留空。`,
        message: `The rain of ${date}, ${rain}, is not valid. Give millimetres of at least 0, or leave it empty where missing.`,
        details: { date, rain },
      });
    }
    const day = dayNumber(record.date);
    if (byDay.has(day)) {
      throw new TerraceError({
        code: "rain-date-repeated",
        userMessage: `${date} 在降水资料中出现了两次。请只保留一条。`,
        message: `${date} occurs twice in the rain record. Keep one row.`,
        details: { date },
      });
    }
    byDay.set(day, record);
  }
  return byDay;
}

function hasValue(record: DailyRain | undefined): record is DailyRain & { rainMillimetres: number } {
  return record?.rainMillimetres !== undefined && (record.missingHours ?? 0) < 24;
}

function rainYear(year: number, byDay: ReadonlyMap<number, DailyRain>): RainYear {
  const days: RainYear["days"][number][] = [];
  const partialDays: PartialDay[] = [];
  let missingHours = 0;
  const first = dayNumber({ year, month: 1, day: 1 });
  for (let day = first; day < first + daysInYear(year); day += 1) {
    const record = byDay.get(day);
    if (!hasValue(record)) {
      missingHours += 24;
      continue;
    }
    const { date, rainMillimetres } = record;
    days.push({ date, rainMillimetres });
    if ((record.missingHours ?? 0) > 0) {
      missingHours += record.missingHours ?? 0;
      partialDays.push({ date: formatCivilDate(date), missingHours: record.missingHours ?? 0, rainMillimetres });
    }
  }
  return { year, days, missingDays: missingHours / 24, partialDays };
}

function findGaps(firstYear: number, lastYear: number, byDay: ReadonlyMap<number, DailyRain>): RainGap[] {
  const gaps: RainGap[] = [];
  const end = dayNumber({ year: lastYear + 1, month: 1, day: 1 });
  let gapStart: number | undefined;
  for (let day = dayNumber({ year: firstYear, month: 1, day: 1 }); day <= end; day += 1) {
    const isMissing = day < end && !hasValue(byDay.get(day));
    if (isMissing) gapStart ??= day;
    else if (gapStart !== undefined) {
      gaps.push({
        from: formatCivilDate(dateOfDayNumber(gapStart)),
        to: formatCivilDate(dateOfDayNumber(day - 1)),
        days: day - gapStart,
      });
      gapStart = undefined;
    }
  }
  return gaps;
}
