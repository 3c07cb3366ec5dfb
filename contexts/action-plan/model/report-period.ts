import type { ReferenceRow } from "#reference-data";

/** @zh 报告期 A quarter, written `2026-Q3`. */
export type ReportPeriod = string & { readonly reportPeriod: unique symbol };

const DESIGN = { source: "本产品设计（方案原文没有规定报告周期）", confidence: "design" } as const;

/** Days after the end of a quarter until its reports are due. */
export const daysToReport: ReferenceRow<number> = { value: 15, ...DESIGN, validFrom: "2024-09-13", validTo: null };

const WRITTEN = /^(?<year>\d{4})-Q(?<quarter>[1-4])$/;
const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** ISO date in China of a moment. */
export function chinaDate(moment: Date): string {
  return new Date(moment.getTime() + SHANGHAI).toISOString().slice(0, 10);
}

export function isReportPeriod(text: string): text is ReportPeriod {
  return WRITTEN.test(text);
}

/** The quarter of an ISO date. */
export function periodOf(date: string): ReportPeriod {
  return written(Number(date.slice(0, 4)), Math.ceil(Number(date.slice(5, 7)) / 3));
}

/** First and last day of a quarter and the day by which its reports are due, as ISO dates. */
export function periodDates(period: ReportPeriod): {
  readonly start: string;
  readonly end: string;
  readonly due: string;
} {
  const { year, quarter } = parts(period);
  const start = Date.UTC(year, (quarter - 1) * 3, 1);
  const end = Date.UTC(year, quarter * 3, 1) - DAY;
  return { start: isoDate(start), end: isoDate(end), due: isoDate(end + daysToReport.value * DAY) };
}

/** The quarter `steps` later, or earlier where negative. */
export function shiftPeriod(period: ReportPeriod, steps: number): ReportPeriod {
  const { year, quarter } = parts(period);
  const index = year * 4 + quarter - 1 + steps;
  return written(Math.floor(index / 4), (index % 4) + 1);
}

/** The quarter whose reports are being asked for on a day: the last one that has ended, but none before the plan's own first. */
export function currentPeriod(today: string, firstPeriod: ReportPeriod): ReportPeriod {
  const ended = shiftPeriod(periodOf(today), -1);
  return ended > firstPeriod ? ended : firstPeriod;
}

/** The quarters for which there can be reports on a day, latest first: from the plan's first to the one that runs. */
export function openPeriods(today: string, firstPeriod: ReportPeriod): readonly ReportPeriod[] {
  const periods: ReportPeriod[] = [];
  for (let period = periodOf(today); period >= firstPeriod; period = shiftPeriod(period, -1)) periods.push(period);
  return periods;
}

/** Days by which a report that is not there is late on a day; 0 as long as it is not. */
export function daysLate(period: ReportPeriod, today: string): number {
  return Math.max(0, (Date.parse(today) - Date.parse(periodDates(period).due)) / DAY);
}

function parts(period: ReportPeriod): { readonly year: number; readonly quarter: number } {
  const found = WRITTEN.exec(period)?.groups;
  if (!found) throw new Error(`${period} is no quarter`);
  return { year: Number(found.year), quarter: Number(found.quarter) };
}

function written(year: number, quarter: number): ReportPeriod {
  return `${year}-Q${quarter}` as ReportPeriod;
}

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
