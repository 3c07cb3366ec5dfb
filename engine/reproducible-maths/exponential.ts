import { nearestInteger, scaleByPowerOfTwo } from "./float64-bits.ts";

/** ln 2 in two parts: the upper one has 32 bits, so that it times an exponent is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

/**
 * e^(r + rest) for |r| ≤ 0.3468 (half of ln 2) and a rest below the last bit of r. Polynomial of degree 12 through Chebyshev nodes, computed for this project in 60-digit
 * arithmetic: relative error below 2⁻⁶¹ before rounding. At r = 0 it is exactly 1, so powers of two come out exact.
 */
export function exponentialNearZero(r: number, rest = 0): number {
  let q = 2.0914728984148772e-9;
  q = q * r + 2.5105275841936966e-8;
  q = q * r + 2.7557273542102106e-7;
  q = q * r + 2.755725525875986e-6;
  q = q * r + 2.4801587325627418e-5;
  q = q * r + 0.00019841269874932202;
  q = q * r + 0.0013888888888883726;
  q = q * r + 0.008333333333326103;
  q = q * r + 0.04166666666666667;
  q = q * r + 0.1666666666666667;
  q = q * r + 0.5;
  // 1 + r loses bits of r; they are added back with the small terms, so that the sum is rounded once.
  const sum = 1 + r;
  return sum + (r - (sum - 1) + (r * r * q + rest * sum));
}

/** 2ˣ, within 2 units in the last place; exact when x is an integer. */
export function exp2(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x >= 1025) return Number.POSITIVE_INFINITY;
  if (x <= -1080) return 0;
  const n = nearestInteger(x);
  return scaleByPowerOfTwo(exponentialNearZero((x - n) * Math.LN2), n);
}

/** eˣ, within 2 units in the last place; exactly 1 at 0. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x >= 710) return Number.POSITIVE_INFINITY;
  if (x <= -746) return 0;
  const n = nearestInteger(x * Math.LOG2E);
  return scaleByPowerOfTwo(exponentialNearZero(x - n * LN2_HIGH - n * LN2_LOW), n);
}
