import { atanPair, constantAt, fifthRootPair, pairAt, splat, toFloats, withOneNaN } from "./erosion-maths";

// Order of `pointers` (u32) and `parameters` (f64) as set in engine/erosion/erosion-strip.ts, which also holds the twin.
// Cells go in blocks that stay in the first-level cache, each block through three short loops: one long loop would be a chain
// of some 300 operations in which the processor finds nothing to overlap (measured: half the rate).

const BLOCK_CELLS: usize = 512;

// @ts-ignore: decorator
@inline
function pointerAt(pointers: usize, index: usize): usize {
  return <usize>load<u32>(pointers + (index << 2));
}

// @ts-ignore: decorator
@inline
function parameterAt(parameters: usize, index: usize): v128 {
  return v128.load64_splat(parameters + (index << 3));
}

// @ts-ignore: decorator
@inline
function layerAt(layer: usize, offset: usize, constant: v128): v128 {
  return layer == 0 ? constant : pairAt(layer + offset);
}

// @ts-ignore: decorator
@inline
function storeFloats(output: usize, floats: v128): void {
  v128.store64_lane(output, floats, 0);
}

/** Slope angle, as floats to `slopeDegrees` and as doubles to `angles`. */
function anglesOfBlock(from: usize, end: usize, slopeTangent: usize, slopeDegrees: usize, angles: usize): void {
  const degreesPerRadian = splat(57.29577951308232);
  for (let cell = from; cell < end; cell += 2) {
    const offset = cell << 2;
    const degrees = toFloats(f64x2.mul(atanPair(pairAt(slopeTangent + offset)), degreesPerRadian));
    storeFloats(slopeDegrees + offset, degrees);
    v128.store(angles + ((cell - from) << 3), f64x2.promote_low_f32x4(degrees));
  }
}

/** uᵐ for m = 0.5 above 5°, 0.4 above 3°, 0.3 above 1°, else 0.2. */
// @ts-ignore: decorator
@inline
function gentlePower(u: v128, upToFive: v128, upToThree: v128, upToOne: v128): v128 {
  const q = fifthRootPair(u);
  const square = f64x2.mul(q, q);
  // 0.3 and 0.5 are square roots: of q³ and of u.
  const root = f64x2.sqrt(v128.bitselect(f64x2.mul(square, q), u, upToThree));
  const power = v128.bitselect(v128.bitselect(root, square, upToThree), root, upToFive);
  return v128.bitselect(q, power, upToOne);
}

/** L, as doubles to `lengths`. */
function lengthsOfBlock(
  from: usize,
  end: usize,
  slopeLength: usize,
  direction: usize,
  steps: usize,
  parameters: usize,
  angles: usize,
  lengths: usize,
): void {
  const metresPerUnit = parameterAt(parameters, 0);
  const maximumMetres = parameterAt(parameters, 1);
  const maximumDegrees = parameterAt(parameters, 2);
  const plotsPerMetre = splat(1.0 / 22.13);
  const zero = splat(0);
  const three = splat(3);
  const five = splat(5);
  const one = splat(1);
  for (let cell = from; cell < end; cell += 2) {
    const offset = cell << 2;
    const scratch = (cell - from) << 3;
    const theta = f64x2.pmin(v128.load(angles + scratch), maximumDegrees);
    const units = f64x2.convert_low_i32x4_u(v128.load64_zero(slopeLength + offset));
    const lengthOut = f64x2.pmin(f64x2.mul(units, metresPerUnit), maximumMetres);
    const first = v128.load64_zero(steps + (<usize>load<u8>(direction + cell) << 3));
    const step = v128.load64_lane(steps + (<usize>load<u8>(direction + cell + 1) << 3), first, 1);
    const lengthIn = f64x2.pmax(f64x2.sub(lengthOut, step), zero);
    const out = f64x2.mul(lengthOut, plotsPerMetre);
    const into = f64x2.mul(lengthIn, plotsPerMetre);
    const upToFive = f64x2.le(theta, five);
    let outPower: v128;
    let intoPower: v128;
    if (v128.any_true(upToFive)) {
      const upToThree = f64x2.le(theta, three);
      const upToOne = f64x2.le(theta, one);
      outPower = gentlePower(out, upToFive, upToThree, upToOne);
      intoPower = gentlePower(into, upToFive, upToThree, upToOne);
    } else {
      outPower = f64x2.sqrt(out);
      intoPower = f64x2.sqrt(into);
    }
    const quotient = f64x2.div(
      f64x2.sub(f64x2.mul(out, outPower), f64x2.mul(into, intoPower)),
      f64x2.sub(out, into),
    );
    // A cell without slope has no length either.
    const length = v128.bitselect(quotient, theta, f64x2.eq(theta, theta));
    v128.store(lengths + scratch, length);
  }
}

