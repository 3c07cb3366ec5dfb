import type { TerrainShape } from "./terrain-shape.ts";

/** Rise over run, dimensionless. */
export interface Gradient {
  /** Positive where the ground rises towards the east. */
  readonly east: number;
  /** Positive where the ground rises towards the south. */
  readonly south: number;
}

/**
 * Gradient of one cell by Horn (1981), "Hill shading and the reflectance map", Proc. IEEE 69(1), 14-47: the third-order
 * finite difference over the 3 x 3 window, f64. A neighbour that lies outside the grid or holds no value is extrapolated
 * through the centre: 2 centre - opposite, or the centre itself where the opposite is missing too. So a plane has its
 * true gradient up to the last row, but for the four corner cells, and a lone cell is level.
 *
 * @param elevation metres, NaN where there is none
 * @returns undefined where the cell itself holds no value
 */
export function hornGradient(
  elevation: Float32Array,
  shape: TerrainShape,
  column: number,
  row: number,
): Gradient | undefined {
  const { columns, rows } = shape;
  const valueAt = (c: number, r: number): number =>
    c < 0 || r < 0 || c >= columns || r >= rows ? Number.NaN : elevation[r * columns + c]!;
  const centre = valueAt(column, row);
  if (Number.isNaN(centre)) return undefined;
  const neighbour = (dc: number, dr: number): number => {
    const value = valueAt(column + dc, row + dr);
    if (!Number.isNaN(value)) return value;
    const opposite = valueAt(column - dc, row - dr);
    return Number.isNaN(opposite) ? centre : 2 * centre - opposite;
  };
  const westSide = neighbour(-1, -1) + 2 * neighbour(-1, 0) + neighbour(-1, 1);
  const eastSide = neighbour(1, -1) + 2 * neighbour(1, 0) + neighbour(1, 1);
  const northSide = neighbour(-1, -1) + 2 * neighbour(0, -1) + neighbour(1, -1);
  const southSide = neighbour(-1, 1) + 2 * neighbour(0, 1) + neighbour(1, 1);
  return {
    east: (eastSide - westSide) / (8 * shape.cellWidth),
    south: (southSide - northSide) / (8 * shape.cellHeight),
  };
}
