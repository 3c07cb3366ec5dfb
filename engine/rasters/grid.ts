/**
 * A north-up regular grid. Row 0 is the northernmost row, column 0 the westernmost column; cells are stored row by row.
 * Rotated or south-up rasters are refused where files are read.
 */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** X (easting or longitude) of the western edge of column 0, in units of the CRS. */
  readonly originX: number;
  /** Y (northing or latitude) of the northern edge of row 0, in units of the CRS. */
  readonly originY: number;
  /** Cell size, both positive, in units of the CRS. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** `EPSG:4549` and the like. */
  readonly crs: string;
}

export interface Extent {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export function cellCount(grid: Grid): number {
  return grid.columns * grid.rows;
}

export function extentOf(grid: Grid): Extent {
  return {
    minX: grid.originX,
    minY: grid.originY - grid.rows * grid.cellHeight,
    maxX: grid.originX + grid.columns * grid.cellWidth,
    maxY: grid.originY,
  };
}

/** Centre of a cell in units of the CRS. */
export function centreOf(grid: Grid, column: number, row: number): { readonly x: number; readonly y: number } {
  return { x: grid.originX + (column + 0.5) * grid.cellWidth, y: grid.originY - (row + 0.5) * grid.cellHeight };
}

/** The cell that holds a point, or undefined outside. A point on a shared edge belongs to the cell east or south of it. */
export function cellAt(
  grid: Grid,
  x: number,
  y: number,
): { readonly column: number; readonly row: number } | undefined {
  const column = Math.floor((x - grid.originX) / grid.cellWidth);
  const row = Math.floor((grid.originY - y) / grid.cellHeight);
  const isInside = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
  return isInside ? { column, row } : undefined;
}

/** The grid of a window of another grid. */
export function gridOfWindow(
  grid: Grid,
  window: { readonly column: number; readonly row: number; readonly columns: number; readonly rows: number },
): Grid {
  return {
    ...grid,
    columns: window.columns,
    rows: window.rows,
    originX: grid.originX + window.column * grid.cellWidth,
    originY: grid.originY - window.row * grid.cellHeight,
  };
}

/** A hundredth of a cell: files written by different tools differ in the last digits of the origin. */
const SAME_GRID_TOLERANCE_IN_CELLS = 0.01;

export function isSameGrid(a: Grid, b: Grid): boolean {
  const toleranceX = a.cellWidth * SAME_GRID_TOLERANCE_IN_CELLS;
  const toleranceY = a.cellHeight * SAME_GRID_TOLERANCE_IN_CELLS;
  return (
    a.crs === b.crs &&
    a.columns === b.columns &&
    a.rows === b.rows &&
    Math.abs(a.originX - b.originX) <= toleranceX &&
    Math.abs(a.originY - b.originY) <= toleranceY &&
    Math.abs(a.cellWidth - b.cellWidth) * a.columns <= toleranceX &&
    Math.abs(a.cellHeight - b.cellHeight) * a.rows <= toleranceY
  );
}
