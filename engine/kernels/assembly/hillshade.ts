import { gradientEast, gradientSouth, loadGradient } from "./horn-window";

const SQRT_HALF: f64 = 0.7071067811865476;

/** Brightness 1 to 255 under light from the north-west at 45°, from the gradients last loaded. */
function brightnessOfGradient(zFactor: f64): u8 {
  const east = zFactor * gradientEast;
  const south = zFactor * gradientSouth;
  const cosine = (SQRT_HALF + 0.5 * (east + south)) / Math.sqrt(1.0 + (east * east + south * south));
  return cosine <= 0 ? 1 : <u8>Math.floor(1.5 + 254.0 * cosine);
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
  for (let row = firstRow; row < endRow; row++) {
    for (let column = 0; column < columns; column++) {
      const hasValue = loadGradient(elevation, columns, rows, column, row, 8.0 * cellWidth, 8.0 * cellHeight);
      store<u8>(
        hillshade + <usize>row * <usize>columns + <usize>column,
        hasValue ? brightnessOfGradient(zFactor) : 0,
      );
    }
  }
}
