import { GeoTIFF, type ImageFileDirectory } from "geotiff";
import type { TerraceError } from "#errors";
import { requireSupportedCompression } from "./block-decoding.ts";
import type { ByteSource, Inflate } from "./byte-access.ts";
import { rasterFileError } from "./errors.ts";
import { requireTiffSignature } from "./file-signature.ts";
import { readFileTags } from "./file-tags.ts";
import { gridOf } from "./georeference.ts";
import { GeotiffSource } from "./geotiff-source.ts";
import { createRasterFile } from "./opened-raster.ts";
import type { RasterFile } from "./raster-file.ts";
import { readTiffImage, type TiffImage } from "./tiff-image.ts";

export interface OpenRasterOptions {
  /** The coordinate system, stated by the user; it goes before what the file says. */
  readonly crs?: string | undefined;
  /** From 1; must be given where the file has several bands. */
  readonly band?: number | undefined;
  /** Native zlib; without it the geotiff library's own, which is several times slower. */
  readonly inflate?: Inflate | undefined;
  /**
   * Memory for decoded blocks. By default a row of blocks and one more, so that reading strip by strip decodes each block
   * once; 0 for a reader that keeps blocks itself.
   */
  readonly blockCacheBytes?: number | undefined;
}

/**
 * Opens a GeoTIFF, BigTIFF or COG. Only directories are read now; cells are read window by window.
 * @throws TerraceError with the codes of `RasterFileProblem`, `crs-unsupported` or `crs-old-datum`
 */
export async function openRasterFile(source: ByteSource, options: OpenRasterOptions = {}): Promise<RasterFile> {
  await requireTiffSignature(source);
  const { directories, isLittleEndian } = await readDirectories(source);
  const [mainDirectory] = directories;
  if (mainDirectory === undefined) throw damaged(source, undefined);
  const main = await readTiffImage(source.name, mainDirectory, isLittleEndian);
  requireSupportedCompression(source.name, main);
  const tags = await readFileTags(mainDirectory);
  const grid = gridOf(source.name, { columns: main.columns, rows: main.rows, ...tags }, options.crs);
  const band = chooseBand(source.name, main, options.band);
  const { overviews, masks } = await readSubsidiaries(source.name, directories.slice(1), main, isLittleEndian);
  const { inflate, blockCacheBytes } = options;
  return createRasterFile({ source, grid, main, overviews, masks, band, tags, inflate, blockCacheBytes });
}

interface Directories {
  readonly directories: readonly ImageFileDirectory[];
  readonly isLittleEndian: boolean;
}

async function readDirectories(source: ByteSource): Promise<Directories> {
  try {
    const tiff = await GeoTIFF.fromSource(new GeotiffSource(source) as never);
    const count = await tiff.getImageCount();
    const directories: ImageFileDirectory[] = [];
    for (let i = 0; i < count; i++) directories.push((await tiff.getImage(i)).fileDirectory);
    return { directories, isLittleEndian: tiff.littleEndian };
  } catch (cause) {
    throw damaged(source, cause);
  }
}

function damaged(source: ByteSource, cause: unknown): TerraceError {
  return rasterFileError(
    "raster-truncated",
    source.name,
    {
      zh: `TIFF 目录读不全（文件只有 ${source.size} 字节），文件不完整或已损坏。请重新复制或下载。`,
      en: `the TIFF directory cannot be read (the file has ${source.size} bytes): it is truncated or damaged. Copy or download it again.`,
    },
    { byte: source.size },
    cause,
  );
}

function chooseBand(name: string, main: TiffImage, band: number | undefined): number {
  if (band !== undefined && Number.isInteger(band) && band >= 1 && band <= main.samples) return band;
  if (band === undefined && main.samples === 1) return 1;
  throw rasterFileError(
    "raster-band-choice",
    name,
    {
      zh: `有 ${main.samples} 个波段，${band === undefined ? "请指明用哪一个" : `没有第 ${band} 波段，请改`}（1–${main.samples}），或用 gdal_translate -b 1 取出一个。`,
      en: `it has ${main.samples} bands${band === undefined ? "; say which to use" : ` and no band ${band}; choose`} (1-${main.samples}), or take one out with gdal_translate -b 1.`,
    },
    { bandCount: main.samples },
  );
}

interface Subsidiaries {
  readonly overviews: readonly TiffImage[];
  readonly masks: readonly TiffImage[];
}

/** Bits of NewSubfileType (tag 254): a smaller copy of another image; a transparency mask. */
const REDUCED_RESOLUTION = 1;
const TRANSPARENCY_MASK = 4;

async function readSubsidiaries(
  name: string,
  directories: readonly ImageFileDirectory[],
  main: TiffImage,
  isLittleEndian: boolean,
): Promise<Subsidiaries> {
  const overviews: TiffImage[] = [];
  const masks: TiffImage[] = [];
  for (const directory of directories) {
    const subfileType = Number((await directory.loadValue(254)) ?? 0);
    if ((subfileType & TRANSPARENCY_MASK) !== 0) {
      masks.push(await readTiffImage(name, directory, isLittleEndian));
    } else if (subfileType === REDUCED_RESOLUTION) {
      const image = await readTiffImage(name, directory, isLittleEndian);
      if (image.valueType === main.valueType && image.samples === main.samples) overviews.push(image);
    }
  }
  overviews.sort((a, b) => b.columns - a.columns);
  return { overviews, masks };
}
