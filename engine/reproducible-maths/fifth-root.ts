import { fromHighWord, highWord, nearestInteger } from "./float64-bits.ts";

/** 1.2 · 1023 · 2²⁰, less what makes the errors of reading the fraction bits as a logarithm lie evenly about 0 (± 3.4 %). */
const ESTIMATE_BIAS = 1287181000;

/**
 * x^(1/5) for x ≥ 0 (finite, not subnormal), within 2 units in the last place; 0 at 0.
 *
 * The slope-length exponents of the CSLE are 0.2, 0.3, 0.4 and 0.5, so that a fifth root and a square root give all of them
 * without a logarithm: two such powers a cell are what the fused kernel spends most of its time on. The first estimate of
 * x^(−1/5) is read from the exponent bits; two steps of its binomial series bring it to 10⁻¹², one Newton step on the root
 * itself to the last place.
 */
export function fifthRoot(x: number): number {
  // Below 1e-300 the fifth power would overflow; 0 times a large number is still 0.
  const safe = Math.max(x, 1e-300);
  let y = fromHighWord(nearestInteger(ESTIMATE_BIAS - 0.2 * highWord(safe)));
  let square = y * y;
  let r = 1 - safe * (square * square * y);
  y = y + y * (r * (0.2 + r * (0.12 + r * 0.088)));
  square = y * y;
  r = 1 - safe * (square * square * y);
  y = y + y * (r * (0.2 + r * 0.12));
  square = y * y;
  const inverseFourthPower = square * square;
  const root = x * inverseFourthPower;
  const rootSquare = root * root;
  return root + (x - rootSquare * rootSquare * root) * (0.2 * inverseFourthPower);
}
