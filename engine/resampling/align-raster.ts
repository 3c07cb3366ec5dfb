import {
  type CellValues,
  type CellValueType,
  clipWindow,
  type Grid,
  gridOfWindow,
  newCellValues,
  type Raster,
  ValidityBitmap,
  type Window,
  type WindowReader,
} from "#engine/rasters";
import { type GridMapping, mapGrid, type RowPositions, type WindowMapping } from "./grid-mapping.ts";
import { type ResamplingMethod, sourceCellsPerCell } from "./resampling-method.ts";
import { createAverageSampler, type RowSampler, sampleBilinear, sampleNearest } from "./sampling.ts";

/**
 * The source as if it had been measured on the target grid. Cells outside the source are without value. Where the two
 * grids share their cells, windows are copied and no method applies; otherwise `bilinear` and `average` give floats.
 * @throws TerraceError `crs-unsupported`
 */
export function alignRaster(source: WindowReader, target: Grid, method: ResamplingMethod): WindowReader {
  const offset = sharedCellOffset(source.grid, target);
  return offset === undefined ? resampledReader(source, target, method) : shiftedReader(source, target, offset);
}

interface CellOffset {
  readonly column: number;
  readonly row: number;
}

/** A hundredth of a cell, as in `isSameGrid`: files written by different tools differ in the last digits. */
const TOLERANCE_CELLS = 0.01;

/** Where the target's first cell lies in the source, when both are cut from one lattice. */
function sharedCellOffset(source: Grid, target: Grid): CellOffset | undefined {
  const column = (target.originX - source.originX) / source.cellWidth;
  const row = (source.originY - target.originY) / source.cellHeight;
  const widthDrift = (Math.abs(source.cellWidth - target.cellWidth) / source.cellWidth) * target.columns;
  const heightDrift = (Math.abs(source.cellHeight - target.cellHeight) / source.cellHeight) * target.rows;
  const isShared =
    source.crs === target.crs &&
    Math.abs(column - Math.round(column)) <= TOLERANCE_CELLS &&
    Math.abs(row - Math.round(row)) <= TOLERANCE_CELLS &&
    widthDrift <= TOLERANCE_CELLS &&
    heightDrift <= TOLERANCE_CELLS;
  return isShared ? { column: Math.round(column), row: Math.round(row) } : undefined;
}

function shiftedReader(source: WindowReader, target: Grid, offset: CellOffset): WindowReader {
  return {
    grid: target,
    valueType: source.valueType,
    async readWindow(window) {
      const wanted = { ...window, column: window.column + offset.column, row: window.row + offset.row };
      const inside = clipWindow(wanted, source.grid);
      const grid = gridOfWindow(target, window);
      const isWhole = inside.columns === wanted.columns && inside.rows === wanted.rows;
      if (isWhole) return { ...(await source.readWindow(inside)), grid };
      const result = emptyRaster(grid, source.valueType);
      if (inside.columns === 0 || inside.rows === 0) return result;
      const piece = await source.readWindow(inside);
      const columnShift = inside.column - wanted.column;
      for (let row = 0; row < inside.rows; row++) {
        const to = (row + inside.row - wanted.row) * window.columns + columnShift;
        const from = row * inside.columns;
        result.values.set(piece.values.subarray(from, from + inside.columns), to);
        for (let i = 0; i < inside.columns; i++) if (piece.validity.isValid(from + i)) result.validity.setValid(to + i);
      }
      return result;
    },
  };
}

function emptyRaster(grid: Grid, type: CellValueType): Raster {
  const length = grid.columns * grid.rows;
  const values = newCellValues(type, length);
  if (type === "float32" || type === "float64") values.fill(Number.NaN);
  return { grid, values, validity: new ValidityBitmap(length) };
}

/** A window whose piece of the source is larger than this many cells is halved until it is not. */
const LARGEST_PIECE_CELLS = 1 << 23;

