import { inPieces, type KernelSession } from "#engine/kernels";
import { hornGradient } from "./horn-gradient.ts";
import type { TerrainShape } from "./terrain-shape.ts";

/** The hillshade of a cell without elevation; every other is 1 to 255. */
export const HILLSHADE_NO_DATA = 0;

/** Sine and cosine of the light's altitude, 45°, and those of its azimuth but for the sign. */
const SQRT_HALF = Math.SQRT1_2;

/**
 * @zh 山体阴影 Brightness under light from the north-west (azimuth 315°, altitude 45°): 254 times the cosine of the angle
 * between light and normal, plus 1, to the nearest; 1 in shadow. As `gdaldem hillshade` with its defaults. The twin of the kernel.
 *
 * @param elevation metres, NaN where there is none, `columns * rows` cells
 * @param zFactor exaggeration of heights; 1 for none
 */
export function hillshade(elevation: Float32Array, shape: TerrainShape, zFactor = 1): Uint8Array {
  return Uint8Array.from(elevation, (_, cell) => {
    const gradient = hornGradient(elevation, shape, cell % shape.columns, Math.floor(cell / shape.columns));
    if (gradient === undefined) return HILLSHADE_NO_DATA;
    const east = zFactor * gradient.east;
    const south = zFactor * gradient.south;
    // Towards the light: east −½, north ½, up √½. The normal: (−east, south, 1) over its length.
    const cosine = (SQRT_HALF + 0.5 * (east + south)) / Math.sqrt(1 + (east * east + south * south));
    return cosine <= 0 ? 1 : Math.floor(1.5 + 254 * cosine);
  });
}

/** The same by the kernel. `elevation` and the result are in the session's memory. */
export function hillshadeKernel(
  session: KernelSession,
  elevation: Float32Array,
  shape: TerrainShape,
  zFactor = 1,
): Uint8Array {
  const { columns, rows, cellWidth, cellHeight } = shape;
  const result = session.allocate("uint8", elevation.length);
  inPieces(rows, columns, (firstRow, endRow) => {
    session.exports.hillshadeRows(
      elevation.byteOffset,
      result.byteOffset,
      columns,
      rows,
      cellWidth,
      cellHeight,
      zFactor,
      firstRow,
      endRow,
    );
  });
  return result;
}
