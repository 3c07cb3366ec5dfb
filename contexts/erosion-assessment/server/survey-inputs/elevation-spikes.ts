import type { Grid } from "#engine/rasters";

/** @zh 突刺: a cell far above or far below every one of its neighbours. */
export interface ElevationSpike {
  readonly column: number;
  readonly row: number;
  /** Height above the highest (positive) or below the lowest (negative) neighbour, metres. */
  readonly height: number;
}

/** A single cell that stands more than this above or below all its neighbours is taken for an error: 50 m at least. */
const LEAST_SPIKE_METRES = 50;

/** 80°: steeper to every side than any soil-covered land. */
const SPIKE_TANGENT = 5.67;

const LOWEST_LAND_METRES = -500;
const HIGHEST_LAND_METRES = 9000;

export function spikeLimitMetres(grid: Grid): number {
  return Math.max(LEAST_SPIKE_METRES, SPIKE_TANGENT * Math.max(grid.cellWidth, grid.cellHeight));
}

/** More than this are no spikes but a fault of the whole file; the search stops there. */
const MOST_SPIKES = 100_000;

/**
 * Cells that stand out from all their neighbours by more than `limit`, or lie outside −500 … 9000 m.
 *
 * @param elevation metres, row by row, NaN where there is no value; at least three neighbours are needed to judge a cell
 */
export function findSpikes(elevation: Float32Array, columns: number, rows: number, limit: number): ElevationSpike[] {
  const spikes: ElevationSpike[] = [];
  for (let row = 0; row < rows && spikes.length < MOST_SPIKES; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const height = elevation[cell]!;
      const before = column > 0 ? elevation[cell - 1]! : Number.NaN;
      const isClearlyOrdinary =
        Math.abs(height - before) <= limit && height > LOWEST_LAND_METRES && height < HIGHEST_LAND_METRES;
      if (isClearlyOrdinary || Number.isNaN(height)) continue;
      const standing = standsOutBy(elevation, columns, rows, column, row);
      const isImpossible = height < LOWEST_LAND_METRES || height > HIGHEST_LAND_METRES;
      if (Math.abs(standing) > limit || isImpossible) spikes.push({ column, row, height: standing });
    }
  }
  return spikes;
}

/** Gives each spike the median of its neighbours that are no spikes, or NaN where it has none. */
export function smoothSpikes(
  elevation: Float32Array,
  columns: number,
  rows: number,
  spikes: readonly ElevationSpike[],
): void {
  for (const { column, row } of spikes) elevation[row * columns + column] = Number.NaN;
  const medians = spikes.map(({ column, row }) => {
    const heights = neighbours(elevation, columns, rows, column, row).sort((a, b) => a - b);
    const middle = heights.length >> 1;
    if (heights.length === 0) return Number.NaN;
    return heights.length % 2 === 1 ? heights[middle]! : (heights[middle - 1]! + heights[middle]!) / 2;
  });
  for (const [index, { column, row }] of spikes.entries()) elevation[row * columns + column] = medians[index]!;
}

function standsOutBy(elevation: Float32Array, columns: number, rows: number, column: number, row: number): number {
  const around = neighbours(elevation, columns, rows, column, row);
  if (around.length < 3) return 0;
  const height = elevation[row * columns + column]!;
  const above = height - Math.max(...around);
  const below = height - Math.min(...around);
  if (above > 0) return above;
  return below < 0 ? below : 0;
}

function neighbours(elevation: Float32Array, columns: number, rows: number, column: number, row: number): number[] {
  const heights: number[] = [];
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
      const height = elevation[r * columns + c]!;
      if ((r !== row || c !== column) && !Number.isNaN(height)) heights.push(height);
    }
  }
  return heights;
}
