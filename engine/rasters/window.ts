import type { Grid } from "./grid.ts";

/** A rectangle of whole cells; `column` and `row` are those of its north-western cell. */
export interface Window {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** The part of a window that lies on the grid; `columns` or `rows` is 0 where none does. */
export function clipWindow(window: Window, grid: Grid): Window {
  const column = Math.min(Math.max(window.column, 0), grid.columns);
  const row = Math.min(Math.max(window.row, 0), grid.rows);
  return {
    column,
    row,
    columns: Math.max(0, Math.min(window.column + window.columns, grid.columns) - column),
    rows: Math.max(0, Math.min(window.row + window.rows, grid.rows) - row),
  };
}

/** The window grown by `halo` cells on every side, as far as the grid reaches. */
export function withHalo(window: Window, halo: number, grid: Grid): Window {
  const grown = {
    column: window.column - halo,
    row: window.row - halo,
    columns: window.columns + 2 * halo,
    rows: window.rows + 2 * halo,
  };
  return clipWindow(grown, grid);
}

/** Full-width strips of at most `rowsPerWindow` rows, from north to south. */
export function* windowsByRows(grid: Grid, rowsPerWindow: number): Generator<Window> {
  for (let row = 0; row < grid.rows; row += rowsPerWindow) {
    yield { column: 0, row, columns: grid.columns, rows: Math.min(rowsPerWindow, grid.rows - row) };
  }
}
