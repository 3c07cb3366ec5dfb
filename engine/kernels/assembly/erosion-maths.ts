// Two doubles at a time. The twins are in engine/reproducible-maths; every step keeps their order.
// Constants are loaded from static data: a constant written in the code costs V8 four instructions each time, a load one.

const ATAN_POLYNOMIAL: usize = memory.data<f64>([
  0.04836250825714187, -0.06575466622199681, 0.07688083097039321, -0.0909079978066757, 0.11111109568616877,
  -0.14285714274997233, 0.1999999999997158, -0.3333333333333332,
]);

/** Limit, angle, rest of the angle, for the tangents ½, 1, 2, ∞. */
const ATAN_TURNS: usize = memory.data<f64>([
  0.2360679774997897, 0.4636476090008061, 2.2698777452961687e-17,
  0.7207592200561265, 0.7853981633974483, 3.061616997868383e-17,
  1.3874258867227933, 1.1071487177940904, 9.40447137356638e-17,
  4.23606797749979, 1.5707963267948966, 6.123233995736766e-17,
]);

const FIFTH_ROOT: usize = memory.data<f64>([1e-300, 1287181000, 0.2, 4503599627370496, 0.088, 0.12]);

const EXPONENTIAL: usize = memory.data<f64>([
  2.0914728984148772e-9, 2.5105275841936966e-8, 2.7557273542102106e-7, 2.755725525875986e-6, 2.4801587325627418e-5,
  0.00019841269874932202, 0.0013888888888883726, 0.008333333333326103, 0.04166666666666667, 0.1666666666666667, 0.5,
  6755399441055744, 0.6931471805599453,
]);

const ONE: usize = memory.data<f64>([1, -1, 2]);

const NOT_A_NUMBER: usize = memory.data<u32>([0x7fc00000]);

// @ts-ignore: decorator
@inline
export function splat(x: f64): v128 {
  return f64x2.splat(x);
}

/** Constant number `index` of a table, in both lanes. */
// @ts-ignore: decorator
@inline
export function constantAt(table: usize, index: usize): v128 {
  return v128.load64_splat(table + (index << 3));
}

/** q·z + constant number `index` of a table. */
// @ts-ignore: decorator
@inline
function step(q: v128, z: v128, table: usize, index: usize): v128 {
  return f64x2.add(f64x2.mul(q, z), constantAt(table, index));
}

/** Two floats as doubles. */
// @ts-ignore: decorator
@inline
export function pairAt(pointer: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(pointer));
}

/** Floats with every NaN made the same NaN: the bits of a layer are hashed. */
// @ts-ignore: decorator
@inline
export function withOneNaN(floats: v128): v128 {
  return v128.bitselect(floats, v128.load32_splat(NOT_A_NUMBER), f32x4.eq(floats, floats));
}

/** Two doubles rounded to floats, with every NaN made the same NaN, in the lower half. */
// @ts-ignore: decorator
@inline
export function toFloats(x: v128): v128 {
  return withOneNaN(f32x4.demote_f64x2_zero(x));
}

/** Arc tangent of t ≥ 0. */
// @ts-ignore: decorator
@inline
export function atanPair(t: v128): v128 {
  let u = t;
  let high = v128.xor(t, t);
  let low = high;
  let mask = f64x2.gt(t, constantAt(ATAN_TURNS, 0));
  // Gentle slopes, up to 13.3°, need no turning; beyond 35.8° few cells go.
  if (v128.any_true(mask)) {
    const one = constantAt(ONE, 0);
    const two = constantAt(ONE, 2);
    const twice = f64x2.add(t, t);
    let numerator = v128.bitselect(f64x2.sub(twice, one), t, mask);
    let denominator = v128.bitselect(f64x2.add(two, t), one, mask);
    high = v128.and(constantAt(ATAN_TURNS, 1), mask);
    low = v128.and(constantAt(ATAN_TURNS, 2), mask);
    mask = f64x2.gt(t, constantAt(ATAN_TURNS, 3));
    if (v128.any_true(mask)) {
      numerator = v128.bitselect(f64x2.sub(t, one), numerator, mask);
      denominator = v128.bitselect(f64x2.add(t, one), denominator, mask);
      high = v128.bitselect(constantAt(ATAN_TURNS, 4), high, mask);
      low = v128.bitselect(constantAt(ATAN_TURNS, 5), low, mask);
      mask = f64x2.gt(t, constantAt(ATAN_TURNS, 6));
      numerator = v128.bitselect(f64x2.sub(t, two), numerator, mask);
      denominator = v128.bitselect(f64x2.add(one, twice), denominator, mask);
      high = v128.bitselect(constantAt(ATAN_TURNS, 7), high, mask);
      low = v128.bitselect(constantAt(ATAN_TURNS, 8), low, mask);
      mask = f64x2.gt(t, constantAt(ATAN_TURNS, 9));
      numerator = v128.bitselect(constantAt(ONE, 1), numerator, mask);
      denominator = v128.bitselect(t, denominator, mask);
      high = v128.bitselect(constantAt(ATAN_TURNS, 10), high, mask);
      low = v128.bitselect(constantAt(ATAN_TURNS, 11), low, mask);
    }
    u = f64x2.div(numerator, denominator);
  }
  const z = f64x2.mul(u, u);
  let q = constantAt(ATAN_POLYNOMIAL, 0);
  q = step(q, z, ATAN_POLYNOMIAL, 1);
  q = step(q, z, ATAN_POLYNOMIAL, 2);
  q = step(q, z, ATAN_POLYNOMIAL, 3);
  q = step(q, z, ATAN_POLYNOMIAL, 4);
  q = step(q, z, ATAN_POLYNOMIAL, 5);
  q = step(q, z, ATAN_POLYNOMIAL, 6);
  q = step(q, z, ATAN_POLYNOMIAL, 7);
  const angle = f64x2.add(u, f64x2.mul(u, f64x2.mul(z, q)));
  return f64x2.add(high, f64x2.add(low, angle));
}

