import {
  gradientEast,
  gradientEastPair,
  gradientSouth,
  gradientSouthPair,
  isWholePair,
  loadGradient,
} from "./horn-window";

const SQRT_HALF: f64 = 0.7071067811865476;

/** Brightness 1 to 255 of a cell anywhere on the grid under light from the north-west at 45°; 0 where there is no value. */
function brightnessOfCell(
  elevation: usize,
  columns: i32,
  rows: i32,
  column: i32,
  row: i32,
  eightWidths: f64,
  eightHeights: f64,
  zFactor: f64,
): u8 {
  if (!loadGradient(elevation, columns, rows, column, row, eightWidths, eightHeights)) return 0;
  const east = zFactor * gradientEast;
  const south = zFactor * gradientSouth;
  const cosine = (SQRT_HALF + 0.5 * (east + south)) / Math.sqrt(1.0 + (east * east + south * south));
  return cosine <= 0 ? 1 : <u8>Math.floor(1.5 + 254.0 * cosine);
}

/** Cosines of the angle between light and normal of two inner cells; NaN beside a hole. */
// @ts-ignore: decorator
@inline
function cosinePair(here: usize, rowBytes: usize, widths: v128, heights: v128, zFactor: v128): v128 {
  const east = f64x2.mul(zFactor, gradientEastPair(here, rowBytes, widths));
  const south = f64x2.mul(zFactor, gradientSouthPair(here, rowBytes, heights));
  const squares = f64x2.add(f64x2.mul(east, east), f64x2.mul(south, south));
  return f64x2.div(
    f64x2.add(f64x2.splat(SQRT_HALF), f64x2.mul(f64x2.splat(0.5), f64x2.add(east, south))),
    f64x2.sqrt(f64x2.add(f64x2.splat(1), squares)),
  );
}

export function hillshadeRows(
  elevation: usize,
  hillshade: usize,
  columns: i32,
  rows: i32,
  cellWidth: f64,
  cellHeight: f64,
  zFactor: f64,
  firstRow: i32,
  endRow: i32,
): void {
  const eightWidths = 8.0 * cellWidth;
  const eightHeights = 8.0 * cellHeight;
  const widths = f64x2.splat(eightWidths);
  const heights = f64x2.splat(eightHeights);
  const exaggeration = f64x2.splat(zFactor);
  const rowBytes = <usize>columns << 2;
  for (let row = firstRow; row < endRow; row++) {
    const out = hillshade + <usize>row * <usize>columns;
    let column = 0;
    while (column < columns) {
      const here = elevation + <usize>row * rowBytes + (<usize>column << 2);
      const isInnerPair = row > 0 && row < rows - 1 && column > 0 && column + 2 < columns;
      if (isInnerPair) {
        const cosine = cosinePair(here, rowBytes, widths, heights, exaggeration);
        if (isWholePair(cosine, here)) {
          // A cosine below 0, in shadow, gives 1.5, and so 1.
          const lit = f64x2.pmax(f64x2.splat(0), cosine);
          const brightness = f64x2.add(f64x2.splat(1.5), f64x2.mul(f64x2.splat(254), lit));
          const whole = i32x4.trunc_sat_f64x2_u_zero(brightness);
          store<u8>(out + <usize>column, <u8>i32x4.extract_lane(whole, 0));
          store<u8>(out + <usize>column + 1, <u8>i32x4.extract_lane(whole, 1));
          column += 2;
          continue;
        }
      }
      store<u8>(
        out + <usize>column,
        brightnessOfCell(elevation, columns, rows, column, row, eightWidths, eightHeights, zFactor),
      );
      column++;
    }
  }
}