/** L, S, LS and the product, as floats. */
function productsOfBlock(
  from: usize,
  end: usize,
  pointers: usize,
  parameters: usize,
  angles: usize,
  lengths: usize,
): void {
  const slopeTangent = pointerAt(pointers, 0);
  const erosivity = pointerAt(pointers, 3);
  const erodibility = pointerAt(pointers, 4);
  const biological = pointerAt(pointers, 5);
  const engineering = pointerAt(pointers, 6);
  const tillage = pointerAt(pointers, 7);
  const lengthFactor = pointerAt(pointers, 9);
  const steepnessFactor = pointerAt(pointers, 10);
  const lengthSteepness = pointerAt(pointers, 11);
  const modulus = pointerAt(pointers, 12);
  const maximumDegrees = parameterAt(parameters, 2);
  const maximumSine = parameterAt(parameters, 3);
  const gentleFactor = parameterAt(parameters, 9);
  const gentleOffset = parameterAt(parameters, 10);
  const middleFactor = parameterAt(parameters, 11);
  const middleOffset = parameterAt(parameters, 12);
  const steepFactor = parameterAt(parameters, 13);
  const steepOffset = parameterAt(parameters, 14);
  const middleFrom = parameterAt(parameters, 15);
  const steepFrom = parameterAt(parameters, 16);
  const constantErosivity = parameterAt(parameters, 17);
  const constantErodibility = parameterAt(parameters, 18);
  const constantBiological = parameterAt(parameters, 19);
  const constantEngineering = parameterAt(parameters, 20);
  const constantTillage = parameterAt(parameters, 21);
  const one = splat(1);
  const hundred = splat(100);
  for (let cell = from; cell < end; cell += 2) {
    const offset = cell << 2;
    const scratch = (cell - from) << 3;
    const tangent = pairAt(slopeTangent + offset);
    const theta = f64x2.pmin(v128.load(angles + scratch), maximumDegrees);
    const sine = f64x2.pmin(
      f64x2.div(tangent, f64x2.sqrt(f64x2.add(one, f64x2.mul(tangent, tangent)))),
      maximumSine,
    );
    const isBelowMiddle = f64x2.lt(theta, middleFrom);
    const isBelowSteep = f64x2.lt(theta, steepFrom);
    const factor = v128.bitselect(
      gentleFactor,
      v128.bitselect(middleFactor, steepFactor, isBelowSteep),
      isBelowMiddle,
    );
    const summand = v128.bitselect(
      gentleOffset,
      v128.bitselect(middleOffset, steepOffset, isBelowSteep),
      isBelowMiddle,
    );
    const steepness = f64x2.add(f64x2.mul(factor, sine), summand);
    const length = v128.load(lengths + scratch);

    let product = f64x2.mul(
      layerAt(erosivity, offset, constantErosivity),
      layerAt(erodibility, offset, constantErodibility),
    );
    product = f64x2.mul(product, length);
    product = f64x2.mul(product, steepness);
    product = f64x2.mul(product, layerAt(biological, offset, constantBiological));
    product = f64x2.mul(product, layerAt(engineering, offset, constantEngineering));
    product = f64x2.mul(product, layerAt(tillage, offset, constantTillage));
    const modulusFloats = f32x4.demote_f64x2_zero(f64x2.mul(product, hundred));
    storeFloats(modulus + offset, modulusFloats);
    storeFloats(lengthFactor + offset, f32x4.demote_f64x2_zero(length));
    storeFloats(steepnessFactor + offset, f32x4.demote_f64x2_zero(steepness));
    storeFloats(lengthSteepness + offset, f32x4.demote_f64x2_zero(f64x2.mul(length, steepness)));
    // Whatever makes L or S missing makes the product missing too: one question for all four.
    if (v128.any_true(f32x4.ne(modulusFloats, modulusFloats))) {
      storeFloats(modulus + offset, withOneNaN(modulusFloats));
      storeFloats(lengthFactor + offset, toFloats(length));
      storeFloats(steepnessFactor + offset, toFloats(steepness));
      storeFloats(lengthSteepness + offset, toFloats(f64x2.mul(length, steepness)));
    }
  }
}

