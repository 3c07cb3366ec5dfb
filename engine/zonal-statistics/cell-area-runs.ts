import type { Window } from "#engine/rasters";

/** Areas of the cells of a grid, whole numbers of cm², the same for all cells of a block (see `geodesicCellAreas`). */
export interface CellAreas {
  squareCentimetres(column: number, row: number): number;
  readonly blockColumns: number;
  readonly blockRows: number;
}

/**
 * Calls `visit` for each run of cells of a window that lie in one row and one block, and so have one area. `first` and `end` count
 * cells of the window from its north-western cell, row by row.
 */
export function forEachRun(
  window: Window,
  areas: CellAreas,
  visit: (first: number, end: number, squareCentimetres: number) => void,
): void {
  const endColumn = window.column + window.columns;
  for (let row = 0; row < window.rows; row += 1) {
    const rowStart = row * window.columns - window.column;
    let column = window.column;
    while (column < endColumn) {
      const nextBlock = (Math.floor(column / areas.blockColumns) + 1) * areas.blockColumns;
      const end = Math.min(nextBlock, endColumn);
      visit(rowStart + column, rowStart + end, areas.squareCentimetres(column, window.row + row));
      column = end;
    }
  }
}
