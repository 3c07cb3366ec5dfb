/** π/2 − 2⁻⁵⁴ and the like: each angle in two parts, so that the sum is rounded once. */
const ATAN_HALF = 0.4636476090008061;
const ATAN_HALF_REST = 2.2698777452961687e-17;
const QUARTER_PI = 0.7853981633974483;
const QUARTER_PI_REST = 3.061616997868383e-17;
const ATAN_TWO = 1.1071487177940904;
const ATAN_TWO_REST = 9.40447137356638e-17;
const HALF_PI = 1.5707963267948966;
const HALF_PI_REST = 6.123233995736766e-17;

export const DEGREES_PER_RADIAN = 57.29577951308232;
export const RADIANS_PER_DEGREE = 0.017453292519943295;

/**
 * Arc tangent in radians, within 2 units in the last place; odd, not decreasing, exact at 0, ±1 and ±∞.
 *
 * The tangent is turned towards the nearest of the angles whose tangents are 0, ½, 1, 2, ∞ by (t − c) / (1 + c·t), which leaves at
 * most 0.2361; there a polynomial of degree 17 (Chebyshev nodes, computed for this project, error below 2⁻⁵⁷) is enough.
 * Four comparisons and one division: the same steps serve two cells at once in the SIMD kernel.
 */
export function atan(x: number): number {
  const t = Math.abs(x);
  let numerator = t;
  let denominator = 1;
  let high = 0;
  let low = 0;
  // The limits are the tangents halfway between the five angles.
  if (t > 0.2360679774997897) {
    numerator = 2 * t - 1;
    denominator = 2 + t;
    high = ATAN_HALF;
    low = ATAN_HALF_REST;
  }
  if (t > 0.7207592200561265) {
    numerator = t - 1;
    denominator = t + 1;
    high = QUARTER_PI;
    low = QUARTER_PI_REST;
  }
  if (t > 1.3874258867227933) {
    numerator = t - 2;
    denominator = 1 + 2 * t;
    high = ATAN_TWO;
    low = ATAN_TWO_REST;
  }
  if (t > 4.23606797749979) {
    numerator = -1;
    denominator = t;
    high = HALF_PI;
    low = HALF_PI_REST;
  }
  const u = numerator / denominator;
  const z = u * u;
  let q = 0.04836250825714187;
  q = q * z - 0.06575466622199681;
  q = q * z + 0.07688083097039321;
  q = q * z - 0.0909079978066757;
  q = q * z + 0.11111109568616877;
  q = q * z - 0.14285714274997233;
  q = q * z + 0.1999999999997158;
  q = q * z - 0.3333333333333332;
  const angle = high + (low + (u + u * (z * q)));
  return x < 0 ? -angle : angle;
}

/** Sine of an angle in degrees, 0 ≤ θ ≤ 90, within 2 units in the last place. */
export function sineOfDegrees(theta: number): number {
  return theta <= 45 ? sineNearZero(theta * RADIANS_PER_DEGREE) : cosineNearZero((90 - theta) * RADIANS_PER_DEGREE);
}

/** Cosine of an angle in degrees, 0 ≤ θ ≤ 90, within 2 units in the last place. */
export function cosineOfDegrees(theta: number): number {
  return sineOfDegrees(90 - theta);
}

/** Tangent of an angle in degrees, 0 ≤ θ ≤ 90, within 3 units in the last place. */
export function tangentOfDegrees(theta: number): number {
  return sineOfDegrees(theta) / cosineOfDegrees(theta);
}

/** The power series to x¹⁷, 0 ≤ x ≤ π/4. */
function sineNearZero(x: number): number {
  const z = x * x;
  let q = 1 / 355687428096000;
  q = q * z - 1 / 1307674368000;
  q = q * z + 1 / 6227020800;
  q = q * z - 1 / 39916800;
  q = q * z + 1 / 362880;
  q = q * z - 1 / 5040;
  q = q * z + 1 / 120;
  q = q * z - 1 / 6;
  return x + x * (z * q);
}

/** The power series to x¹⁸, 0 ≤ x ≤ π/4. */
function cosineNearZero(x: number): number {
  const z = x * x;
  let q = -1 / 6402373705728000;
  q = q * z + 1 / 20922789888000;
  q = q * z - 1 / 87178291200;
  q = q * z + 1 / 479001600;
  q = q * z - 1 / 3628800;
  q = q * z + 1 / 40320;
  q = q * z - 1 / 720;
  q = q * z + 1 / 24;
  return 1 - (0.5 * z - z * (z * q));
}