/** A true comparison is −1 in its lane: 1 less the sum of them is the class, and 0 where the modulus is not a number. */
// @ts-ignore: decorator
@inline
function classesOf(value: v128, tolerance: v128, light: v128, moderate: v128, intense: v128, veryIntense: v128): v128 {
  let count = i64x2.add(f64x2.ge(value, tolerance), f64x2.gt(value, light));
  count = i64x2.add(count, f64x2.gt(value, moderate));
  count = i64x2.add(count, f64x2.gt(value, intense));
  count = i64x2.add(count, f64x2.gt(value, veryIntense));
  return v128.and(i64x2.sub(i64x2.splat(1), count), f64x2.eq(value, value));
}

/** The class of the modulus as it is stored. */
function classesOfBlock(from: usize, end: usize, modulus: usize, intensity: usize, parameters: usize): void {
  const tolerance = parameterAt(parameters, 4);
  const light = parameterAt(parameters, 5);
  const moderate = parameterAt(parameters, 6);
  const intense = parameterAt(parameters, 7);
  const veryIntense = parameterAt(parameters, 8);
  for (let cell = from; cell < end; cell += 2) {
    const code = classesOf(pairAt(modulus + (cell << 2)), tolerance, light, moderate, intense, veryIntense);
    v128.store16_lane(intensity + cell, i8x16.shuffle(code, code, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8), 0);
  }
}

function block(from: usize, end: usize, pointers: usize, parameters: usize, steps: usize, scratch: usize): void {
  const angles = scratch;
  const lengths = scratch + (BLOCK_CELLS << 3);
  anglesOfBlock(from, end, pointerAt(pointers, 0), pointerAt(pointers, 8), angles);
  lengthsOfBlock(
    from,
    end,
    pointerAt(pointers, 1),
    pointerAt(pointers, 2),
    steps,
    parameters,
    angles,
    lengths,
  );
  productsOfBlock(from, end, pointers, parameters, angles, lengths);
  classesOfBlock(from, end, pointerAt(pointers, 12), pointerAt(pointers, 13), parameters);
}

/** `cells` ≥ 2; `scratch` is 16 bytes for each of 512 cells. */
export function erosionStrip(pointers: usize, parameters: usize, steps: usize, scratch: usize, cells: usize): void {
  const even = cells & ~1;
  for (let from: usize = 0; from < even; from += BLOCK_CELLS) {
    block(from, from + BLOCK_CELLS < even ? from + BLOCK_CELLS : even, pointers, parameters, steps, scratch);
  }
  // Outputs never overlap inputs, so that the last of an odd number goes with its neighbour once more.
  if (even != cells) block(cells - 2, cells, pointers, parameters, steps, scratch);
}
