import { inPieces, type KernelSession } from "#engine/kernels";
import { atan, DEGREES_PER_RADIAN } from "#engine/reproducible-maths";
import { type Gradient, hornGradient } from "./horn-gradient.ts";
import type { TerrainShape } from "./terrain-shape.ts";

/** The aspect of level ground, which faces nowhere. */
export const ASPECT_LEVEL = -1;

/**
 * @zh 坡向 The direction in which the ground falls, degrees clockwise from north in [0, 360), by Horn's gradient, rounded
 * once to float32; −1 where level. The twin of the kernel.
 *
 * @param elevation metres, NaN where there is none, `columns * rows` cells
 * @returns NaN where there is no elevation
 */
export function aspect(elevation: Float32Array, shape: TerrainShape): Float32Array {
  return Float32Array.from(elevation, (_, cell) => {
    const gradient = hornGradient(elevation, shape, cell % shape.columns, Math.floor(cell / shape.columns));
    return gradient === undefined ? Number.NaN : aspectOfGradient(gradient);
  });
}

/** The same by the kernel. `elevation` and the result are in the session's memory. */
export function aspectKernel(session: KernelSession, elevation: Float32Array, shape: TerrainShape): Float32Array {
  const { columns, rows, cellWidth, cellHeight } = shape;
  const result = session.allocate("float32", elevation.length);
  inPieces(rows, columns, (firstRow, endRow) => {
    session.exports.aspectRows(
      elevation.byteOffset,
      result.byteOffset,
      columns,
      rows,
      cellWidth,
      cellHeight,
      firstRow,
      endRow,
    );
  });
  return result;
}

function aspectOfGradient(gradient: Gradient): number {
  const east = -gradient.east;
  const north = gradient.south;
  if (east === 0 && north === 0) return ASPECT_LEVEL;
  // A value just below 360 may round up to it in float32; north is 0.
  const rounded = Math.fround(bearing(east, north));
  return rounded >= 360 ? 0 : rounded;
}

/** Degrees clockwise from north; the arc tangent is taken of the ratio that is at most 1. */
function bearing(east: number, north: number): number {
  if (Math.abs(east) > Math.abs(north)) {
    return (east > 0 ? 90 : 270) - atan(north / east) * DEGREES_PER_RADIAN;
  }
  const degrees = atan(east / north) * DEGREES_PER_RADIAN;
  if (north < 0) return degrees + 180;
  return degrees < 0 ? degrees + 360 : degrees;
}
