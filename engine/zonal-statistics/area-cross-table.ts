import type { Window } from "#engine/rasters";
import { type CellAreas, forEachRun } from "./cell-area-runs.ts";
import { ExactSums } from "./exact-sums.ts";

/** Codes of a strip of cells. */
export type CodeStrip = Uint8Array | Uint16Array | Uint32Array;

/**
 * Areas of all pairs of two codes, exact in cm²: zone × class, land use × class, class before × class after (@zh 转移矩阵).
 * Codes start at 0; a code outside the table is a bug of the caller and throws.
 */
export class AreaCrossTable {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly #areas: CellAreas;
  readonly #sums: ExactSums;
  readonly #cells: ExactSums;

  constructor(rowCount: number, columnCount: number, areas: CellAreas) {
    this.rowCount = rowCount;
    this.columnCount = columnCount;
    this.#areas = areas;
    this.#sums = new ExactSums(rowCount * columnCount);
    this.#cells = new ExactSums(rowCount * columnCount);
  }

  /** Adds the cells of a window; both strips hold its cells row by row. `rowCodes` undefined: all cells are in row 0. */
  addWindow(window: Window, rowCodes: CodeStrip | undefined, columnCodes: CodeStrip): void {
    const { rowCount, columnCount } = this;
    const sums = this.#sums.values;
    const cells = this.#cells.values;
    forEachRun(window, this.#areas, (first, end, area) => {
      for (let cell = first; cell < end; cell += 1) {
        const row = rowCodes === undefined ? 0 : rowCodes[cell]!;
        const column = columnCodes[cell]!;
        if (row >= rowCount || column >= columnCount) {
          throw new RangeError(`codes ${row}, ${column} lie outside a table of ${rowCount} × ${columnCount}`);
        }
        const index = row * columnCount + column;
        sums[index]! += area;
        cells[index]! += 1;
      }
    });
  }

  /** @throws TerraceError `sum-too-large` */
  squareCentimetres(row: number, column: number): number {
    return this.#sums.at(row * this.columnCount + column);
  }

  cells(row: number, column: number): number {
    return this.#cells.at(row * this.columnCount + column);
  }

  merge(other: AreaCrossTable): void {
    this.#sums.add(other.#sums);
    this.#cells.add(other.#cells);
  }
}
