import { exp2Pair, pairAt, splat, toFloats } from "./erosion-maths";

const ENTRY_BYTES: usize = 64;

// @ts-ignore: decorator
@inline
function columnOf(first: usize, second: usize, index: usize): v128 {
  return v128.load64_lane(second + (index << 3), v128.load64_zero(first + (index << 3)), 1);
}

/**
 * B of a strip from the land use and 24 cover arrays. `table` has 256 entries of 8 doubles: above, aboveSlope, below, belowSlope,
 * rate, constant, 1 where the constant is B, unused. `covers` are 24 pointers (u32), `weights` 24 doubles. The twin is
 * engine/erosion/biological-strip.ts.
 */
export function biologicalStrip(
  landUse: usize,
  table: usize,
  covers: usize,
  weights: usize,
  biological: usize,
  cells: usize,
): void {
  const zero = splat(0);
  const one = splat(1);
  for (let cell: usize = 0; cell < cells; cell += 2) {
    const isPair = cell + 1 < cells;
    const offset = cell << 2;
    const first = table + <usize>load<u8>(landUse + cell) * ENTRY_BYTES;
    const second = table + <usize>load<u8>(landUse + cell + (isPair ? 1 : 0)) * ENTRY_BYTES;
    const isConstant = f64x2.ne(columnOf(first, second, 6), zero);
    let factor = columnOf(first, second, 5);
    if (!i64x2.all_true(isConstant)) {
      const above = columnOf(first, second, 0);
      const aboveSlope = columnOf(first, second, 1);
      const below = columnOf(first, second, 2);
      const belowSlope = columnOf(first, second, 3);
      const rate = columnOf(first, second, 4);
      let sum = zero;
      for (let k: usize = 0; k < 24; k++) {
        const cover = pairAt(<usize>load<u32>(covers + (k << 2)) + offset);
        const growth = exp2Pair(f64x2.mul(rate, f64x2.pmin(f64x2.pmax(cover, zero), one)));
        const ratio = f64x2.div(
          f64x2.add(above, f64x2.mul(aboveSlope, growth)),
          f64x2.add(below, f64x2.mul(belowSlope, growth)),
        );
        const held = f64x2.pmin(f64x2.pmax(ratio, zero), one);
        sum = f64x2.add(sum, f64x2.mul(held, v128.load64_splat(weights + (k << 3))));
      }
      factor = v128.bitselect(factor, sum, isConstant);
    }
    const floats = toFloats(factor);
    if (isPair) v128.store64_lane(biological + offset, floats, 0);
    else v128.store32_lane(biological + offset, floats, 0);
  }
}
