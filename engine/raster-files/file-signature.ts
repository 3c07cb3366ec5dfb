import type { TerraceError } from "#errors";
import type { ByteSource } from "./byte-access.ts";
import { rasterFileError } from "./errors.ts";

interface Likeness {
  readonly zh: string;
  readonly en: string;
  readonly remedyZh: string;
  readonly remedyEn: string;
}

const CONVERT = {
  remedyZh: "请用 gdal_translate -of GTiff 转换。",
  remedyEn: "Convert it with gdal_translate -of GTiff.",
};
const UNPACK = { remedyZh: "请先解压，再指定其中的 .tif。", remedyEn: "Unpack it and name the .tif inside." };
const FETCH_AGAIN = {
  remedyZh: "下载可能失败，请重新下载。",
  remedyEn: "The download has probably failed; fetch it again.",
};
const WRONG_KIND = { remedyZh: "此处需要 GeoTIFF 栅格。", remedyEn: "A GeoTIFF raster is needed here." };

/** Formats told by their first bytes, written as Latin-1 text. */
const MAGIC_NUMBERS: readonly (readonly [string, Likeness])[] = [
  ["PK\x03\x04", { zh: "ZIP 压缩包", en: "a ZIP archive", ...UNPACK }],
  ["\x1f\x8b", { zh: "gzip 压缩文件", en: "a gzip file", ...UNPACK }],
  ["Rar!", { zh: "RAR 压缩包", en: "a RAR archive", ...UNPACK }],
  ["7z\xbc\xaf", { zh: "7z 压缩包", en: "a 7z archive", ...UNPACK }],
  ["version https://git-lfs", { zh: "Git LFS 指针", en: "a Git LFS pointer", ...FETCH_AGAIN }],
  ["EHFA_HEADER_TAG", { zh: "ERDAS IMAGINE（.img）", en: "ERDAS IMAGINE (.img)", ...CONVERT }],
  ["\x89HDF", { zh: "HDF5/NetCDF-4", en: "HDF5/NetCDF-4", ...CONVERT }],
  ["CDF", { zh: "NetCDF", en: "NetCDF", ...CONVERT }],
  ["\x89PNG", { zh: "PNG 图片", en: "a PNG picture", ...CONVERT }],
  ["\xff\xd8\xff", { zh: "JPEG 图片", en: "a JPEG picture", ...CONVERT }],
  ["BM", { zh: "BMP 图片", en: "a BMP picture", ...CONVERT }],
  ["\0\0\0\x0cjP", { zh: "JPEG 2000", en: "JPEG 2000", ...CONVERT }],
  ["%PDF", { zh: "PDF 文档", en: "a PDF document", ...CONVERT }],
  ["SQLite format 3", { zh: "SQLite/GeoPackage", en: "SQLite/GeoPackage", ...CONVERT }],
  ["\0\0'\x0a", { zh: "Shapefile", en: "a Shapefile", ...WRONG_KIND }],
];

/** Formats of text. */
const TEXT_PATTERNS: readonly (readonly [RegExp, Likeness])[] = [
  [/^\s*(<!doctype html|<html)/i, { zh: "网页（HTML）", en: "a web page (HTML)", ...FETCH_AGAIN }],
  [/^\s*ncols\s/i, { zh: "ASCII 栅格（.asc）", en: "an ASCII grid (.asc)", ...CONVERT }],
  [/^\s*[{[]/, { zh: "JSON", en: "JSON", ...WRONG_KIND }],
  [/^\s*</, { zh: "XML", en: "XML", ...WRONG_KIND }],
];

const UNKNOWN: Likeness = { zh: "无法识别的格式", en: "an unknown format", ...CONVERT };

const HEAD_BYTES = 64;

/** Throws unless the source begins as a TIFF or BigTIFF. */
export async function requireTiffSignature(source: ByteSource): Promise<void> {
  if (source.size === 0) {
    throw rasterFileError("raster-empty", source.name, {
      zh: "文件是空的（0 字节）。请重新复制或下载。",
      en: "the file is empty (0 bytes). Copy or download it again.",
    });
  }
  const head = await source.read(0, Math.min(HEAD_BYTES, source.size));
  const text = Array.from(head, (byte) => String.fromCharCode(byte)).join("");
  if (["II*\0", "II+\0", "MM\0*", "MM\0+"].includes(text.slice(0, 4))) return;
  throw notTiffError(source.name, text);
}

function notTiffError(name: string, text: string): TerraceError {
  const byMagic = MAGIC_NUMBERS.find(([magic]) => text.startsWith(magic))?.[1];
  const likeness = byMagic ?? TEXT_PATTERNS.find(([pattern]) => pattern.test(text))?.[1] ?? UNKNOWN;
  return rasterFileError(
    "raster-not-tiff",
    name,
    {
      zh: `不是 TIFF，像是${likeness.zh}。${likeness.remedyZh}`,
      en: `this is not a TIFF; it looks like ${likeness.en}. ${likeness.remedyEn}`,
    },
    { looksLike: likeness.en },
  );
}
