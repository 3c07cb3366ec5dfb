import { type Transform, transformer } from "#engine/projections";
import type { Grid, Window } from "#engine/rasters";

/**
 * Where centres of target cells lie in a source grid: `columns` and `rows` are positions in cells from the north-western
 * corner, so that the centre of cell (0, 0) is at (0.5, 0.5). NaN where a point cannot be projected.
 */
export interface RowPositions {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/** Gives positions for the rows of one window of the target. */
export interface WindowMapping {
  /** Fills `positions` for a row of the window, counted from its first. */
  positionsOf(row: number, positions: RowPositions): void;
}

export type GridMapping = (window: Window) => WindowMapping;

export function mapGrid(target: Grid, source: Grid): GridMapping {
  return target.crs === source.crs ? mapWithinSystem(target, source) : mapAcrossSystems(target, source);
}

function mapWithinSystem(target: Grid, source: Grid): GridMapping {
  const columnStep = target.cellWidth / source.cellWidth;
  const rowStep = target.cellHeight / source.cellHeight;
  const firstColumn = (target.originX - source.originX) / source.cellWidth + columnStep / 2;
  const firstRow = (source.originY - target.originY) / source.cellHeight + rowStep / 2;
  return (window) => ({
    positionsOf(row, { columns, rows }) {
      rows.fill(firstRow + (window.row + row) * rowStep);
      for (let i = 0; i < window.columns; i++) columns[i] = firstColumn + (window.column + i) * columnStep;
    },
  });
}

/**
 * Points are projected exactly at the corners of blocks of 64 × 64 target cells and interpolated between. Blocks are
 * counted from the target's origin, so a cell gets the same position whatever window it is read in.
 */
const BLOCK_CELLS = 64;
/** Where interpolation in a block's middle is off by more than this many source cells, its cells are projected one by one. */
const TOLERANCE_CELLS = 0.01;

function mapAcrossSystems(target: Grid, source: Grid): GridMapping {
  const locate = locator(target, source);
  return (window) => {
    const control = new ControlPoints(window, locate);
    return { positionsOf: (row, positions) => control.positionsOf(row, positions) };
  };
}

/** From a position in the target, in cells from its corner, to that in the source. */
function locator(target: Grid, source: Grid): Transform {
  const project = transformer(target.crs, source.crs);
  return (column, row) => {
    const { x, y } = project(target.originX + column * target.cellWidth, target.originY - row * target.cellHeight);
    return { x: (x - source.originX) / source.cellWidth, y: (source.originY - y) / source.cellHeight };
  };
}

class ControlPoints {
  readonly #window: Window;
  readonly #locate: Transform;
  readonly #firstAcross: number;
  readonly #firstDown: number;
  /** Nodes along a side: one more than blocks. */
  readonly #nodesAcross: number;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  /** Per block, whether interpolation is good enough. */
  readonly #isSmooth: Uint8Array;

  constructor(window: Window, locate: Transform) {
    this.#window = window;
    this.#locate = locate;
    this.#firstAcross = Math.floor(window.column / BLOCK_CELLS);
    this.#firstDown = Math.floor(window.row / BLOCK_CELLS);
    const across = Math.floor((window.column + window.columns - 1) / BLOCK_CELLS) - this.#firstAcross + 1;
    const down = Math.floor((window.row + window.rows - 1) / BLOCK_CELLS) - this.#firstDown + 1;
    this.#nodesAcross = across + 1;
    this.#x = new Float64Array((across + 1) * (down + 1));
    this.#y = new Float64Array((across + 1) * (down + 1));
    this.#isSmooth = new Uint8Array((across + 1) * (down + 1));
    for (let j = 0; j <= down; j++) {
      for (let i = 0; i <= across; i++) {
        const { x, y } = locate((this.#firstAcross + i) * BLOCK_CELLS, (this.#firstDown + j) * BLOCK_CELLS);
        this.#x[j * this.#nodesAcross + i] = x;
        this.#y[j * this.#nodesAcross + i] = y;
      }
    }
    for (let j = 0; j < down; j++) {
      for (let i = 0; i < across; i++) this.#isSmooth[j * this.#nodesAcross + i] = this.#isInterpolable(i, j) ? 1 : 0;
    }
  }

  #isInterpolable(i: number, j: number): boolean {
    const exact = this.#locate((this.#firstAcross + i + 0.5) * BLOCK_CELLS, (this.#firstDown + j + 0.5) * BLOCK_CELLS);
    const node = j * this.#nodesAcross + i;
    const mean = (values: Float64Array): number =>
      (values[node]! + values[node + 1]! + values[node + this.#nodesAcross]! + values[node + this.#nodesAcross + 1]!) /
      4;
    // False for NaN as well.
    return Math.abs(mean(this.#x) - exact.x) <= TOLERANCE_CELLS && Math.abs(mean(this.#y) - exact.y) <= TOLERANCE_CELLS;
  }

  positionsOf(row: number, { columns, rows }: RowPositions): void {
    const window = this.#window;
    const targetRow = window.row + row;
    const j = Math.floor(targetRow / BLOCK_CELLS) - this.#firstDown;
    const t = (targetRow + 0.5 - (this.#firstDown + j) * BLOCK_CELLS) / BLOCK_CELLS;
    for (let first = window.column; first < window.column + window.columns; ) {
      const block = Math.floor(first / BLOCK_CELLS);
      const end = Math.min((block + 1) * BLOCK_CELLS, window.column + window.columns);
      const node = j * this.#nodesAcross + block - this.#firstAcross;
      if (this.#isSmooth[node] === 1) {
        this.#interpolate(this.#x, node, t, block, first, end, columns);
        this.#interpolate(this.#y, node, t, block, first, end, rows);
      } else {
        for (let column = first; column < end; column++) {
          const { x, y } = this.#locate(column + 0.5, targetRow + 0.5);
          columns[column - window.column] = x;
          rows[column - window.column] = y;
        }
      }
      first = end;
    }
  }

  #interpolate(
    nodes: Float64Array,
    node: number,
    t: number,
    block: number,
    first: number,
    end: number,
    positions: Float64Array,
  ): void {
    const south = node + this.#nodesAcross;
    const west = nodes[node]! * (1 - t) + nodes[south]! * t;
    const east = nodes[node + 1]! * (1 - t) + nodes[south + 1]! * t;
    const step = (east - west) / BLOCK_CELLS;
    for (let column = first; column < end; column++) {
      positions[column - this.#window.column] = west + (column + 0.5 - block * BLOCK_CELLS) * step;
    }
  }
}
