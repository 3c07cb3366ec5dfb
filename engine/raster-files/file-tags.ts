import type { ImageFileDirectory } from "geotiff";
import { type MetadataItem, parseGdalMetadata } from "./gdal-metadata.ts";
import { type GeoKeys, parseGeoKeys } from "./geo-keys.ts";
import { parseNoData } from "./validity.ts";

/** What the main directory says beside the layout of the cells. */
export interface FileTags {
  readonly pixelScale: ArrayLike<number> | undefined;
  readonly tiePoint: ArrayLike<number> | undefined;
  readonly transformation: ArrayLike<number> | undefined;
  readonly keys: GeoKeys;
  readonly noData: number | undefined;
  readonly metadata: readonly MetadataItem[];
}

export async function readFileTags(directory: ImageFileDirectory): Promise<FileTags> {
  const value = async <T>(tag: number): Promise<T | undefined> => (await directory.loadValue(tag)) as T | undefined;
  const doubles = await value<ArrayLike<number> | number>(34736);
  const metadata = await value<string>(42112);
  return {
    pixelScale: await value<ArrayLike<number>>(33550),
    tiePoint: await value<ArrayLike<number>>(33922),
    transformation: await value<ArrayLike<number>>(34264),
    keys: parseGeoKeys(
      (await value<ArrayLike<number>>(34735)) ?? [],
      typeof doubles === "number" ? [doubles] : (doubles ?? []),
      (await value<string>(34737)) ?? "",
    ),
    noData: parseNoData(await value<string>(42113)),
    metadata: metadata === undefined ? [] : parseGdalMetadata(metadata),
  };
}

/** The item of a band (from 1) that plays a role: `scale`, `offset`, `unittype`, `description`. */
export function bandItem(tags: FileTags, band: number, role: string): string | undefined {
  return tags.metadata.find((item) => item.sample === band - 1 && item.role === role)?.value;
}

export interface Scaling {
  readonly scale: number;
  readonly offset: number;
}

/** Value = stored · scale + offset; undefined where the values are stored as they are. */
export function scalingOf(tags: FileTags, band: number): Scaling | undefined {
  const scale = Number(bandItem(tags, band, "scale") ?? 1);
  const offset = Number(bandItem(tags, band, "offset") ?? 0);
  if (!Number.isFinite(scale) || !Number.isFinite(offset) || (scale === 1 && offset === 0)) return undefined;
  return { scale, offset };
}
