import type { TerrainShape } from "#engine/terrain";
import { NEIGHBOURS } from "./neighbours.ts";

/**
 * Slope lengths are whole numbers, 65536 for the longer side of a cell, so that sums are exact whatever their order.
 * A diagonal of a square cell is 92682, one part in 200 000 from √2.
 */
export const LENGTH_UNITS_PER_SIDE = 65_536;

/** 65 536 cell sides, at which lengths without a limit of their own stop growing. */
export const LONGEST_LENGTH = 0xffff_ffff;

/** The step of one cell, fixed point. */
export interface LengthSteps {
  readonly across: number;
  readonly down: number;
  readonly diagonal: number;
}

export function lengthSteps(shape: TerrainShape): LengthSteps {
  const { cellWidth, cellHeight } = shape;
  return {
    across: lengthToFixedPoint(cellWidth, shape),
    down: lengthToFixedPoint(cellHeight, shape),
    diagonal: lengthToFixedPoint(Math.sqrt(cellWidth * cellWidth + cellHeight * cellHeight), shape),
  };
}

/** The step of a cell by its direction code; an outlet's is the longer side. */
export function stepOf(code: number, steps: LengthSteps): number {
  const neighbour = NEIGHBOURS.find((n) => n.code === code);
  if (neighbour === undefined) return Math.max(steps.across, steps.down);
  return neighbour.row === 0 ? steps.across : neighbour.column === 0 ? steps.down : steps.diagonal;
}

/** Metres to fixed point, to the nearest, at most `LONGEST_LENGTH`. */
export function lengthToFixedPoint(metres: number, shape: TerrainShape): number {
  const side = Math.max(shape.cellWidth, shape.cellHeight);
  return Math.min(LONGEST_LENGTH, Math.round((metres / side) * LENGTH_UNITS_PER_SIDE));
}

/** Fixed point to metres. */
export function lengthToMetres(fixedPoint: number, shape: TerrainShape): number {
  return (fixedPoint / LENGTH_UNITS_PER_SIDE) * Math.max(shape.cellWidth, shape.cellHeight);
}