function resampledReader(source: WindowReader, target: Grid, method: ResamplingMethod): WindowReader {
  const mapping = mapGrid(target, source.grid);
  const footprint = sourceCellsPerCell(source.grid, target);
  const valueType = method === "nearest" ? source.valueType : floatTypeFor(source.valueType);
  const sampler = samplerFor(method, footprint);
  // Half the footprint beyond the outermost centres, and the neighbour that bilinear looks at.
  const reach = { across: Math.ceil(footprint.across / 2) + 1, down: Math.ceil(footprint.down / 2) + 1 };
  const resampling: Resampling = { source, mapping, sampler, reach };
  return {
    grid: target,
    valueType,
    async readWindow(window) {
      const result = emptyRaster(gridOfWindow(target, window), valueType);
      await sampleInto(resampling, window, window, result);
      return result;
    },
  };
}

interface Resampling {
  readonly source: WindowReader;
  readonly mapping: GridMapping;
  readonly sampler: RowSampler;
  readonly reach: { readonly across: number; readonly down: number };
}

function floatTypeFor(type: CellValueType): CellValueType {
  return type === "float64" || type === "int32" || type === "uint32" ? "float64" : "float32";
}

function samplerFor(
  method: ResamplingMethod,
  footprint: { readonly across: number; readonly down: number },
): RowSampler {
  switch (method) {
    case "nearest":
      return sampleNearest;
    case "bilinear":
      return sampleBilinear;
    case "average":
      return createAverageSampler(footprint.across, footprint.down);
  }
}

/** Fills the part of `result`, which covers `whole`, that `part` covers. */
async function sampleInto(resampling: Resampling, part: Window, whole: Window, result: Raster): Promise<void> {
  const { source, mapping, sampler } = resampling;
  const windowMapping = mapping(part);
  const positions: RowPositions = { columns: new Float64Array(part.columns), rows: new Float64Array(part.columns) };
  const piece = pieceFor(resampling, windowMapping, part, positions);
  if (piece.columns === 0 || piece.rows === 0) return;
  if (piece.columns * piece.rows > LARGEST_PIECE_CELLS && part.columns * part.rows > 1) {
    for (const half of halvesOf(part)) await sampleInto(resampling, half, whole, result);
    return;
  }
  const raster = await source.readWindow(piece);
  for (let row = 0; row < part.rows; row++) {
    windowMapping.positionsOf(row, positions);
    const start = (part.row - whole.row + row) * whole.columns + part.column - whole.column;
    const values: CellValues = result.values;
    sampler({ window: piece, raster }, positions, { values, validity: result.validity, start, columns: part.columns });
  }
}

/**
 * The window of the source that a window of the target needs. A system's grid lines are smooth, so the outermost rows and
 * columns bound the rest; the reach covers their curvature between the rows that are looked at.
 */
function pieceFor(
  { source, reach }: Resampling,
  windowMapping: WindowMapping,
  part: Window,
  positions: RowPositions,
): Window {
  let [minColumn, maxColumn, minRow, maxRow] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const row of boundingRows(part.rows)) {
    windowMapping.positionsOf(row, positions);
    for (let i = 0; i < part.columns; i++) {
      const column = positions.columns[i]!;
      const sourceRow = positions.rows[i]!;
      if (column < minColumn) minColumn = column;
      if (column > maxColumn) maxColumn = column;
      if (sourceRow < minRow) minRow = sourceRow;
      if (sourceRow > maxRow) maxRow = sourceRow;
    }
  }
  if (minColumn === Infinity) return { column: 0, row: 0, columns: 0, rows: 0 };
  const column = Math.floor(minColumn) - reach.across;
  const row = Math.floor(minRow) - reach.down;
  return clipWindow(
    {
      column,
      row,
      columns: Math.floor(maxColumn) + reach.across + 1 - column,
      rows: Math.floor(maxRow) + reach.down + 1 - row,
    },
    source.grid,
  );
}

/** Every 32nd row and the last: between them a grid line bends by far less than a cell. */
function* boundingRows(rows: number): Generator<number> {
  for (let row = 0; row < rows - 1; row += 32) yield row;
  yield rows - 1;
}

function halvesOf(window: Window): readonly [Window, Window] {
  if (window.columns >= window.rows) {
    const west = window.columns >> 1;
    return [
      { ...window, columns: west },
      { ...window, column: window.column + west, columns: window.columns - west },
    ];
  }
  const north = window.rows >> 1;
  return [
    { ...window, rows: north },
    { ...window, row: window.row + north, rows: window.rows - north },
  ];
}
