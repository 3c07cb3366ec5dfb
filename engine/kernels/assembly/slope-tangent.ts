import {
  gradientEast,
  gradientEastPair,
  gradientSouth,
  gradientSouthPair,
  isWholePair,
  loadGradient,
} from "./horn-window";

// @ts-ignore: decorator
@inline
function slopeTangentOfCell(
  elevation: usize,
  columns: i32,
  rows: i32,
  column: i32,
  row: i32,
  eightWidths: f64,
  eightHeights: f64,
): f32 {
  if (!loadGradient(elevation, columns, rows, column, row, eightWidths, eightHeights)) return f32.NaN;
  return <f32>Math.sqrt(gradientEast * gradientEast + gradientSouth * gradientSouth);
}

/** Tangent of the slope by Horn 1981, for rows `firstRow` to `endRow` of the grid; `slopeTangent` is the whole grid's. */
export function slopeTangentRows(
  elevation: usize,
  slopeTangent: usize,
  columns: i32,
  rows: i32,
  cellWidth: f64,
  cellHeight: f64,
  firstRow: i32,
  endRow: i32,
): void {
  const eightWidths = 8.0 * cellWidth;
  const eightHeights = 8.0 * cellHeight;
  const widths = f64x2.splat(eightWidths);
  const heights = f64x2.splat(eightHeights);
  const rowBytes = <usize>columns << 2;
  for (let row = firstRow; row < endRow; row++) {
    const rowStart = <usize>row * rowBytes;
    let column = 0;
    if (row > 0 && row < rows - 1 && columns > 3) {
      store<f32>(
        slopeTangent + rowStart,
        slopeTangentOfCell(elevation, columns, rows, 0, row, eightWidths, eightHeights),
      );
      column = 1;
      // `load64_zero` at column + 1 reaches column + 2, which is still in the row while column + 2 < columns.
      for (; column + 2 < columns; column += 2) {
        const here = elevation + rowStart + (<usize>column << 2);
        const towardsEast = gradientEastPair(here, rowBytes, widths);
        const towardsSouth = gradientSouthPair(here, rowBytes, heights);
        const squares = f64x2.add(f64x2.mul(towardsEast, towardsEast), f64x2.mul(towardsSouth, towardsSouth));
        const out = slopeTangent + rowStart + (<usize>column << 2);
        if (isWholePair(squares, here)) {
          v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.sqrt(squares)), 0);
        } else {
          store<f32>(out, slopeTangentOfCell(elevation, columns, rows, column, row, eightWidths, eightHeights));
          store<f32>(out + 4, slopeTangentOfCell(elevation, columns, rows, column + 1, row, eightWidths, eightHeights));
        }
      }
    }
    for (; column < columns; column++) {
      store<f32>(
        slopeTangent + rowStart + (<usize>column << 2),
        slopeTangentOfCell(elevation, columns, rows, column, row, eightWidths, eightHeights),
      );
    }
  }
}
