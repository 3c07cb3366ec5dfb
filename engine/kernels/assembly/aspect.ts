import { gradientEast, gradientSouth, loadGradient } from "./horn-window";
import { atan } from "./arc-tangent";

const DEGREES_PER_RADIAN: f64 = 57.29577951308232;

/** Degrees clockwise from north of the way down, from the gradients last loaded; −1 where level. */
function aspectOfGradient(): f32 {
  const east = -gradientEast;
  const north = gradientSouth;
  if (east == 0 && north == 0) return -1;
  let degrees: f64;
  if (Math.abs(east) <= Math.abs(north)) {
    degrees = atan(east / north) * DEGREES_PER_RADIAN;
    if (north < 0) degrees += 180;
    else if (degrees < 0) degrees += 360;
  } else {
    degrees = (east > 0 ? 90.0 : 270.0) - atan(north / east) * DEGREES_PER_RADIAN;
  }
  const rounded = <f32>degrees;
  return rounded >= 360 ? 0 : rounded;
}

export function aspectRows(
  elevation: usize,
  aspect: usize,
  columns: i32,
  rows: i32,
  cellWidth: f64,
  cellHeight: f64,
  firstRow: i32,
  endRow: i32,
): void {
  for (let row = firstRow; row < endRow; row++) {
    for (let column = 0; column < columns; column++) {
      const hasValue = loadGradient(elevation, columns, rows, column, row, 8.0 * cellWidth, 8.0 * cellHeight);
      store<f32>(
        aspect + ((<usize>row * <usize>columns + <usize>column) << 2),
        hasValue ? aspectOfGradient() : f32.NaN,
      );
    }
  }
}
