import { gradientNoise } from "./integer-noise.ts";

/** Half-months (1–24) for which the demonstration has an image; the survey interpolates the rest. */
export const coverHalfMonths = [5, 9, 12, 15, 18, 22] as const;

/** Cover in percent at those half-months, by land-use code (演示值): deciduous woods and orchards, crops, grass. */
const COVER: Readonly<Record<number, readonly number[]>> = {
  12: [35, 62, 38, 78, 70, 20],
  13: [12, 22, 40, 72, 58, 10],
  21: [14, 38, 56, 66, 58, 18],
  22: [50, 58, 66, 70, 68, 52],
  23: [14, 36, 52, 62, 56, 18],
  31: [38, 62, 76, 84, 78, 44],
  32: [30, 54, 72, 84, 76, 38],
  33: [24, 46, 60, 70, 62, 28],
  43: [26, 48, 68, 82, 72, 36],
  51: [8, 16, 20, 22, 20, 10],
  52: [10, 20, 28, 32, 28, 12],
  53: [1, 2, 4, 5, 4, 1],
  54: [6, 12, 18, 20, 18, 8],
  61: [5, 10, 14, 16, 14, 6],
  62: [2, 4, 6, 6, 6, 2],
  84: [8, 14, 18, 22, 20, 10],
};
/** Percent by which cover differs from place to place. */
const PATCHINESS = 13;

/** How cover differs at a position from that of its class, percent; the same at all dates. */
export function coverPatchiness(x: number, y: number): number {
  return PATCHINESS * (gradientNoise(x / 900, y / 900, 401) + 0.6 * gradientNoise(x / 260, y / 260, 403));
}

/** Cover of a land use at one of `coverHalfMonths`, percent 0–100; water has none. */
export function coverPercent(code: number, date: number, patchiness: number): number {
  const usual = COVER[code]?.[date];
  if (usual === undefined) return 0;
  const share = usual / 60;
  return Math.min(Math.max(Math.round(usual + patchiness * Math.min(share, 1)), 0), 100);
}

/** 林下盖度 of orchards and woods by land-use code, fraction (演示值); ground cover in orchards rises by the year. */
export function understoreyOf(year: number): Readonly<Record<string, number>> {
  const orchard = Math.min(Math.max(0.42 + 0.01 * (year - 2023), 0.2), 0.6);
  const inHundredths = Math.round(orchard * 100) / 100;
  return { "21": inHundredths, "23": inHundredths, "31": 0.94, "33": 0.85 };
}
