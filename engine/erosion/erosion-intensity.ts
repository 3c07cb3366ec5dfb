import type { ErosionModulus } from "#engine/quantities";

/** Raster code of 土壤侵蚀强度: 1 微度, 2 轻度, 3 中度, 4 强烈, 5 极强烈, 6 剧烈; 0 no data. */
export type IntensityCode = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Upper limits of 轻度, 中度, 强烈, 极强烈, t/(km²·a) (SL 190-2007). */
export type IntensityLimits = readonly [light: number, moderate: number, intense: number, veryIntense: number];

export const intensityLimits: IntensityLimits = [2500, 5000, 8000, 15000];

/**
 * @zh 土壤侵蚀强度 of a modulus. Below the tolerance 微度; from it on 轻度 up to and including 2500, 中度 to 5000, 强烈 to 8000,
 * 极强烈 to 15000, above 剧烈. The standard prints only “< tolerance” and “> 15000”; that the shared ends between belong to the
 * lower class is the convention of this product, after the pattern of the last. Not a number gives 0.
 */
export function intensityOf(
  modulus: ErosionModulus,
  toleranceModulus: ErosionModulus,
  limits: IntensityLimits = intensityLimits,
): IntensityCode {
  if (Number.isNaN(modulus)) return 0;
  if (modulus < toleranceModulus) return 1;
  if (modulus <= limits[0]) return 2;
  if (modulus <= limits[1]) return 3;
  if (modulus <= limits[2]) return 4;
  return modulus <= limits[3] ? 5 : 6;
}
