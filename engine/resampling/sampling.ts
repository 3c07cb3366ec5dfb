import type { CellValues, Raster, ValidityBitmap, Window } from "#engine/rasters";
import type { RowPositions } from "./grid-mapping.ts";

/** A piece of the source in memory and where it lies in the source grid. */
export interface SourcePiece {
  readonly window: Window;
  readonly raster: Raster;
}

/** Where results of one row go. */
export interface SampledRow {
  readonly values: CellValues;
  readonly validity: ValidityBitmap;
  /** Index of the row's first cell. */
  readonly start: number;
  readonly columns: number;
}

export type RowSampler = (piece: SourcePiece, positions: RowPositions, target: SampledRow) => void;

/** Index in the piece of the cell at a position, or -1 outside the piece. NaN positions are outside. */
function cellIndex(window: Window, column: number, row: number): number {
  const i = Math.floor(column) - window.column;
  const j = Math.floor(row) - window.row;
  return i >= 0 && j >= 0 && i < window.columns && j < window.rows ? j * window.columns + i : -1;
}

export const sampleNearest: RowSampler = ({ window, raster }, positions, target) => {
  for (let i = 0; i < target.columns; i++) {
    const cell = cellIndex(window, positions.columns[i]!, positions.rows[i]!);
    if (cell < 0 || !raster.validity.isValid(cell)) continue;
    target.values[target.start + i] = raster.values[cell]!;
    target.validity.setValid(target.start + i);
  }
};

/**
 * Between the four nearest centres; those without a value are passed over and the weights of the others scaled up. A
 * cell gets a value exactly where the source cell that holds its centre has one: gaps neither grow nor shrink.
 */
export const sampleBilinear: RowSampler = ({ window, raster }, positions, target) => {
  const { values, validity } = raster;
  for (let i = 0; i < target.columns; i++) {
    const column = positions.columns[i]!;
    const row = positions.rows[i]!;
    const holder = cellIndex(window, column, row);
    if (holder < 0 || !validity.isValid(holder)) continue;
    const west = Math.floor(column - 0.5);
    const north = Math.floor(row - 0.5);
    const towardsEast = column - 0.5 - west;
    const towardsSouth = row - 0.5 - north;
    let sum = 0;
    let weights = 0;
    for (let k = 0; k < 4; k++) {
      const x = west + (k & 1) - window.column;
      const y = north + (k >> 1) - window.row;
      const weight = ((k & 1) === 0 ? 1 - towardsEast : towardsEast) * (k < 2 ? 1 - towardsSouth : towardsSouth);
      if (weight === 0 || x < 0 || y < 0 || x >= window.columns || y >= window.rows) continue;
      const cell = y * window.columns + x;
      if (!validity.isValid(cell)) continue;
      sum += weight * values[cell]!;
      weights += weight;
    }
    target.values[target.start + i] = sum / weights;
    target.validity.setValid(target.start + i);
  }
};

/** Of a footprint, this much must have values for its mean to stand for it. */
const LEAST_SHARE = 0.5;

/**
 * Mean over the footprint of the target cell, source cells weighted by the part that lies inside.
 * @param across width of the footprint in source cells
 * @param down its height
 */
export function createAverageSampler(across: number, down: number): RowSampler {
  return ({ window, raster }, positions, target) => {
    const { values, validity } = raster;
    for (let i = 0; i < target.columns; i++) {
      const west = positions.columns[i]! - across / 2 - window.column;
      const north = positions.rows[i]! - down / 2 - window.row;
      const east = west + across;
      const south = north + down;
      let sum = 0;
      let weights = 0;
      for (let y = Math.max(0, Math.floor(north)); y < Math.min(window.rows, south); y++) {
        const height = Math.min(y + 1, south) - Math.max(y, north);
        for (let x = Math.max(0, Math.floor(west)); x < Math.min(window.columns, east); x++) {
          const cell = y * window.columns + x;
          if (!validity.isValid(cell)) continue;
          const weight = height * (Math.min(x + 1, east) - Math.max(x, west));
          sum += weight * values[cell]!;
          weights += weight;
        }
      }
      if (!(weights >= LEAST_SHARE * across * down)) continue;
      target.values[target.start + i] = sum / weights;
      target.validity.setValid(target.start + i);
    }
  };
}
