import type { Grid, Window } from "#engine/rasters";
import type { LineString, MultiLineString, Position } from "./polygon.ts";

/**
 * Marks every cell that a line passes through (grid traversal, Amanatides and Woo 1987). Consecutive cells share an edge,
 * so water that flows diagonally cannot slip through the line.
 *
 * @param lines in the CRS of the grid
 * @returns 1 where a line passes, else 0; row by row over the window
 */
export function burnLines(
  lines: readonly (LineString | MultiLineString)[],
  grid: Grid,
  window: Window = { column: 0, row: 0, columns: grid.columns, rows: grid.rows },
): Uint8Array {
  const mask = new Uint8Array(window.columns * window.rows);
  const toCells = ([x, y]: Position): [number, number] => [
    (x! - grid.originX) / grid.cellWidth - window.column,
    (grid.originY - y!) / grid.cellHeight - window.row,
  ];
  for (const line of lines) {
    for (const path of line.type === "LineString" ? [line.coordinates] : line.coordinates) {
      for (let i = 1; i < path.length; i++) {
        markSegment(mask, window, toCells(path[i - 1]!), toCells(path[i]!));
      }
    }
  }
  return mask;
}

function markSegment(mask: Uint8Array, window: Window, from: [number, number], to: [number, number]): void {
  const clipped = clipToWindow(from, to, window);
  if (clipped === undefined) return;
  const [x0, y0, x1, y1] = clipped;
  let column = Math.floor(x0);
  let row = Math.floor(y0);
  const lastColumn = Math.floor(x1);
  const lastRow = Math.floor(y1);
  const stepX = Math.sign(lastColumn - column);
  const stepY = Math.sign(lastRow - row);
  const perColumn = stepX === 0 ? Number.POSITIVE_INFINITY : Math.abs(1 / (x1 - x0));
  const perRow = stepY === 0 ? Number.POSITIVE_INFINITY : Math.abs(1 / (y1 - y0));
  let nextColumnAt = stepX === 0 ? Number.POSITIVE_INFINITY : ((stepX > 0 ? column + 1 : column) - x0) / (x1 - x0);
  let nextRowAt = stepY === 0 ? Number.POSITIVE_INFINITY : ((stepY > 0 ? row + 1 : row) - y0) / (y1 - y0);
  let steps = Math.abs(lastColumn - column) + Math.abs(lastRow - row);
  mark(mask, window, column, row);
  while (steps-- > 0) {
    if (nextColumnAt < nextRowAt) {
      column += stepX;
      nextColumnAt += perColumn;
    } else {
      row += stepY;
      nextRowAt += perRow;
    }
    mark(mask, window, column, row);
  }
}

/** A point on the eastern or southern rim of the window belongs to no cell. */
function mark(mask: Uint8Array, window: Window, column: number, row: number): void {
  if (column >= 0 && row >= 0 && column < window.columns && row < window.rows) mask[row * window.columns + column] = 1;
}

/** The part of a segment inside the window (Liang and Barsky 1984), or undefined. */
function clipToWindow(
  [x0, y0]: [number, number],
  [x1, y1]: [number, number],
  window: Window,
): [number, number, number, number] | undefined {
  let start = 0;
  let end = 1;
  const limits: readonly (readonly [number, number])[] = [
    [x0 - x1, x0],
    [x1 - x0, window.columns - x0],
    [y0 - y1, y0],
    [y1 - y0, window.rows - y0],
  ];
  for (const [change, room] of limits) {
    if (change === 0) {
      if (room < 0) return undefined;
    } else if (change < 0) start = Math.max(start, room / change);
    else end = Math.min(end, room / change);
  }
  if (start > end) return undefined;
  const at = (t: number): [number, number] => [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
  return [...(start === 0 ? ([x0, y0] as const) : at(start)), ...(end === 1 ? ([x1, y1] as const) : at(end))];
}