/** x^(1/5) of x ≥ 0. */
// @ts-ignore: decorator
@inline
export function fifthRootPair(x: v128): v128 {
  const one = constantAt(ONE, 0);
  const fifth = constantAt(FIFTH_ROOT, 2);
  // `pmax` is one instruction where `max` is seven; they differ for zeros of unlike sign only.
  const safe = f64x2.pmax(x, constantAt(FIFTH_ROOT, 0));
  const highWords = i32x4.shuffle(safe, safe, 1, 3, 1, 3);
  const estimate = f64x2.sub(constantAt(FIFTH_ROOT, 1), f64x2.mul(fifth, f64x2.convert_low_i32x4_s(highWords)));
  // Added to 2⁵², the estimate stands as an integer in the lower word; the shift makes it the upper word.
  let y = i64x2.shl(f64x2.add(estimate, constantAt(FIFTH_ROOT, 3)), 32);
  let square = f64x2.mul(y, y);
  let r = f64x2.sub(one, f64x2.mul(safe, f64x2.mul(f64x2.mul(square, square), y)));
  let series = step(constantAt(FIFTH_ROOT, 4), r, FIFTH_ROOT, 5);
  series = f64x2.add(f64x2.mul(series, r), fifth);
  y = f64x2.add(y, f64x2.mul(y, f64x2.mul(r, series)));
  square = f64x2.mul(y, y);
  r = f64x2.sub(one, f64x2.mul(safe, f64x2.mul(f64x2.mul(square, square), y)));
  series = f64x2.add(f64x2.mul(constantAt(FIFTH_ROOT, 5), r), fifth);
  y = f64x2.add(y, f64x2.mul(y, f64x2.mul(r, series)));
  square = f64x2.mul(y, y);
  const inverseFourthPower = f64x2.mul(square, square);
  const root = f64x2.mul(x, inverseFourthPower);
  const rootSquare = f64x2.mul(root, root);
  const excess = f64x2.sub(x, f64x2.mul(f64x2.mul(rootSquare, rootSquare), root));
  return f64x2.add(root, f64x2.mul(excess, f64x2.mul(fifth, inverseFourthPower)));
}

/** 2ˣ for |x| < 1000. */
// @ts-ignore: decorator
@inline
export function exp2Pair(x: v128): v128 {
  const integersOnly = constantAt(EXPONENTIAL, 11);
  const shifted = f64x2.add(x, integersOnly);
  const n = f64x2.sub(shifted, integersOnly);
  const r = f64x2.mul(f64x2.sub(x, n), constantAt(EXPONENTIAL, 12));
  let q = constantAt(EXPONENTIAL, 0);
  q = step(q, r, EXPONENTIAL, 1);
  q = step(q, r, EXPONENTIAL, 2);
  q = step(q, r, EXPONENTIAL, 3);
  q = step(q, r, EXPONENTIAL, 4);
  q = step(q, r, EXPONENTIAL, 5);
  q = step(q, r, EXPONENTIAL, 6);
  q = step(q, r, EXPONENTIAL, 7);
  q = step(q, r, EXPONENTIAL, 8);
  q = step(q, r, EXPONENTIAL, 9);
  q = step(q, r, EXPONENTIAL, 10);
  const one = constantAt(ONE, 0);
  const sum = f64x2.add(one, r);
  const lost = f64x2.sub(r, f64x2.sub(sum, one));
  const power = f64x2.add(sum, f64x2.add(lost, f64x2.mul(f64x2.mul(r, r), q)));
  // The lowest bits of `shifted` are n; moved up they are what n adds to the exponent of the result.
  return i64x2.add(power, i64x2.shl(shifted, 52));
}
