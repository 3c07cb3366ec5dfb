// The 3 x 3 window of Horn 1981 around one cell, with what is missing extrapolated. Gradients are rise over run, f64.
// The twin is engine/terrain/horn-gradient.ts; both must keep the same order of operations.
//
// Inner cells go two at a time in f64x2: 5 times the scalar rate, and the same bits, since every lane does the same operations
// in the same order. Where a hole makes a pair's gradient NaN, the pair is done again cell by cell.

/** Rise to the east over run, and rise to the south over run, of the cell last given to `loadGradient`. */
export let gradientEast: f64 = 0;
export let gradientSouth: f64 = 0;

// @ts-ignore: decorator
@inline
function valueAt(elevation: usize, columns: i32, rows: i32, column: i32, row: i32): f64 {
  if (<u32>column >= <u32>columns || <u32>row >= <u32>rows) return NaN;
  return <f64>load<f32>(elevation + ((<usize>row * <usize>columns + <usize>column) << 2));
}

// @ts-ignore: decorator
@inline
function orExtrapolated(value: f64, opposite: f64, centre: f64): f64 {
  if (value == value) return value;
  return opposite == opposite ? 2.0 * centre - opposite : centre;
}

/** Sets the gradients of a cell anywhere on the grid; false where the cell itself holds no value. */
export function loadGradient(
  elevation: usize,
  columns: i32,
  rows: i32,
  column: i32,
  row: i32,
  eightWidths: f64,
  eightHeights: f64,
): bool {
  const centre = valueAt(elevation, columns, rows, column, row);
  if (centre != centre) return false;
  const nw = valueAt(elevation, columns, rows, column - 1, row - 1);
  const n = valueAt(elevation, columns, rows, column, row - 1);
  const ne = valueAt(elevation, columns, rows, column + 1, row - 1);
  const w = valueAt(elevation, columns, rows, column - 1, row);
  const e = valueAt(elevation, columns, rows, column + 1, row);
  const sw = valueAt(elevation, columns, rows, column - 1, row + 1);
  const s = valueAt(elevation, columns, rows, column, row + 1);
  const se = valueAt(elevation, columns, rows, column + 1, row + 1);

  const northWest = orExtrapolated(nw, se, centre);
  const north = orExtrapolated(n, s, centre);
  const northEast = orExtrapolated(ne, sw, centre);
  const west = orExtrapolated(w, e, centre);
  const east = orExtrapolated(e, w, centre);
  const southWest = orExtrapolated(sw, ne, centre);
  const south = orExtrapolated(s, n, centre);
  const southEast = orExtrapolated(se, nw, centre);

  gradientEast = (northEast + 2.0 * east + southEast - (northWest + 2.0 * west + southWest)) / eightWidths;
  gradientSouth = (southWest + 2.0 * south + southEast - (northWest + 2.0 * north + northEast)) / eightHeights;
  return true;
}

/** Two neighbouring cells as doubles. */
// @ts-ignore: decorator
@inline
export function pairAt(pointer: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(pointer));
}

// @ts-ignore: decorator
@inline
function sidePair(first: usize, middle: usize, last: usize): v128 {
  return f64x2.add(f64x2.add(pairAt(first), f64x2.mul(f64x2.splat(2), pairAt(middle))), pairAt(last));
}

/** `gradientEast` of the two inner cells at `here`; NaN beside a hole. */
// @ts-ignore: decorator
@inline
export function gradientEastPair(here: usize, rowBytes: usize, eightWidths: v128): v128 {
  const above = here - rowBytes;
  const below = here + rowBytes;
  const east = sidePair(above + 4, here + 4, below + 4);
  const west = sidePair(above - 4, here - 4, below - 4);
  return f64x2.div(f64x2.sub(east, west), eightWidths);
}

/** `gradientSouth` of the two inner cells at `here`; NaN beside a hole. */
// @ts-ignore: decorator
@inline
export function gradientSouthPair(here: usize, rowBytes: usize, eightHeights: v128): v128 {
  const above = here - rowBytes;
  const below = here + rowBytes;
  const south = sidePair(below - 4, below, below + 4);
  const north = sidePair(above - 4, above, above + 4);
  return f64x2.div(f64x2.sub(south, north), eightHeights);
}

/** Whether both cells at `here` and all their neighbours hold values, given a number made of their gradients. */
// @ts-ignore: decorator
@inline
export function isWholePair(ofGradients: v128, here: usize): bool {
  const probe = f64x2.add(ofGradients, pairAt(here));
  return !v128.any_true(f64x2.ne(probe, probe));
}
