import type { ImageFileDirectory } from "geotiff";
import type { CellValueType } from "#engine/rasters";
import { rasterFileError } from "./errors.ts";

/** How the cells of one image of a TIFF file (full resolution, an overview or a mask) lie in the file. */
export interface TiffImage {
  readonly columns: number;
  readonly rows: number;
  readonly isTiled: boolean;
  readonly blockColumns: number;
  readonly blockRows: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  /** Bytes of block `i` in the file begin at `blockOffsets[i]`; a length of 0 means a block that was never written. */
  readonly blockOffsets: ArrayLike<number | bigint>;
  readonly blockLengths: ArrayLike<number | bigint>;
  readonly samples: number;
  /** One after the other within a cell, or each in blocks of its own. */
  readonly arePlanesSeparate: boolean;
  readonly bitsPerSample: number;
  readonly valueType: CellValueType;
  readonly compression: number;
  readonly predictor: number;
  readonly isLittleEndian: boolean;
  readonly directory: ImageFileDirectory;
}

/** Baseline and extension tags by number (TIFF 6.0; the number says more than the library's name for it). */
async function load(directory: ImageFileDirectory, tag: number): Promise<unknown> {
  return directory.loadValue(tag);
}

async function loadNumber(directory: ImageFileDirectory, tag: number): Promise<number | undefined> {
  const value = await load(directory, tag);
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  if (value !== undefined && value !== null && typeof value === "object" && 0 in value) {
    return Number((value as unknown as ArrayLike<number>)[0]);
  }
  return undefined;
}

async function loadNumbers(directory: ImageFileDirectory, tag: number): Promise<ArrayLike<number | bigint>> {
  const value = await load(directory, tag);
  if (typeof value === "number" || typeof value === "bigint") return [value];
  return (value ?? []) as ArrayLike<number | bigint>;
}

const SUPPORTED_TYPES: Readonly<Record<string, CellValueType>> = {
  "1/1": "uint8",
  "1/2": "uint8",
  "1/4": "uint8",
  "1/8": "uint8",
  "1/16": "uint16",
  "1/32": "uint32",
  "2/8": "int8",
  "2/16": "int16",
  "2/32": "int32",
  "3/32": "float32",
  "3/64": "float64",
};

/** Sample format 4 means "undefined"; GDAL and the specification read it as unsigned. */
function sampleFormatOf(format: number | undefined): number {
  return format === undefined || format === 4 ? 1 : format;
}

function valueTypeOf(name: string, format: number, bits: number): CellValueType {
  const type = SUPPORTED_TYPES[`${format}/${bits}`];
  if (type !== undefined) return type;
  const format_ =
    { 1: "unsigned", 2: "signed", 3: "float", 5: "complex integer", 6: "complex float" }[format] ?? "unknown";
  throw rasterFileError("raster-unsupported", name, {
    zh: `数据类型不支持（${format_}，${bits} 位）。请用 gdal_translate -ot Float32 转换。`,
    en: `the cell type (${format_}, ${bits} bits) is not supported. Convert it with gdal_translate -ot Float32.`,
  });
}

/**
 * The layout of one image.
 * @throws TerraceError `raster-unsupported` | `raster-unreadable`
 */
export async function readTiffImage(
  name: string,
  directory: ImageFileDirectory,
  isLittleEndian: boolean,
): Promise<TiffImage> {
  const columns = await loadNumber(directory, 256);
  const rows = await loadNumber(directory, 257);
  if (columns === undefined || rows === undefined || columns < 1 || rows < 1) {
    throw rasterFileError("raster-unreadable", name, {
      zh: "TIFF 目录里没有图像宽高，文件已损坏。请重新复制或下载。",
      en: "the TIFF directory holds no image width and height; the file is damaged. Copy or download it again.",
    });
  }
  const tileColumns = await loadNumber(directory, 322);
  const tileRows = await loadNumber(directory, 323);
  const isTiled = tileColumns !== undefined && tileRows !== undefined;
  const rowsPerStrip = (await loadNumber(directory, 278)) ?? rows;
  const blockColumns = isTiled ? tileColumns : columns;
  const blockRows = isTiled ? tileRows : Math.max(1, Math.min(rowsPerStrip, rows));
  const samples = (await loadNumber(directory, 277)) ?? 1;
  const bits = Array.from(await loadNumbers(directory, 258), Number);
  const formats = Array.from(await loadNumbers(directory, 339), Number);
  const bitsPerSample = bits[0] ?? 1;
  if (bits.some((value) => value !== bitsPerSample)) {
    throw rasterFileError("raster-unsupported", name, {
      zh: "各波段位数不同，不支持。请用 gdal_translate -b 取出一个波段。",
      en: "bands of different depth are not supported. Take one band out with gdal_translate -b.",
    });
  }
  return {
    columns,
    rows,
    isTiled,
    blockColumns,
    blockRows,
    blocksAcross: Math.ceil(columns / blockColumns),
    blocksDown: Math.ceil(rows / blockRows),
    blockOffsets: await loadNumbers(directory, isTiled ? 324 : 273),
    blockLengths: await loadNumbers(directory, isTiled ? 325 : 279),
    samples,
    arePlanesSeparate: (await loadNumber(directory, 284)) === 2,
    bitsPerSample,
    valueType: valueTypeOf(name, sampleFormatOf(formats[0]), bitsPerSample),
    compression: (await loadNumber(directory, 259)) ?? 1,
    predictor: (await loadNumber(directory, 317)) ?? 1,
    isLittleEndian,
    directory,
  };
}
