import type { Point } from "#engine/projections";

/** Pixels of a tile, from `left`, `top` (inclusive) to `right`, `bottom` (exclusive). */
export interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Where the pixels of a tile lie in the raster: exact at the control points, bilinear between them.
 * Columns and rows are continuous: 0 is the western or northern edge of the first cell, 0.5 its centre.
 */
export interface ControlGrid {
  readonly window: PixelWindow;
  /** Meshes in each direction; there is a control point more. */
  readonly meshes: number;
  /** `(meshes + 1)²` positions, row by row. */
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/** Half of what is asked (0.25 pixel): the error is taken at the middle of the meshes, where it is nearly greatest. */
const TOLERATED_ERROR_PIXELS = 0.125;
const FIRST_MESHES = 2;

/**
 * @param positionOf the raster position of a point of the tile, in pixels (pixel centres are at .5); NaN where none is
 * @returns as few control points as keep bilinear interpolation within a quarter of a pixel
 */
export function controlGridOf(window: PixelWindow, positionOf: (pixelX: number, pixelY: number) => Point): ControlGrid {
  const finest = Math.max(window.right - window.left, window.bottom - window.top);
  for (let meshes = FIRST_MESHES; ; meshes *= 2) {
    const grid = sampleGrid(window, Math.min(meshes, finest), positionOf);
    if (meshes >= finest || isWithinTolerance(grid, positionOf)) return grid;
  }
}

function sampleGrid(window: PixelWindow, meshes: number, positionOf: (x: number, y: number) => Point): ControlGrid {
  const side = meshes + 1;
  const columns = new Float64Array(side * side);
  const rows = new Float64Array(side * side);
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      const { x, y } = positionOf(
        pixelAt(window.left, window.right, i / meshes),
        pixelAt(window.top, window.bottom, j / meshes),
      );
      columns[j * side + i] = x;
      rows[j * side + i] = y;
    }
  }
  return { window, meshes, columns, rows };
}

function pixelAt(from: number, to: number, fraction: number): number {
  return from + (to - from) * fraction;
}

function isWithinTolerance(grid: ControlGrid, positionOf: (x: number, y: number) => Point): boolean {
  const { window, meshes, columns, rows } = grid;
  const side = meshes + 1;
  const pixelsPerMesh = (window.right - window.left) / meshes;
  for (let j = 0; j < meshes; j++) {
    for (let i = 0; i < meshes; i++) {
      const nw = j * side + i;
      const corners = [nw, nw + 1, nw + side, nw + side + 1] as const;
      const cellsPerPixel = Math.hypot(columns[nw + 1]! - columns[nw]!, rows[nw + 1]! - rows[nw]!) / pixelsPerMesh;
      // The middle of the mesh and of two of its sides: at the middle alone, opposite curvatures would cancel.
      for (const [u, v] of [
        [0.5, 0.5],
        [0.5, 0],
        [0, 0.5],
      ] as const) {
        const weights = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v] as const;
        const mean = (values: Float64Array) =>
          corners.reduce((sum, corner, k) => sum + values[corner]! * weights[k]!, 0);
        const exact = positionOf(
          pixelAt(window.left, window.right, (i + u) / meshes),
          pixelAt(window.top, window.bottom, (j + v) / meshes),
        );
        const error = Math.hypot(exact.x - mean(columns), exact.y - mean(rows));
        if (!(error <= TOLERATED_ERROR_PIXELS * cellsPerPixel)) return false;
      }
    }
  }
  return true;
}

/** Positions of the pixel centres of one row of the window, written to `columns` and `rows` from index 0. */
export function positionsOfRow(grid: ControlGrid, pixelY: number, columns: Float64Array, rows: Float64Array): void {
  const { window, meshes } = grid;
  const width = window.right - window.left;
  const down = ((pixelY + 0.5 - window.top) / (window.bottom - window.top)) * meshes;
  const j = Math.min(Math.floor(down), meshes - 1);
  const v = down - j;
  const pixelsPerMesh = width / meshes;
  for (let i = 0; i < meshes; i++) {
    const west = j * (meshes + 1) + i;
    const columnWest = alongMesh(grid.columns, west, meshes, v);
    const columnStep = (alongMesh(grid.columns, west + 1, meshes, v) - columnWest) / pixelsPerMesh;
    const rowWest = alongMesh(grid.rows, west, meshes, v);
    const rowStep = (alongMesh(grid.rows, west + 1, meshes, v) - rowWest) / pixelsPerMesh;
    // The pixels whose centres lie in this mesh: a mesh need not begin at the edge of a pixel.
    const first = Math.ceil(i * pixelsPerMesh - 0.5);
    const end = i === meshes - 1 ? width : Math.ceil((i + 1) * pixelsPerMesh - 0.5);
    for (let pixel = first; pixel < end; pixel++) {
      const pixelsFromWest = pixel + 0.5 - i * pixelsPerMesh;
      columns[pixel] = columnWest + columnStep * pixelsFromWest;
      rows[pixel] = rowWest + rowStep * pixelsFromWest;
    }
  }
}

/** The value on the north–south side of a mesh, the share `v` of the way down from its northern control point. */
function alongMesh(values: Float64Array, north: number, meshes: number, v: number): number {
  return values[north]! * (1 - v) + values[north + meshes + 1]! * v;
}
