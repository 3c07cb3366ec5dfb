// The 3 x 3 window of Horn 1981 around one cell, with what is missing extrapolated. Gradients are rise over run, f64.
// The twin is engine/terrain/horn-gradient.ts; both must keep the same order of operations.

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
