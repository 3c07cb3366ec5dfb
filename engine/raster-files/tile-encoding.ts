import type { CellValues, CellValueType } from "#engine/rasters";
import { encodeFloat32Rows, encodeIntegerRows } from "./predictor.ts";

/** 3 for float32, 2 for integers of several bytes; codes of one byte and float64 compress as well without. */
export function predictorFor(type: CellValueType): 1 | 2 | 3 {
  if (type === "float32") return 3;
  return type === "uint8" || type === "int8" || type === "float64" ? 1 : 2;
}

/** Bytes of one tile as they are compressed, in new memory: the tile's own is used again at once. */
export function encodeTile(values: CellValues, columns: number): Uint8Array {
  const rows = values.length / columns;
  if (values instanceof Float32Array) {
    const encoded = new Uint8Array(values.length * 4);
    encodeFloat32Rows(new Int32Array(values.buffer, values.byteOffset, values.length), columns, rows, encoded);
    return encoded;
  }
  const copy = values.slice();
  const hasPredictor =
    copy instanceof Uint16Array ||
    copy instanceof Int16Array ||
    copy instanceof Uint32Array ||
    copy instanceof Int32Array;
  if (hasPredictor) encodeIntegerRows(copy, columns, rows);
  return new Uint8Array(copy.buffer);
}

/** Whether all cells are the same value (NaN counts as equal to NaN). */
export function isConstant(values: CellValues): boolean {
  const first = values[0]!;
  if (Number.isNaN(first)) {
    for (let i = 1; i < values.length; i++) if (!Number.isNaN(values[i]!)) return false;
    return true;
  }
  for (let i = 1; i < values.length; i++) if (values[i] !== first) return false;
  return true;
}
