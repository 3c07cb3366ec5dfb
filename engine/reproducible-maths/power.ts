import { exponentialNearZero } from "./exponential.ts";
import { nearestInteger, scaleByPowerOfTwo } from "./float64-bits.ts";
import { binaryExponent, logarithmRemainder, significandNearOne } from "./logarithm.ts";

const LN2_REST = 2.3190468138462996e-17;
const ONE_OVER_LN2_REST = 2.0355273740931033e-17;

/**
 * xʸ for x ≥ 0, within 1 unit in the last place for |y| ≤ 64 (the logarithm is carried to 2⁻⁶⁰; the error grows with y beyond).
 * A negative or NaN base gives NaN: no quantity of this product is negative. xʸ is exact for y = 0, 1, 2 and ½.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y) || x < 0) return Number.NaN;
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  if (x === 0 || x === Number.POSITIVE_INFINITY) return (x === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY;
  const normal = x < 2.2250738585072014e-308 ? x * 18014398509481984 : x;
  const e = binaryExponent(normal);
  const exponent = normal === x ? e : e - 54;
  const m = significandNearOne(normal, e);
  const estimate = y * (exponent + (m - 1));
  if (estimate > 2200) return Number.POSITIVE_INFINITY;
  if (estimate < -2200) return 0;

  // s = (m − 1) / (m + 1) in two parts.
  const f = m - 1;
  const d = m + 1;
  const dRest = m - (d - 1);
  const s = f / d;
  const sd = s * d;
  const sRest = (f - sd - productRest(s, d, sd) - s * dRest) / d;
  // ln m = 2s + s·R(s²) in two parts.
  const tail = 2 * sRest + s * logarithmRemainder(s * s);
  const ln = 2 * s + tail;
  const lnRest = tail - (ln - 2 * s);
  // log₂ m in two parts.
  const binary = ln * Math.LOG2E;
  const binaryRest = productRest(ln, Math.LOG2E, binary) + (ln * ONE_OVER_LN2_REST + lnRest * Math.LOG2E);
  // y · (exponent + log₂ m) in parts.
  const coarse = y * exponent;
  const fine = y * binary;
  const rest = productRest(y, exponent, coarse) + productRest(y, binary, fine) + y * binaryRest;

  const n = nearestInteger(coarse + fine);
  const a = coarse - n;
  const sum = a + fine;
  const virtual = sum - a;
  const sumRest = a - (sum - virtual) + (fine - virtual) + rest;
  const fraction = sum + sumRest;
  const fractionRest = sumRest - (fraction - sum);
  const r = fraction * Math.LN2;
  const rRest = productRest(fraction, Math.LN2, r) + (fraction * LN2_REST + fractionRest * Math.LN2);
  return scaleByPowerOfTwo(exponentialNearZero(r, rRest), n);
}

/** a · b − fl(a · b), exactly (Dekker 1971, with Veltkamp's splitting). */
function productRest(a: number, b: number, product: number): number {
  const at = a * 134217729;
  const aHigh = at - (at - a);
  const aLow = a - aHigh;
  const bt = b * 134217729;
  const bHigh = bt - (bt - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
