import type { RasterFile } from "#engine/raster-files";
import { clipWindow, type Raster, type Window } from "#engine/rasters";
import { TerraceError } from "#errors";
import { ByteBoundedCache } from "./tile-cache.ts";

/** A raster at one of its resolutions: 0 is the full one, each further one an overview. */
export interface PyramidLevel {
  readonly level: number;
  readonly columns: number;
  readonly rows: number;
  /** How many cells of the full resolution one cell measures, across and down. */
  readonly scaleX: number;
  readonly scaleY: number;
}

export function levelsOf(file: RasterFile): PyramidLevel[] {
  const sizes = [{ columns: file.grid.columns, rows: file.grid.rows }, ...file.overviews];
  return sizes.map(({ columns, rows }, level) => ({
    level,
    columns,
    rows,
    scaleX: scaleOf(file.grid.columns, columns),
    scaleY: scaleOf(file.grid.rows, rows),
  }));
}

/**
 * Overviews are made by halving, a last odd cell standing for itself: one of 126 cells of a raster of 1001 is at scale 8,
 * not 7.94, or its far edge would lie a cell off.
 */
function scaleOf(fullCells: number, overviewCells: number): number {
  const ratio = fullCells / overviewCells;
  const whole = Math.round(ratio);
  return Math.ceil(fullCells / whole) === overviewCells ? whole : ratio;
}

/** Cells of a level as float32, NaN where there is no value, until the reader reads again. Window in cells of the level. */
export interface LevelWindow {
  readonly window: Window;
  readonly values: Float32Array;
}

/** The tile size of the files that the surveys write: one block is decoded as a whole anyway. */
const BLOCK = 512;
/** A tile of 256 px takes at most 512 cells across plus its turn; more means that the file lacks overviews. */
const MAXIMUM_WINDOW_CELLS = 4096 * 4096;

/**
 * Reads windows of a raster's levels block by block and remembers the decoded blocks: neighbouring tiles share them.
 * For one caller at a time, because its windows lie in the same memory one after the other.
 */
export class PyramidReader {
  readonly #blocks: ByteBoundedCache<Float32Array>;
  #memory = new Float32Array(0);

  constructor(capacityBytes: number) {
    this.#blocks = new ByteBoundedCache(capacityBytes);
  }

  /**
   * @param key names the version of the file
   * @throws TerraceError `raster-without-overviews`, and what reading the file throws
   */
  async read(file: RasterFile, key: string, level: PyramidLevel, window: Window): Promise<LevelWindow> {
    if (window.columns * window.rows > MAXIMUM_WINDOW_CELLS) throw withoutOverviews(file);
    const cells = window.columns * window.rows;
    if (this.#memory.length < cells) this.#memory = new Float32Array(cells);
    const values = this.#memory.subarray(0, cells);
    for (let blockRow = Math.floor(window.row / BLOCK); blockRow * BLOCK < window.row + window.rows; blockRow++) {
      const first = Math.floor(window.column / BLOCK);
      for (let blockColumn = first; blockColumn * BLOCK < window.column + window.columns; blockColumn++) {
        const block = clipWindow(
          { column: blockColumn * BLOCK, row: blockRow * BLOCK, columns: BLOCK, rows: BLOCK },
          { ...file.grid, columns: level.columns, rows: level.rows },
        );
        copyOverlap(await this.#block(file, key, level, block), block, values, window);
      }
    }
    return { window, values };
  }

  async #block(file: RasterFile, key: string, level: PyramidLevel, window: Window): Promise<Float32Array> {
    const blockKey = `${key} ${level.level} ${window.column} ${window.row}`;
    const known = this.#blocks.get(blockKey);
    if (known !== undefined) return known;
    const raster = level.level === 0 ? await file.readWindow(window) : await file.readOverview(level.level - 1, window);
    const values = floatsOf(raster);
    this.#blocks.set(blockKey, values, values.byteLength);
    return values;
  }
}

function floatsOf({ values, validity }: Raster): Float32Array {
  if (values instanceof Float32Array) return values;
  const floats = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) floats[i] = validity.isValid(i) ? values[i]! : Number.NaN;
  return floats;
}

function copyOverlap(from: Float32Array, fromWindow: Window, to: Float32Array, toWindow: Window): void {
  const left = Math.max(fromWindow.column, toWindow.column);
  const right = Math.min(fromWindow.column + fromWindow.columns, toWindow.column + toWindow.columns);
  const top = Math.max(fromWindow.row, toWindow.row);
  const bottom = Math.min(fromWindow.row + fromWindow.rows, toWindow.row + toWindow.rows);
  for (let row = top; row < bottom; row++) {
    const start = (row - fromWindow.row) * fromWindow.columns - fromWindow.column;
    to.set(
      from.subarray(start + left, start + right),
      (row - toWindow.row) * toWindow.columns + left - toWindow.column,
    );
  }
}

function withoutOverviews(file: RasterFile): TerraceError {
  return new TerraceError({
    code: "raster-without-overviews",
    userMessage: `栅格 ${file.name} 没有金字塔，无法按此比例显示。请用 gdaladdo 建立金字塔，或重新运行调查。`,
    message: `Raster ${file.name} has no overviews for this scale. Build them with gdaladdo, or run the survey again.`,
    details: { file: file.name },
  });
}
