import type { TerrainShape } from "#engine/terrain";
import { isBesideOcean } from "./fill-depressions.ts";
import { DIRECTION_NO_DATA, DIRECTION_OUTLET, NEIGHBOURS, type Neighbour, neighbourCell } from "./neighbours.ts";

/**
 * @zh D8 流向 The neighbour to which each cell's water flows (O'Callaghan and Mark 1984), as ESRI codes.
 *
 * 1. To the neighbour of the steepest drop, drop = difference in level × 1/distance in f64; the first of equals in the
 *    order of `NEIGHBOURS`.
 * 2. A cell without a lower neighbour on the border or beside a cell without a value is an outlet, 0.
 * 3. Any other is flat: one step nearer, counted in cells over all eight neighbours within the flat, to the flat's nearest
 *    cell that has a direction by 1 or 2; the first of equals.
 *
 * The readable twin of the kernel.
 *
 * @param filled metres, without depressions, NaN where there is none
 * @returns 255 where there is no level; a pit of a surface that is not filled is 0
 */
export function flowDirections(filled: Float32Array, shape: TerrainShape): Uint8Array {
  const { columns, rows } = shape;
  const direction = new Uint8Array(filled.length).fill(DIRECTION_NO_DATA);
  const isFlat = new Uint8Array(filled.length);
  for (let cell = 0; cell < filled.length; cell++) {
    if (Number.isNaN(filled[cell]!)) continue;
    const steepest = steepestNeighbour(filled, cell, shape);
    direction[cell] = steepest === undefined ? DIRECTION_OUTLET : steepest.code;
    if (steepest === undefined && !isBesideOcean(filled, cell, columns, rows)) isFlat[cell] = 1;
  }
  const distance = distancesToWayOut(filled, isFlat, columns, rows);
  for (let cell = 0; cell < filled.length; cell++) {
    if (isFlat[cell] === 0 || distance[cell] === UNREACHED) continue;
    const nearer = NEIGHBOURS.find((neighbour) => {
      const other = neighbourCell(cell, neighbour, columns, rows)!;
      return filled[other] === filled[cell] && distance[other] === distance[cell]! - 1;
    });
    direction[cell] = nearer!.code;
  }
  return direction;
}

function steepestNeighbour(filled: Float32Array, cell: number, shape: TerrainShape): Neighbour | undefined {
  const { columns, rows, cellWidth, cellHeight } = shape;
  const inverseDiagonal = 1 / Math.sqrt(cellWidth * cellWidth + cellHeight * cellHeight);
  let steepest: Neighbour | undefined;
  let steepestDrop = 0;
  for (const neighbour of NEIGHBOURS) {
    const other = neighbourCell(cell, neighbour, columns, rows);
    if (other === undefined) continue;
    const inverseDistance =
      neighbour.row === 0 ? 1 / cellWidth : neighbour.column === 0 ? 1 / cellHeight : inverseDiagonal;
    const drop = (filled[cell]! - filled[other]!) * inverseDistance;
    if (drop > steepestDrop) {
      steepest = neighbour;
      steepestDrop = drop;
    }
  }
  return steepest;
}

const UNREACHED = 0xffffffff;

/** Steps to the nearest way out of the flat: 0 for a cell that is one, `UNREACHED` for a flat cell without any. */
function distancesToWayOut(filled: Float32Array, isFlat: Uint8Array, columns: number, rows: number): Uint32Array {
  const distance = new Uint32Array(filled.length);
  for (let cell = 0; cell < filled.length; cell++) distance[cell] = isFlat[cell] === 1 ? UNREACHED : 0;
  let level = Array.from(filled.keys()).filter((cell) => isFlat[cell] === 0 && !Number.isNaN(filled[cell]!));
  for (let steps = 1; level.length > 0; steps++) {
    const nextLevel: number[] = [];
    for (const cell of level) {
      for (const neighbour of NEIGHBOURS) {
        const other = neighbourCell(cell, neighbour, columns, rows);
        if (other === undefined || distance[other] !== UNREACHED || filled[other] !== filled[cell]) continue;
        distance[other] = steps;
        nextLevel.push(other);
      }
    }
    level = nextLevel;
  }
  return distance;
}
