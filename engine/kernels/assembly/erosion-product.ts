import { pairAt, toFloats } from "./erosion-maths";

/** Product of seven float layers in f64, from the first to the last, rounded once. */
export function productOfSeven(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  e: usize,
  f: usize,
  g: usize,
  product: usize,
  cells: usize,
): void {
  for (let cell: usize = 0; cell < cells; cell += 2) {
    const offset = cell << 2;
    let value = f64x2.mul(pairAt(a + offset), pairAt(b + offset));
    value = f64x2.mul(value, pairAt(c + offset));
    value = f64x2.mul(value, pairAt(d + offset));
    value = f64x2.mul(value, pairAt(e + offset));
    value = f64x2.mul(value, pairAt(f + offset));
    value = f64x2.mul(value, pairAt(g + offset));
    if (cell + 1 < cells) v128.store64_lane(product + offset, toFloats(value), 0);
    else v128.store32_lane(product + offset, toFloats(value), 0);
  }
}
