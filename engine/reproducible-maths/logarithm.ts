import { LN2_HIGH, LN2_LOW } from "./exponential.ts";
import { highWord, withHighWord } from "./float64-bits.ts";

const ONE_OVER_LN2_HIGH = 1.4426950216293335;
const ONE_OVER_LN2_LOW = 1.9259629911266175e-8;

/** The exponent e of x = 2ᵉ · m with √½ ≤ m < √2, for a positive normal x. */
export function binaryExponent(x: number): number {
  const high = highWord(x);
  // 0x95f62 = 2²⁰ − the fraction bits of √2: adding it carries into the exponent exactly when m would be √2 or more.
  return ((high + 0x95f62) >>> 20) - 1023;
}

/** m of x = 2ᵉ · m, exact. */
export function significandNearOne(x: number, exponent: number): number {
  return withHighWord(x, highWord(x) - exponent * 0x100000);
}

/**
 * (ln(1 + f) − 2s) / s with s = f / (2 + f), as a polynomial in z = s² ≤ 0.0295. Through Chebyshev nodes, computed for this
 * project in 60-digit arithmetic: error below 2⁻⁶⁰ of the logarithm.
 */
export function logarithmRemainder(z: number): number {
  let q = 0.1308723619665962;
  q = q * z + 0.13268714792348096;
  q = q * z + 0.15386241881938595;
  q = q * z + 0.18181795600060793;
  q = q * z + 0.22222222392089008;
  q = q * z + 0.28571428570801954;
  q = q * z + 0.4000000000000088;
  q = q * z + 0.6666666666666666;
  return z * q;
}

/** ln(1 + f) in two parts for |f| ≤ 0.4143: f exactly, and what is to be subtracted from it (at most a fifth of it). */
function subtrahendOfLogarithm(f: number): number {
  const s = f / (2 + f);
  const halfSquare = 0.5 * f * f;
  // ln(1+f) = 2s + s·R and 2s = f − s·f, s·f = f²/2 − s·f²/2: so ln(1+f) = f − (f²/2 − s·(f²/2 + R)).
  return halfSquare - s * (halfSquare + logarithmRemainder(s * s));
}

/** Natural logarithm, within 2 units in the last place. ln 0 = −∞, negative → NaN. */
export function log(x: number): number {
  const special = specialLogarithm(x);
  if (special !== undefined) return special;
  const normal = x < 2.2250738585072014e-308 ? x * 18014398509481984 : x;
  const e = binaryExponent(normal);
  const f = significandNearOne(normal, e) - 1;
  const exponent = normal === x ? e : e - 54;
  return exponent * LN2_HIGH - (subtrahendOfLogarithm(f) - exponent * LN2_LOW - f);
}

/** Logarithm to base 2, within 2 units in the last place; exact for powers of two. */
export function log2(x: number): number {
  const special = specialLogarithm(x);
  if (special !== undefined) return special;
  const normal = x < 2.2250738585072014e-308 ? x * 18014398509481984 : x;
  const e = binaryExponent(normal);
  const f = significandNearOne(normal, e) - 1;
  const exponent = normal === x ? e : e - 54;
  const subtrahend = subtrahendOfLogarithm(f);
  // The upper part is cut to 32 bits so that its product with the upper part of 1/ln 2 is exact.
  const upper = withoutLowWord(f - subtrahend);
  const lower = f - upper - subtrahend;
  const product = upper * ONE_OVER_LN2_HIGH;
  const tail = lower * ONE_OVER_LN2_HIGH + (upper + lower) * ONE_OVER_LN2_LOW;
  const sum = exponent + product;
  return sum + (tail + (exponent - sum + product));
}

function withoutLowWord(x: number): number {
  // Veltkamp's splitting: 2²⁹ + 1 leaves 24 bits above.
  const t = x * 536870913;
  return t - (t - x);
}

function specialLogarithm(x: number): number | undefined {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  return undefined;
}
