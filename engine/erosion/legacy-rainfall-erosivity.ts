import { rainfallErosivity } from "#engine/quantities";
import { pow } from "#engine/reproducible-maths";
import type { DailyRain } from "./daily-rain-record.ts";
import { HALF_MONTHS, halfMonthOf } from "./half-months.ts";
import {
  courseOfYear,
  DEFAULT_MAXIMUM_MISSING_DAYS,
  type MeanErosivity,
  partialErosiveDays,
  selectYears,
} from "./rainfall-erosivity.ts";

/** Erosive days of the 2003 model, mm. */
const EROSIVE_DAY_MILLIMETRES = 12;

/**
 * The daily model of Zhang Wenbo et al. 2003, met in reports up to the first national water census: per half-month α·Σ D^β with
 * β = 0.8363 + 18.144/Pd12 + 24.455/Py12 and α = 21.586·β^(−7.1891), days of 12 mm and more. For reading old series only: its
 * result carries `model: "daily-2003-legacy"` and must never stand in one series with the present model.
 * @throws TerraceError as `meanErosivity`
 */
export function legacyMeanErosivity(
  records: readonly DailyRain[],
  maximumMissingDays: number = DEFAULT_MAXIMUM_MISSING_DAYS,
): MeanErosivity {
  const { used, dropped, gaps } = selectYears(records, maximumMissingDays);
  const isErosive = (day: { rainMillimetres: number }) => day.rainMillimetres >= EROSIVE_DAY_MILLIMETRES;
  const erosiveDays = used.flatMap((year) => year.days.filter(isErosive));
  const rain = erosiveDays.reduce((sum, day) => sum + day.rainMillimetres, 0);
  const { alpha, beta } = legacyParameters(rain / erosiveDays.length, rain / used.length);

  const sums = new Float64Array(HALF_MONTHS);
  const yearsUsed = used.map((year) => {
    const days = year.days.filter(isErosive);
    let erosivity = 0;
    for (const { date, rainMillimetres } of days) {
      const ofDay = alpha * pow(rainMillimetres, beta);
      erosivity += ofDay;
      sums[halfMonthOf(date)]! += ofDay;
    }
    return {
      year: year.year,
      erosivity: rainfallErosivity(erosivity),
      rainMillimetres: year.days.reduce((sum, day) => sum + day.rainMillimetres, 0),
      erosiveDays: days.length,
      missingDays: year.missingDays,
    };
  });
  return {
    model: "daily-2003-legacy",
    ...courseOfYear(Array.from(sums, (sum) => sum / used.length)),
    yearsUsed,
    yearsDropped: dropped,
    gaps,
    erosivePartialDays: partialErosiveDays(used, EROSIVE_DAY_MILLIMETRES),
  };
}

/**
 * α and β of the 2003 model. A record without an erosive day has none; its sums are empty anyway.
 * @param meanErosiveDay Pd12, mean rain of erosive days, mm
 * @param meanErosiveYear Py12, mean annual rain on erosive days, mm
 */
export function legacyParameters(meanErosiveDay: number, meanErosiveYear: number): { alpha: number; beta: number } {
  const beta = 0.8363 + 18.144 / meanErosiveDay + 24.455 / meanErosiveYear;
  return { alpha: 21.586 * pow(beta, -7.1891), beta };
}
