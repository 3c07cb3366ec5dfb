import { transformer } from "#engine/projections";
import type { RasterFile } from "#engine/raster-files";
import { clipWindow, type Grid, type Window } from "#engine/rasters";
import { type ControlGrid, controlGridOf, type PixelWindow, positionsOfRow } from "./control-grid.ts";
import { encodeIndexedPng } from "./indexed-png.ts";
import { type Colouring, type Palette, paletteOf } from "./palette.ts";
import { type LevelWindow, levelsOf, type PyramidLevel, type PyramidReader } from "./pyramid.ts";
import { extentOfTile, mercatorExtentOf, TILE_SIZE, type TileAddress } from "./web-mercator.ts";

/**
 * Draws one tile. Classes, and values where a cell is larger than a pixel, take the nearest cell, so that a cell on the
 * map has the colour of its value; values where it is smaller are interpolated.
 * @param key names the version of the file, for the reader's cache
 * @returns a PNG of 256 × 256 pixels, or undefined where the tile shows nothing
 */
export async function renderTile(
  file: RasterFile,
  key: string,
  tile: TileAddress,
  colouring: Colouring,
  reader: PyramidReader,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pixels = pixelsOverlapping(file.grid, tile);
  if (pixels === undefined) return undefined;
  const control = controlGridOf(pixels, positionFunction(file.grid, tile));
  const cellsPerPixel = scaleOf(control);
  const level = levelFor(levelsOf(file), cellsPerPixel);
  const window = windowFor(control, level, file.grid);
  if (window.columns === 0 || window.rows === 0) return undefined;

  const cells = await reader.read(file, key, level, window);
  const isInterpolated = colouring.kind === "ramp" && cellsPerPixel >= level.scaleX;
  const palette = paletteOf(colouring);
  const indices = drawPixels(control, level, cells, palette, isInterpolated);
  if (indices.every((index) => index === 0)) return undefined;
  return encodeIndexedPng(indices, TILE_SIZE, TILE_SIZE, palette.colors);
}

/** The pixels of the tile over which the raster can lie, with one of margin for the bend of its edges. */
function pixelsOverlapping(grid: Grid, tile: TileAddress): PixelWindow | undefined {
  const raster = mercatorExtentOf(grid);
  const { minX, minY, maxX, maxY } = extentOfTile(tile);
  const pixelsPerMetre = TILE_SIZE / (maxX - minX);
  const inTile = (pixel: number) => Math.min(Math.max(pixel, 0), TILE_SIZE);
  const pixels = {
    left: inTile(Math.floor((raster.minX - minX) * pixelsPerMetre) - 1),
    right: inTile(Math.ceil((raster.maxX - minX) * pixelsPerMetre) + 1),
    top: inTile(Math.floor((maxY - raster.maxY) * pixelsPerMetre) - 1),
    bottom: inTile(Math.ceil((maxY - raster.minY) * pixelsPerMetre) + 1),
  };
  const touches = raster.minX < maxX && raster.maxX > minX && raster.minY < maxY && raster.maxY > minY;
  return touches ? pixels : undefined;
}

function positionFunction(grid: Grid, tile: TileAddress) {
  const { minX, maxX, maxY } = extentOfTile(tile);
  const metresPerPixel = (maxX - minX) / TILE_SIZE;
  const toGrid = transformer("EPSG:3857", grid.crs);
  return (pixelX: number, pixelY: number) => {
    const { x, y } = toGrid(minX + pixelX * metresPerPixel, maxY - pixelY * metresPerPixel);
    return { x: (x - grid.originX) / grid.cellWidth, y: (grid.originY - y) / grid.cellHeight };
  };
}

