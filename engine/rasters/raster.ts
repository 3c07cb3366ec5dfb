import type { Grid } from "./grid.ts";
import type { ValidityBitmap } from "./validity-bitmap.ts";
import type { Window } from "./window.ts";

export type CellValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

export type CellValueType = "uint8" | "int8" | "uint16" | "int16" | "uint32" | "int32" | "float32" | "float64";

/**
 * Values of one band, row by row, `values.length === grid.columns * grid.rows`.
 * `validity` says which cells hold a value. In a float raster the other cells are NaN; in an integer raster their value
 * means nothing.
 */
export interface Raster<V extends CellValues = CellValues> {
  readonly grid: Grid;
  readonly values: V;
  readonly validity: ValidityBitmap;
}

/** A raster that is read piece by piece. Reading outside the grid is a bug of the caller. */
export interface WindowReader<V extends CellValues = CellValues> {
  readonly grid: Grid;
  readonly valueType: CellValueType;
  readWindow(window: Window): Promise<Raster<V>>;
}

export function newCellValues(type: CellValueType, length: number): CellValues {
  switch (type) {
    case "uint8":
      return new Uint8Array(length);
    case "int8":
      return new Int8Array(length);
    case "uint16":
      return new Uint16Array(length);
    case "int16":
      return new Int16Array(length);
    case "uint32":
      return new Uint32Array(length);
    case "int32":
      return new Int32Array(length);
    case "float32":
      return new Float32Array(length);
    case "float64":
      return new Float64Array(length);
  }
}

/** The values as float32 with NaN where there is none: the form in which kernels take a raster. */
export function noDataCountsAsNaN(raster: Raster): Float32Array {
  if (raster.values instanceof Float32Array) return raster.values;
  const values = Float32Array.from(raster.values);
  for (let i = 0; i < values.length; i++) {
    if (!raster.validity.isValid(i)) values[i] = Number.NaN;
  }
  return values;
}
