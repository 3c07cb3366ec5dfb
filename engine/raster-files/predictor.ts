/**
 * TIFF predictors: 2 is horizontal differencing of integers (TIFF 6.0 §14), 3 that of the byte planes of floats (Adobe
 * Photoshop TIFF Technical Note 3). Four bytes are handled in one 32-bit word: `addBytes` and `subtractBytes` work on
 * each of them modulo 256, which is three times as fast as byte by byte.
 */
const LOW_BITS = 0x7f7f7f7f;
const HIGH_BITS = 0x80808080 | 0;

function addBytes(a: number, b: number): number {
  return ((a & LOW_BITS) + (b & LOW_BITS)) ^ ((a ^ b) & HIGH_BITS);
}

function subtractBytes(a: number, b: number): number {
  return ((a | HIGH_BITS) - (b & LOW_BITS)) ^ ((a ^ ~b) & HIGH_BITS);
}

/**
 * Predictor 3 for rows of little-endian float32: each row becomes its four byte planes, most significant first,
 * every byte less the byte before it.
 * @param bits values as 32-bit words, `rows * columns`
 * @param encoded receives `rows * columns * 4` bytes
 */
export function encodeFloat32Rows(bits: Int32Array, columns: number, rows: number, encoded: Uint8Array): void {
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    const plane0 = first * 4;
    const plane1 = plane0 + columns;
    const plane2 = plane1 + columns;
    const plane3 = plane2 + columns;
    // Each plane but the first begins with its difference from the last byte of the plane before it.
    let before = (bits[first + columns - 1]! >>> 8) & 0x00ffffff;
    for (let i = 0; i < columns; i++) {
      const word = bits[first + i]!;
      const difference = subtractBytes(word, before);
      before = word;
      encoded[plane0 + i] = difference >>> 24;
      encoded[plane1 + i] = difference >>> 16;
      encoded[plane2 + i] = difference >>> 8;
      encoded[plane3 + i] = difference;
    }
  }
}

/** The inverse of `encodeFloat32Rows`. */
export function decodeFloat32Rows(encoded: Uint8Array, columns: number, rows: number, bits: Int32Array): void {
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    const plane0 = first * 4;
    const plane1 = plane0 + columns;
    const plane2 = plane1 + columns;
    const plane3 = plane2 + columns;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    for (let i = 0; i < columns; i++) {
      sum0 += encoded[plane0 + i]!;
      sum1 += encoded[plane1 + i]!;
      sum2 += encoded[plane2 + i]!;
    }
    // Running sums at the end of planes 0, 1 and 2: where planes 1, 2 and 3 begin.
    let word = ((sum0 & 255) << 16) | (((sum0 + sum1) & 255) << 8) | ((sum0 + sum1 + sum2) & 255);
    for (let i = 0; i < columns; i++) {
      const difference =
        (encoded[plane0 + i]! << 24) |
        (encoded[plane1 + i]! << 16) |
        (encoded[plane2 + i]! << 8) |
        encoded[plane3 + i]!;
      word = addBytes(word, difference);
      bits[first + i] = word;
    }
  }
}

/**
 * Predictor 3 undone for any sample size and number of interleaved samples, in place, giving little-endian values.
 * @param columns values in a row, all samples counted
 */
export function decodeFloatRows(
  bytes: Uint8Array,
  columns: number,
  rows: number,
  sampleBytes: number,
  stride: number,
): void {
  const rowBytes = columns * sampleBytes;
  const planes = new Uint8Array(rowBytes);
  for (let row = 0; row < rows; row++) {
    const first = row * rowBytes;
    for (let i = 0; i < rowBytes; i++) {
      planes[i] = bytes[first + i]! + (i >= stride ? planes[i - stride]! : 0);
    }
    for (let i = 0; i < columns; i++) {
      for (let b = 0; b < sampleBytes; b++) {
        bytes[first + i * sampleBytes + b] = planes[(sampleBytes - 1 - b) * columns + i]!;
      }
    }
  }
}

type IntegerValues = Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Int8Array;

/** Predictor 2 undone in place. `columns` counts the values of a row, all samples; `stride` is the number of samples. */
export function decodeIntegerRows(values: IntegerValues, columns: number, rows: number, stride: number): void {
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * columns;
    for (let i = row * columns + stride; i < end; i++) values[i]! += values[i - stride]!;
  }
}

/** Predictor 2 in place, one sample. */
export function encodeIntegerRows(values: IntegerValues, columns: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    for (let i = first + columns - 1; i > first; i--) values[i]! -= values[i - 1]!;
  }
}
