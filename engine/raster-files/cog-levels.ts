import { type CellValues, type CellValueType, newCellValues } from "#engine/rasters";
import type { RowReduction } from "./overview-reduction.ts";

/** A full tile of one level. Its memory is used again by the next row of that level. */
export interface FilledTile {
  /** 0 is full resolution. */
  readonly level: number;
  readonly across: number;
  readonly down: number;
  readonly values: CellValues;
}

/** Sizes of the raster and its overviews, each half of the one before, until one tile holds it. */
export function levelSizes(
  columns: number,
  rows: number,
  blockSize: number,
): { readonly columns: number; readonly rows: number }[] {
  const sizes = [{ columns, rows }];
  let last = sizes[0]!;
  while (Math.max(last.columns, last.rows) > blockSize) {
    last = { columns: (last.columns + 1) >> 1, rows: (last.rows + 1) >> 1 };
    sizes.push(last);
  }
  return sizes;
}

export interface LevelOptions {
  readonly level: number;
  readonly columns: number;
  readonly rows: number;
  readonly blockSize: number;
  readonly valueType: CellValueType;
  /** Fills the part of a tile that lies beyond the raster. */
  readonly padding: number;
  readonly reduction: RowReduction;
  readonly onTile: (tile: FilledTile) => void;
  readonly next: CogLevel | undefined;
}

/** One resolution of a COG under construction: cuts the rows it is given into tiles and hands every pair on, halved. */
export class CogLevel {
  readonly #options: LevelOptions;
  readonly #tiles: CellValues[];
  readonly #reduced: CellValues;
  /** The upper row of a pair whose lower row has not come yet. */
  readonly #upper: CellValues;
  #hasUpper = false;
  #row = 0;

  constructor(options: LevelOptions) {
    this.#options = options;
    const { columns, blockSize, valueType } = options;
    const blocksAcross = Math.ceil(columns / blockSize);
    this.#tiles = Array.from({ length: blocksAcross }, () =>
      newCellValues(valueType, blockSize * blockSize).fill(options.padding),
    );
    this.#upper = newCellValues(valueType, columns);
    this.#reduced = newCellValues(valueType, (columns + 1) >> 1);
  }

  /** Takes the full row that begins at `start`. */
  acceptRow(values: CellValues, start: number): void {
    const { columns, rows, blockSize, next } = this.#options;
    const rowInTile = this.#row % blockSize;
    for (const [across, tile] of this.#tiles.entries()) {
      const first = across * blockSize;
      const end = Math.min(first + blockSize, columns);
      tile.set(values.subarray(start + first, start + end), rowInTile * blockSize);
    }
    this.#row++;
    const isLast = this.#row === rows;
    if (next !== undefined) this.#halve(next, values, start, isLast);
    if (isLast || this.#row % blockSize === 0) this.#handOverTiles(rowInTile + 1);
  }

  #halve(next: CogLevel, values: CellValues, start: number, isLast: boolean): void {
    const { columns, reduction } = this.#options;
    if (this.#hasUpper) {
      reduction(this.#upper, 0, values, start, columns, this.#reduced);
      this.#hasUpper = false;
    } else if (isLast) {
      reduction(values, start, undefined, 0, columns, this.#reduced);
    } else {
      this.#upper.set(values.subarray(start, start + columns));
      this.#hasUpper = true;
      return;
    }
    next.acceptRow(this.#reduced, 0);
  }

  #handOverTiles(rowsFilled: number): void {
    const { level, blockSize, padding, onTile } = this.#options;
    const down = Math.floor((this.#row - 1) / blockSize);
    for (const [across, tile] of this.#tiles.entries()) {
      if (rowsFilled < blockSize) tile.fill(padding, rowsFilled * blockSize);
      onTile({ level, across, down, values: tile });
    }
  }
}