/** Cells of the full resolution that a pixel measures, on the average of the tile. */
function scaleOf({ window, meshes, columns, rows }: ControlGrid): number {
  const last = columns.length - 1;
  const diagonalPixels = Math.hypot(window.right - window.left, window.bottom - window.top);
  const diagonalCells = Math.hypot(columns[last]! - columns[0]!, rows[last]! - rows[0]!);
  const otherCells = Math.hypot(columns[meshes]! - columns[last - meshes]!, rows[meshes]! - rows[last - meshes]!);
  return (diagonalCells + otherCells) / 2 / diagonalPixels;
}

/** The coarsest level whose cells are not larger than a pixel; the full resolution where even its cells are. */
function levelFor(levels: readonly PyramidLevel[], cellsPerPixel: number): PyramidLevel {
  return levels.findLast((level) => Math.max(level.scaleX, level.scaleY) <= cellsPerPixel) ?? levels[0]!;
}

/** The cells of the level that the pixels need, with one of margin for interpolation. */
function windowFor({ columns, rows }: ControlGrid, level: PyramidLevel, grid: Grid): Window {
  const range = (positions: Float64Array, scale: number) => {
    const finite = positions.filter(Number.isFinite);
    return [Math.floor(Math.min(...finite) / scale) - 1, Math.ceil(Math.max(...finite) / scale) + 1] as const;
  };
  const [west, east] = range(columns, level.scaleX);
  const [north, south] = range(rows, level.scaleY);
  const levelGrid = { ...grid, columns: level.columns, rows: level.rows };
  return clipWindow({ column: west, row: north, columns: east - west, rows: south - north }, levelGrid);
}

function drawPixels(
  control: ControlGrid,
  level: PyramidLevel,
  cells: LevelWindow,
  palette: Palette,
  isInterpolated: boolean,
): Uint8Array {
  const { left, right, top, bottom } = control.window;
  const indices = new Uint8Array(TILE_SIZE * TILE_SIZE);
  const columns = new Float64Array(right - left);
  const rows = new Float64Array(right - left);
  const valueAt = isInterpolated ? interpolatedValue : nearestValue;
  for (let pixelY = top; pixelY < bottom; pixelY++) {
    positionsOfRow(control, pixelY, columns, rows);
    const start = pixelY * TILE_SIZE + left;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]! / level.scaleX - cells.window.column;
      const row = rows[i]! / level.scaleY - cells.window.row;
      indices[start + i] = palette.indexOf(valueAt(cells, column, row));
    }
  }
  return indices;
}

/** Value of the cell that holds a position; NaN outside. */
function nearestValue({ values, window }: LevelWindow, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const isInside = column >= 0 && row >= 0 && column < window.columns && row < window.rows;
  return isInside ? values[row * window.columns + column]! : Number.NaN;
}

/** Bilinear between cell centres, of the cells that have a value; NaN where the cell that holds the position has none. */
function interpolatedValue(cells: LevelWindow, x: number, y: number): number {
  const own = nearestValue(cells, x, y);
  if (Number.isNaN(own)) return own;
  const { values, window } = cells;
  const west = Math.floor(x - 0.5);
  const north = Math.floor(y - 0.5);
  const u = x - 0.5 - west;
  const v = y - 0.5 - north;
  if (west >= 0 && north >= 0 && west + 1 < window.columns && north + 1 < window.rows) {
    const nw = north * window.columns + west;
    const sw = nw + window.columns;
    const value =
      (values[nw]! * (1 - u) + values[nw + 1]! * u) * (1 - v) + (values[sw]! * (1 - u) + values[sw + 1]! * u) * v;
    if (!Number.isNaN(value)) return value;
  }
  let sum = 0;
  let weights = 0;
  for (const [dx, dy, weight] of [
    [0, 0, (1 - u) * (1 - v)],
    [1, 0, u * (1 - v)],
    [0, 1, (1 - u) * v],
    [1, 1, u * v],
  ] as const) {
    const value = nearestValue(cells, west + dx + 0.5, north + dy + 0.5);
    if (Number.isNaN(value)) continue;
    sum += value * weight;
    weights += weight;
  }
  return weights > 0 ? sum / weights : own;
}
