import { type CellValues, ValidityBitmap } from "#engine/rasters";

/**
 * Floats at the edge of the type's range mean "nothing" in many programs (ESRI writes -3.4028235e38, declared as
 * -3.40282346638529e+38, -3.4e+38 or not at all): no physical quantity is that large.
 */
const LARGEST_CREDIBLE = 3.39e38;

/**
 * Which cells hold a value. In float arrays the others become NaN, in place.
 * @param noData as declared by the file; a value that the type cannot hold matches no cell
 */
export function validityOf(values: CellValues, noData: number | undefined): ValidityBitmap {
  if (values instanceof Float32Array)
    return floatValidity(values, noData === undefined ? Number.NaN : Math.fround(noData));
  if (values instanceof Float64Array) return floatValidity(values, noData ?? Number.NaN);
  return integerValidity(values, noData);
}

function floatValidity(values: Float32Array | Float64Array, noData: number): ValidityBitmap {
  const bitmap = new ValidityBitmap(values.length);
  const bytes = bitmap.bytes;
  let byte = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > -LARGEST_CREDIBLE && value < LARGEST_CREDIBLE && value !== noData) byte |= 1 << (i & 7);
    else values[i] = Number.NaN;
    if ((i & 7) === 7) {
      bytes[i >> 3] = byte;
      byte = 0;
    }
  }
  if ((values.length & 7) !== 0) bytes[values.length >> 3] = byte;
  return bitmap;
}

function integerValidity(
  values: Exclude<CellValues, Float32Array | Float64Array>,
  noData: number | undefined,
): ValidityBitmap {
  if (noData === undefined || !Number.isInteger(noData)) return ValidityBitmap.allValid(values.length);
  const bitmap = new ValidityBitmap(values.length);
  const bytes = bitmap.bytes;
  let byte = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== noData) byte |= 1 << (i & 7);
    if ((i & 7) === 7) {
      bytes[i >> 3] = byte;
      byte = 0;
    }
  }
  if ((values.length & 7) !== 0) bytes[values.length >> 3] = byte;
  return bitmap;
}

/** GDAL_NODATA (tag 42113) as a number; "nan" and blanks are understood, anything else that is no number is undefined. */
export function parseNoData(text: string | undefined): number | undefined {
  const trimmed = text?.replaceAll("\0", "").trim().toLowerCase();
  if (trimmed === undefined || trimmed === "") return undefined;
  if (/^[-+]?nan/.test(trimmed)) return Number.NaN;
  if (/^-?inf/.test(trimmed)) return trimmed.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(trimmed.replace(",", "."));
  return Number.isNaN(value) ? undefined : value;
}
