import { centreOf, type Grid, type Window } from "#engine/rasters";
import type { MultiPolygon, Polygon, Ring } from "./polygon.ts";

/** Cells whose centre lies in two polygons. `first` and `second` are places in the list; the first keeps the cells. */
export interface PolygonOverlap {
  readonly first: number;
  readonly second: number;
  readonly cells: number;
  /** Planar, in square units of the CRS: cells times cell size. */
  readonly planarArea: number;
  /** Centre of the first such cell from the north-west, in units of the CRS. */
  readonly place: { readonly x: number; readonly y: number };
}

export interface BurnedPolygons {
  /** Row by row over the window; 0 where no polygon is. */
  readonly values: Uint16Array;
  /** Cells that each polygon got, in the order of the list. */
  readonly cellsOfPolygon: Uint32Array;
  readonly overlaps: readonly PolygonOverlap[];
}

/**
 * Gives every cell the value of the polygon in which its centre lies (even-odd rule, holes left out). An earlier polygon
 * keeps its cells against a later one, and such overlaps are reported. A centre on an edge shared by two polygons goes to
 * exactly one of them, the eastern or the northern: each crossing of a row is computed from the edge's lower end, so both
 * polygons get the same crossing bit for bit.
 *
 * Cost: one step per crossing of an edge with a row of centres, and one per cell written.
 *
 * @param polygons in the CRS of the grid, rings closed or not
 * @param values value of each polygon, 1 … 65535
 * @param window part of the grid to fill; the result equals that part of the whole, bit for bit
 */
export function burnPolygons(
  polygons: readonly (Polygon | MultiPolygon)[],
  grid: Grid,
  values: ArrayLike<number>,
  window: Window = { column: 0, row: 0, columns: grid.columns, rows: grid.rows },
): BurnedPolygons {
  const owners = new Uint32Array(window.columns * window.rows);
  const cellsOfPolygon = new Uint32Array(polygons.length);
  const overlaps = new Map<number, { cells: number; readonly firstCell: number }>();

  for (const [index, polygon] of polygons.entries()) {
    const owner = index + 1;
    forEachSpan(ringsOf(polygon), grid, window, (row, start, end) => {
      for (let cell = row * window.columns + start, last = row * window.columns + end; cell < last; cell++) {
        const before = owners[cell]!;
        if (before === 0) {
          owners[cell] = owner;
          cellsOfPolygon[index]!++;
        } else {
          const pair = (before - 1) * polygons.length + index;
          const known = overlaps.get(pair);
          if (known === undefined) overlaps.set(pair, { cells: 1, firstCell: cell });
          else known.cells++;
        }
      }
    });
  }

  const burned = new Uint16Array(owners.length);
  for (let cell = 0; cell < owners.length; cell++) {
    const owner = owners[cell]!;
    if (owner !== 0) burned[cell] = values[owner - 1]!;
  }
  return {
    values: burned,
    cellsOfPolygon,
    overlaps: [...overlaps].map(([pair, { cells, firstCell }]) => ({
      first: Math.floor(pair / polygons.length),
      second: pair % polygons.length,
      cells,
      planarArea: cells * grid.cellWidth * grid.cellHeight,
      place: centreOf(
        grid,
        window.column + (firstCell % window.columns),
        window.row + Math.floor(firstCell / window.columns),
      ),
    })),
  };
}

function ringsOf(polygon: Polygon | MultiPolygon): readonly Ring[] {
  return polygon.type === "Polygon" ? polygon.coordinates : polygon.coordinates.flat();
}

/** Calls `fill(row, startColumn, endColumn)` for every run of cells whose centres lie inside; all relative to the window. */
function forEachSpan(
  rings: readonly Ring[],
  grid: Grid,
  window: Window,
  fill: (row: number, start: number, end: number) => void,
): void {
  const crossingsOfRow = new Uint32Array(window.rows + 1);
  forEachCrossing(rings, grid, window, (row) => {
    crossingsOfRow[row + 1]!++;
  });
  for (let row = 0; row < window.rows; row++) crossingsOfRow[row + 1]! += crossingsOfRow[row]!;
  const crossings = new Float64Array(crossingsOfRow[window.rows]!);
  const next = crossingsOfRow.slice();
  forEachCrossing(rings, grid, window, (row, x) => {
    crossings[next[row]!++] = x;
  });
  for (let row = 0; row < window.rows; row++) {
    const from = crossingsOfRow[row]!;
    const to = crossingsOfRow[row + 1]!;
    if (from === to) continue;
    const sorted = crossings.subarray(from, to).sort();
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      const start = firstColumnFrom(sorted[i]!, grid, window);
      const end = firstColumnFrom(sorted[i + 1]!, grid, window);
      if (start < end) fill(row, start, end);
    }
  }
}

/** An edge crosses a row of centres when one end lies at or below it and the other above: a corner on the row counts once. */
function forEachCrossing(
  rings: readonly Ring[],
  grid: Grid,
  window: Window,
  receive: (row: number, x: number) => void,
): void {
  const centreY = (row: number) => grid.originY - (window.row + row + 0.5) * grid.cellHeight;
  for (const ring of rings) {
    let previous = ring[ring.length - 1];
    if (previous === undefined) continue;
    for (const position of ring) {
      const goesUp = previous[1]! < position[1]!;
      const [lowX, lowY] = (goesUp ? previous : position) as [number, number];
      const [highX, highY] = (goesUp ? position : previous) as [number, number];
      previous = position;
      if (lowY === highY) continue;
      const slope = (highX - lowX) / (highY - lowY);
      let row = Math.max(0, Math.floor((grid.originY - highY) / grid.cellHeight - 0.5) - window.row - 1);
      for (; row < window.rows; row++) {
        const y = centreY(row);
        if (y < lowY) break;
        if (y < highY) receive(row, lowX + (y - lowY) * slope);
      }
    }
  }
}

/** First column of the window whose centre lies at or east of `x`; the estimate is corrected with the exact centres. */
function firstColumnFrom(x: number, grid: Grid, window: Window): number {
  const centreX = (column: number) => grid.originX + (window.column + column + 0.5) * grid.cellWidth;
  const estimate = Math.ceil((x - grid.originX) / grid.cellWidth - 0.5) - window.column;
  let column = Math.min(Math.max(estimate, 0), window.columns);
  while (column > 0 && centreX(column - 1) >= x) column--;
  while (column < window.columns && centreX(column) < x) column++;
  return column;
}
