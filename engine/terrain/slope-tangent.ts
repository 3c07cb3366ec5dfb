import { inPieces, type KernelSession } from "#engine/kernels";
import { hornGradient } from "./horn-gradient.ts";
import type { TerrainShape } from "./terrain-shape.ts";

/**
 * @zh 坡度正切 Rise over run of the steepest direction, by Horn's gradient, rounded once to float32.
 * The readable twin of the kernel: the same bits.
 *
 * @param elevation metres, NaN where there is none, `columns * rows` cells
 * @returns NaN where there is no elevation
 */
export function slopeTangent(elevation: Float32Array, shape: TerrainShape): Float32Array {
  return Float32Array.from(elevation, (_, cell) => {
    const gradient = hornGradient(elevation, shape, cell % shape.columns, Math.floor(cell / shape.columns));
    if (gradient === undefined) return Number.NaN;
    return Math.sqrt(gradient.east * gradient.east + gradient.south * gradient.south);
  });
}

/** The same by the kernel. `elevation` and the result are in the session's memory. */
export function slopeTangentKernel(session: KernelSession, elevation: Float32Array, shape: TerrainShape): Float32Array {
  const { columns, rows, cellWidth, cellHeight } = shape;
  const result = session.allocate("float32", elevation.length);
  inPieces(rows, columns, (firstRow, endRow) => {
    session.exports.slopeTangentRows(
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
