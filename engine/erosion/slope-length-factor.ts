import { fifthRoot } from "#engine/reproducible-maths";

/** Length of the standard plot, m. */
export const STANDARD_PLOT_METRES = 22.13;

/** Lengths are multiplied by this rather than divided by 22.13, here as in the raster kernel. */
export const PLOTS_PER_METRE: number = 1 / STANDARD_PLOT_METRES;

/** m, in tenths. */
export type SlopeLengthExponent = 0.2 | 0.3 | 0.4 | 0.5;

/** m of the CSLE: 0.2 to 1°, 0.3 to 3°, 0.4 to 5°, 0.5 above (upper ends included). */
export function slopeLengthExponent(thetaDegrees: number): SlopeLengthExponent {
  if (thetaDegrees <= 1) return 0.2;
  if (thetaDegrees <= 3) return 0.3;
  return thetaDegrees <= 5 ? 0.4 : 0.5;
}

/**
 * @zh 坡长因子 L of one segment (Foster): (λout^(m+1) − λin^(m+1)) / ((λout − λin)·22.13^m).
 * @param lengthInMetres λin, from the start of the slope to the upper edge of the segment
 * @param lengthOutMetres λout, to its lower edge, > λin
 */
export function slopeLengthFactor(lengthInMetres: number, lengthOutMetres: number, thetaDegrees: number): number {
  const m = slopeLengthExponent(thetaDegrees);
  const out = lengthOutMetres * PLOTS_PER_METRE;
  const into = lengthInMetres * PLOTS_PER_METRE;
  return (out * powerOfLength(out, m) - into * powerOfLength(into, m)) / (out - into);
}

/** uᵐ for the four exponents of the equation, by a fifth root and a square root (no logarithm: see `fifthRoot`). */
export function powerOfLength(u: number, m: SlopeLengthExponent): number {
  const q = fifthRoot(u);
  if (m === 0.2) return q;
  if (m === 0.4) return q * q;
  return Math.sqrt(m === 0.3 ? q * q * q : u);
}
