import { getDecoder } from "geotiff";
import type { Inflate } from "./byte-access.ts";
import { rasterFileError } from "./errors.ts";
import { decodeFloat32Rows, decodeFloatRows, decodeIntegerRows } from "./predictor.ts";
import type { TiffImage } from "./tiff-image.ts";

const UNCOMPRESSED = 1;
const DEFLATE_CODES = [8, 32946];
/** Codecs of the geotiff library that need nothing but the bytes: LZW, PackBits, LERC, zstd. */
const LIBRARY_CODES = [5, 32773, 34887, 50000];
const CODEC_NAMES: Readonly<Record<number, string>> = {
  6: "JPEG",
  7: "JPEG",
  34712: "JPEG 2000",
  50001: "WebP",
  50002: "JPEG XL",
};
const LERC = 34887;

/** @throws TerraceError `raster-unsupported` when blocks of this image cannot be decoded */
export function requireSupportedCompression(name: string, image: TiffImage): void {
  const code = image.compression;
  if (code === UNCOMPRESSED || DEFLATE_CODES.includes(code) || LIBRARY_CODES.includes(code)) return;
  const codec = CODEC_NAMES[code] ?? `编号 ${code}`;
  throw rasterFileError("raster-unsupported", name, {
    zh: `压缩方式 ${codec} 不支持。请用 gdal_translate -co COMPRESS=DEFLATE 转换。`,
    en: `compression ${CODEC_NAMES[code] ?? `number ${code}`} is not supported. Convert with gdal_translate -co COMPRESS=DEFLATE.`,
  });
}

/**
 * One block (tile or strip) as little-endian samples of whole bytes, rows of `blockColumns` cells.
 * @param rows rows that the block holds: `blockRows`, less in the last strip
 */
export async function decodeBlock(
  image: TiffImage,
  stored: Uint8Array,
  rows: number,
  inflate: Inflate | undefined,
): Promise<Uint8Array> {
  const samples = image.arePlanesSeparate ? 1 : image.samples;
  const valuesPerRow = image.blockColumns * samples;
  const rowBytes = Math.ceil((valuesPerRow * image.bitsPerSample) / 8);
  const raw = await decompress(image, stored, rowBytes * rows, inflate);
  if (raw.length < rowBytes * rows) throw new RangeError(`block holds ${raw.length} of ${rowBytes * rows} bytes`);
  if (image.bitsPerSample < 8) return unpackBits(raw, valuesPerRow, rows, image.bitsPerSample);
  const sampleBytes = image.bitsPerSample / 8;
  if (image.predictor === 3) return undoFloatPredictor(raw, valuesPerRow, rows, sampleBytes, samples);
  const bytes = image.isLittleEndian || sampleBytes === 1 ? raw : swapBytes(raw, sampleBytes);
  return image.predictor === 2 ? undoIntegerPredictor(bytes, valuesPerRow, rows, sampleBytes, samples) : bytes;
}

async function decompress(
  image: TiffImage,
  stored: Uint8Array,
  expectedLength: number,
  inflate: Inflate | undefined,
): Promise<Uint8Array> {
  if (image.compression === UNCOMPRESSED) return stored;
  if (DEFLATE_CODES.includes(image.compression) && inflate !== undefined) return inflate(stored, expectedLength);
  const decoder = await getDecoder(image.compression, {
    tileWidth: image.blockColumns,
    tileHeight: image.blockRows,
    planarConfiguration: image.arePlanesSeparate ? 2 : 1,
    bitsPerSample: [image.bitsPerSample],
    // The library's own predictors are byte by byte and mind no byte order; ours run afterwards.
    predictor: 1,
    ...(image.compression === LERC ? { LercParameters: await image.directory.loadValue("LercParameters") } : {}),
  });
  return new Uint8Array(await decoder.decode(new Uint8Array(stored).buffer));
}

/** Not `slice`: on a Node buffer that shares its memory, and a view must begin at a multiple of its element size. */
function copyOf(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(0, length));
}

function undoFloatPredictor(
  raw: Uint8Array,
  valuesPerRow: number,
  rows: number,
  sampleBytes: number,
  samples: number,
): Uint8Array {
  const length = valuesPerRow * rows * sampleBytes;
  if (sampleBytes === 4 && samples === 1) {
    const decoded = new Uint8Array(length);
    decodeFloat32Rows(raw, valuesPerRow, rows, new Int32Array(decoded.buffer));
    return decoded;
  }
  const decoded = copyOf(raw, length);
  decodeFloatRows(decoded, valuesPerRow, rows, sampleBytes, samples);
  return decoded;
}

function undoIntegerPredictor(
  raw: Uint8Array,
  valuesPerRow: number,
  rows: number,
  sampleBytes: number,
  samples: number,
): Uint8Array {
  const count = valuesPerRow * rows;
  const bytes = copyOf(raw, count * sampleBytes);
  switch (sampleBytes) {
    case 1:
      decodeIntegerRows(bytes, valuesPerRow, rows, samples);
      break;
    case 2:
      decodeIntegerRows(new Uint16Array(bytes.buffer, 0, count), valuesPerRow, rows, samples);
      break;
    case 4:
      decodeIntegerRows(new Uint32Array(bytes.buffer, 0, count), valuesPerRow, rows, samples);
      break;
    default:
      throw new RangeError(`predictor 2 with ${sampleBytes}-byte samples`);
  }
  return bytes;
}

function swapBytes(raw: Uint8Array, sampleBytes: number): Uint8Array {
  const swapped = new Uint8Array(raw.length);
  for (let first = 0; first + sampleBytes <= raw.length; first += sampleBytes) {
    for (let b = 0; b < sampleBytes; b++) swapped[first + b] = raw[first + sampleBytes - 1 - b]!;
  }
  return swapped;
}

/** Samples of 1, 2 or 4 bits, most significant first, rows padded to whole bytes (TIFF 6.0 §4), as bytes. */
function unpackBits(raw: Uint8Array, valuesPerRow: number, rows: number, bits: number): Uint8Array {
  const rowBytes = Math.ceil((valuesPerRow * bits) / 8);
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
  const values = new Uint8Array(valuesPerRow * rows);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < valuesPerRow; i++) {
      const byte = raw[row * rowBytes + Math.floor(i / perByte)]!;
      values[row * valuesPerRow + i] = (byte >> (8 - bits * ((i % perByte) + 1))) & mask;
    }
  }
  return values;
}
