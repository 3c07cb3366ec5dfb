import { type RainfallErosivity, rainfallErosivity } from "#engine/quantities";
import { pow } from "#engine/reproducible-maths";
import { TerraceError } from "#errors";
import { type DailyRain, groupByYear, type PartialDay, type RainGap, type RainYear } from "./daily-rain-record.ts";
import { HALF_MONTHS, halfMonthOf } from "./half-months.ts";

/** Constants of the daily model of Xie et al. 2016 (J. Hydrol. 535) as used by the dynamic monitoring. */
export interface DailyErosivityConstants {
  /** P ≥ this is an erosive day, mm. */
  readonly erosiveDayMillimetres: number;
  readonly exponent: number;
  /** α of the warm season. */
  readonly warmCoefficient: number;
  /** α of the cold season. */
  readonly coldCoefficient: number;
  /** First and last month of the warm season, inclusive. */
  readonly warmMonths: readonly [first: number, last: number];
}

export const dailyErosivityConstants: DailyErosivityConstants = {
  erosiveDayMillimetres: 10,
  exponent: 1.7265,
  warmCoefficient: 0.3937,
  coldCoefficient: 0.3101,
  warmMonths: [5, 9],
};

/**
 * A year counts when no more than this many days are missing: 18 days are 5 % of a year. Our own choice; the standard is not
 * known to name a figure. Missing hours of partial days count as parts of a day.
 */
export const DEFAULT_MAXIMUM_MISSING_DAYS = 18;

/** @zh 一年的降雨侵蚀力. */
export interface YearErosivity {
  readonly year: number;
  readonly erosivity: RainfallErosivity;
  readonly rainMillimetres: number;
  readonly erosiveDays: number;
  readonly missingDays: number;
}

export interface DroppedYear {
  readonly year: number;
  readonly reason: "no-record" | "too-many-missing-days";
  readonly missingDays: number;
}

/** @zh 多年平均降雨侵蚀力 with its course through the year and what it rests on. */
export interface MeanErosivity {
  readonly model: "daily-2016" | "daily-2003-legacy";
  /** R, MJ·mm/(hm²·h·a). */
  readonly annual: RainfallErosivity;
  /** R of each half-month, same unit; they add up to `annual`. */
  readonly halfMonths: readonly number[];
  /** WR, the share of each half-month in R; 1 altogether, and equal shares where no day was erosive. */
  readonly weights: readonly number[];
  readonly yearsUsed: readonly YearErosivity[];
  readonly yearsDropped: readonly DroppedYear[];
  readonly gaps: readonly RainGap[];
  /** Partially missing days of the years used whose rain still reached the erosive threshold: R is a lower bound there. */
  readonly erosivePartialDays: readonly PartialDay[];
}

export interface ErosivityOptions {
  readonly maximumMissingDays?: number;
  readonly constants?: DailyErosivityConstants;
}

/**
 * Erosivity of one day, MJ·mm/(hm²·h): α·P^1.7265, or 0 below the threshold.
 * @param month 1–12
 * @param rainMillimetres rain of the day, mm
 */
export function dailyErosivity(
  month: number,
  rainMillimetres: number,
  constants: DailyErosivityConstants = dailyErosivityConstants,
): number {
  if (!(rainMillimetres >= constants.erosiveDayMillimetres)) return 0;
  const isWarm = month >= constants.warmMonths[0] && month <= constants.warmMonths[1];
  const coefficient = isWarm ? constants.warmCoefficient : constants.coldCoefficient;
  return coefficient * pow(rainMillimetres, constants.exponent);
}

/**
 * Multi-year mean R from a daily record: R = Σ Rk, Rk = mean over years of Σ α·P^1.7265 over the erosive days of half-month k.
 * Only years that are complete enough count; all others are reported with the reason.
 * @throws TerraceError `rain-no-complete-year` and those of `groupByYear`
 */
export function meanErosivity(records: readonly DailyRain[], options: ErosivityOptions = {}): MeanErosivity {
  const constants = options.constants ?? dailyErosivityConstants;
  const selection = selectYears(records, options.maximumMissingDays ?? DEFAULT_MAXIMUM_MISSING_DAYS);
  const sums = new Float64Array(HALF_MONTHS);
  const yearsUsed = selection.used.map((year) => {
    let erosivity = 0;
    let rain = 0;
    let erosiveDays = 0;
    for (const { date, rainMillimetres } of year.days) {
      rain += rainMillimetres;
      const ofDay = dailyErosivity(date.month, rainMillimetres, constants);
      if (ofDay === 0) continue;
      erosiveDays += 1;
      erosivity += ofDay;
      sums[halfMonthOf(date)]! += ofDay;
    }
    return {
      year: year.year,
      erosivity: rainfallErosivity(erosivity),
      rainMillimetres: rain,
      erosiveDays,
      missingDays: year.missingDays,
    };
  });
  const halfMonths = Array.from(sums, (sum) => sum / yearsUsed.length);
  return {
    model: "daily-2016",
    ...courseOfYear(halfMonths),
    yearsUsed,
    yearsDropped: selection.dropped,
    gaps: selection.gaps,
    erosivePartialDays: partialErosiveDays(selection.used, constants.erosiveDayMillimetres),
  };
}

/** Annual sum and weights of 24 half-month values. */
export function courseOfYear(halfMonths: readonly number[]): {
  annual: RainfallErosivity;
  halfMonths: readonly number[];
  weights: readonly number[];
} {
  const annual = halfMonths.reduce((sum, value) => sum + value, 0);
  const weights = halfMonths.map((value) => (annual > 0 ? value / annual : 1 / HALF_MONTHS));
  return { annual: rainfallErosivity(annual), halfMonths, weights };
}

export function partialErosiveDays(years: readonly RainYear[], threshold: number): PartialDay[] {
  return years.flatMap((year) => year.partialDays.filter((day) => day.rainMillimetres >= threshold));
}

/** Splits the years of a record into those complete enough and those dropped. */
export function selectYears(
  records: readonly DailyRain[],
  maximumMissingDays: number,
): { used: RainYear[]; dropped: DroppedYear[]; gaps: RainGap[] } {
  const { years, gaps } = groupByYear(records);
  const used = years.filter((year) => year.days.length > 0 && year.missingDays <= maximumMissingDays);
  const dropped = years
    .filter((year) => !used.includes(year))
    .map(
      (year): DroppedYear => ({
        year: year.year,
        reason: year.days.length === 0 ? "no-record" : "too-many-missing-days",
        missingDays: year.missingDays,
      }),
    );
  if (used.length === 0) {
    const fewest = dropped.reduce((least, year) => Math.min(least, year.missingDays), Number.POSITIVE_INFINITY);
    throw new TerraceError({
      code: "rain-no-complete-year",
      userMessage: `降水资料没有一年足够完整：缺测最少的一年也缺 ${Math.ceil(fewest)} 天，允许 ${maximumMissingDays} 天。请补充资料，或放宽 maximumMissingDays。`,
      message: `No year of the rain record is complete enough: the best lacks ${Math.ceil(fewest)} days, ${maximumMissingDays} are allowed. Add data or raise maximumMissingDays.`,
      details: { maximumMissingDays, dropped },
    });
  }
  return { used, dropped, gaps };
}
