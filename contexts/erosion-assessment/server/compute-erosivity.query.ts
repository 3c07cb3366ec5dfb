import { basename } from "node:path";
import { type MeanErosivity, meanErosivity } from "#engine/erosion";
import type { Note } from "../model/index.ts";
import { readDailyRain } from "./survey-inputs/daily-rain-file.ts";

/** What `terrace erosivity` prints: R, its course through the year, and what it rests on. */
export interface ErosivityReport {
  readonly file: string;
  readonly model: MeanErosivity["model"];
  /** R, MJ·mm/(hm²·h·a). */
  readonly annual: number;
  /** 24 values, same unit, adding up to `annual`. */
  readonly halfMonths: readonly number[];
  /** 24 weights WR, adding up to 1. */
  readonly weights: readonly number[];
  readonly yearsUsed: readonly number[];
  readonly yearsDropped: readonly { readonly year: number; readonly missingDays: number; readonly reason: string }[];
  readonly years: MeanErosivity["yearsUsed"];
  readonly gaps: MeanErosivity["gaps"];
  readonly notes: readonly Note[];
}

/** A normal of fewer years than this follows single storms rather than the climate. */
const YEARS_OF_A_NORMAL = 30;

/** @throws TerraceError of reading the file, and `rain-no-complete-year` */
export async function computeErosivity(
  path: string,
  options: { readonly maximumMissingDays?: number } = {},
): Promise<ErosivityReport> {
  const mean = meanErosivity(await readDailyRain(path), options);
  return {
    file: basename(path),
    model: mean.model,
    annual: mean.annual,
    halfMonths: mean.halfMonths,
    weights: mean.weights,
    yearsUsed: mean.yearsUsed.map(({ year }) => year),
    yearsDropped: mean.yearsDropped.map(({ year, missingDays, reason }) => ({
      year,
      missingDays,
      reason: reason === "no-record" ? "全年没有记录" : `缺测 ${missingDays.toFixed(1)} 天`,
    })),
    years: mean.yearsUsed,
    gaps: mean.gaps,
    notes: notesOf(mean),
  };
}

function notesOf(mean: MeanErosivity): Note[] {
  const notes: Note[] = [];
  const years = mean.yearsUsed.length;
  if (years < YEARS_OF_A_NORMAL) {
    notes.push({
      zh: `只有 ${years} 年可用，少于 ${YEARS_OF_A_NORMAL} 年，多年平均不稳`,
      en: `only ${years} years can be used, fewer than ${YEARS_OF_A_NORMAL}: the mean is not stable`,
    });
  }
  const daysInGaps = mean.gaps.reduce((sum, gap) => sum + gap.days, 0);
  if (mean.gaps.length > 0) {
    const longest = mean.gaps.reduce((most, gap) => (gap.days > most.days ? gap : most));
    notes.push({
      zh: `${mean.gaps.length} 段缺测共 ${daysInGaps} 天，最长 ${longest.from} 至 ${longest.to}（${longest.days} 天）`,
      en: `${mean.gaps.length} gaps of ${daysInGaps} days in all, the longest from ${longest.from} to ${longest.to} (${longest.days} days)`,
    });
  }
  const partial = mean.erosivePartialDays.length;
  if (partial > 0) {
    notes.push({
      zh: `${partial} 个侵蚀性雨日有缺测小时，这些天的雨量偏小，R 是下限`,
      en: `${partial} erosive days lack hours, so that their rain is too small and R a lower bound`,
    });
  }
  if (mean.annual === 0) {
    notes.push({ zh: "没有一天达到侵蚀性雨量 10 mm，R 为 0", en: "no day reached 10 mm, the erosive rain; R is 0" });
  }
  return notes;
}
