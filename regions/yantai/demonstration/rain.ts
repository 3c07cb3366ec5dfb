import { hashUnit } from "./integer-noise.ts";

/** Share of wet days and scale of their rain (mm) by month: about 680 mm a year, 70 % of it from June to September. */
const WET_DAYS = [0.08, 0.08, 0.1, 0.12, 0.14, 0.16, 0.25, 0.23, 0.15, 0.12, 0.12, 0.1];
const SCALE = [2.0, 2.6, 4.0, 6.0, 7.2, 10.2, 13.2, 14.0, 10.0, 6.4, 5.4, 2.6];
/** A wet day is likelier after a wet day. */
const PERSISTENCE = 1.7;
const WETTEST_DAY = 175;
export const firstRainYear = 1994;
export const lastRainYear = 2023;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 1 && isLeap ? 29 : MONTH_DAYS[month]!;
}

export interface RainDay {
  readonly date: string;
  readonly millimetres: number;
}

/**
 * 演示值: 30 years of daily rain of a station that does not exist, by a first-order chain of wet and dry days with
 * log-logistic amounts (shape 2, so that a square root does).
 */
export function demonstrationRain(): RainDay[] {
  const days: RainDay[] = [];
  let wasWet: boolean = false;
  for (let year = firstRainYear; year <= lastRainYear; year++) {
    const wetness = 0.72 + 0.56 * hashUnit(year, 0, 421);
    for (let month = 0; month < 12; month++) {
      const chance = WET_DAYS[month]!;
      // With p after a dry day and PERSISTENCE·p after a wet one, the share of wet days stays `chance`.
      const afterDry = chance / (1 + (PERSISTENCE - 1) * chance);
      for (let day = 1; day <= daysIn(year, month); day++) {
        const isWet: boolean = hashUnit(year, month * 32 + day, 423) < (wasWet ? PERSISTENCE * afterDry : afterDry);
        wasWet = isWet;
        const u = Math.min(hashUnit(year, month * 32 + day, 427), 0.9995);
        const amount = isWet ? Math.min(SCALE[month]! * wetness * Math.sqrt(u / (1 - u)), WETTEST_DAY) : 0;
        days.push({
          date: `${year}-${String(month + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
          millimetres: Math.round(amount * 10) / 10,
        });
      }
    }
  }
  return days;
}

export function rainTable(): string {
  return `date,rain_mm\n${demonstrationRain()
    .map((day) => `${day.date},${day.millimetres.toFixed(1)}\n`)
    .join("")}`;
}
