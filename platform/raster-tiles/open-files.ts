import type { RasterFile } from "#engine/raster-files";
import type { RasterVersion } from "./tile-tasks.ts";

interface Closable {
  close(): Promise<void>;
}

/** A survey has 13 layers, and two are compared side by side. */
const MAXIMUM_OPEN_FILES = 32;

/**
 * Rasters kept open between tiles, the longest unused closed first; another version of a path is opened anew.
 * For one caller at a time: a file may be closed as soon as another is asked for.
 */
export class OpenFiles<File extends RasterFile & Closable> {
  readonly #openRaster: (path: string) => Promise<File>;
  readonly #files = new Map<string, { readonly version: string; readonly file: File }>();

  constructor(openRaster: (path: string) => Promise<File>) {
    this.#openRaster = openRaster;
  }

  async open({ path, version }: RasterVersion): Promise<File> {
    const known = this.#files.get(path);
    this.#files.delete(path);
    if (known?.version === version) {
      this.#files.set(path, known);
      return known.file;
    }
    await known?.file.close();
    const file = await this.#openRaster(path);
    this.#files.set(path, { version, file });
    for (const [oldestPath, oldest] of this.#files) {
      if (this.#files.size <= MAXIMUM_OPEN_FILES) break;
      this.#files.delete(oldestPath);
      await oldest.file.close();
    }
    return file;
  }
}
