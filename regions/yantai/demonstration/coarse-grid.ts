/** The box of the demonstration in EPSG:4549, metres: Yantai with the islands. */
export const demonstrationBox = { minX: 452000, maxX: 676000, minY: 4040000, maxY: 4256000 } as const;

/**
 * A coarse raster over the box on which the lie of the land is worked out before it is drawn at any cell size.
 * Row 0 is the northernmost, values are those of cell centres.
 */
export interface CoarseGrid {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
}

export function coarseGrid(cell: number): CoarseGrid {
  const columns = Math.round((demonstrationBox.maxX - demonstrationBox.minX) / cell);
  const rows = Math.round((demonstrationBox.maxY - demonstrationBox.minY) / cell);
  return { cell, columns, rows };
}

export function coarseX(grid: CoarseGrid, column: number): number {
  return demonstrationBox.minX + (column + 0.5) * grid.cell;
}

export function coarseY(grid: CoarseGrid, row: number): number {
  return demonstrationBox.maxY - (row + 0.5) * grid.cell;
}

/** The coarse cell that holds a position; positions outside the box count to its rim. */
export function coarseCellAt(grid: CoarseGrid, x: number, y: number): number {
  const column = Math.floor((x - demonstrationBox.minX) / grid.cell);
  const row = Math.floor((demonstrationBox.maxY - y) / grid.cell);
  const c = Math.min(Math.max(column, 0), grid.columns - 1);
  const r = Math.min(Math.max(row, 0), grid.rows - 1);
  return r * grid.columns + c;
}

/** Bilinear value at a position. */
export function sampleBilinear(grid: CoarseGrid, values: Float32Array | Float64Array, x: number, y: number): number {
  const fx = (x - demonstrationBox.minX) / grid.cell - 0.5;
  const fy = (demonstrationBox.maxY - y) / grid.cell - 0.5;
  const c = Math.min(Math.max(Math.floor(fx), 0), grid.columns - 2);
  const r = Math.min(Math.max(Math.floor(fy), 0), grid.rows - 2);
  const u = fx - c;
  const v = fy - r;
  const at = r * grid.columns + c;
  const north = values[at]! + u * (values[at + 1]! - values[at]!);
  const below = at + grid.columns;
  const south = values[below]! + u * (values[below + 1]! - values[below]!);
  return north + v * (south - north);
}

function cubic(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/** Catmull–Rom value at a position at least two cells inside the box; nearer the rim the position is moved inwards. */
export function sampleBicubic(grid: CoarseGrid, values: Float32Array | Float64Array, x: number, y: number): number {
  const fx = (x - demonstrationBox.minX) / grid.cell - 0.5;
  const fy = (demonstrationBox.maxY - y) / grid.cell - 0.5;
  const c = Math.min(Math.max(Math.floor(fx), 1), grid.columns - 3);
  const r = Math.min(Math.max(Math.floor(fy), 1), grid.rows - 3);
  const u = Math.min(Math.max(fx - c, 0), 1);
  const v = Math.min(Math.max(fy - r, 0), 1);
  const at = (r - 1) * grid.columns + c;
  const w = grid.columns;
  const line = (i: number): number => cubic(values[i - 1]!, values[i]!, values[i + 1]!, values[i + 2]!, u);
  return cubic(line(at), line(at + w), line(at + 2 * w), line(at + 3 * w), v);
}
