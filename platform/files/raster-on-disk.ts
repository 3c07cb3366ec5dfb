import { type OpenRasterOptions, openRasterFile, type RasterFile } from "#engine/raster-files";
import { openFileSource } from "./file-source.ts";
import { inflateWithZlib } from "./zlib-codec.ts";

export type OpenRaster = RasterFile & { close(): Promise<void> };

/**
 * A raster file on disk, read window by window with the native zlib.
 * @throws TerraceError of `openFileSource` and `openRasterFile`
 */
export async function openRaster(path: string, options: Omit<OpenRasterOptions, "inflate"> = {}): Promise<OpenRaster> {
  const source = await openFileSource(path);
  try {
    const file = await openRasterFile(source, { ...options, inflate: inflateWithZlib });
    return { ...file, close: () => source.close() };
  } catch (error) {
    await source.close();
    throw error;
  }
}
