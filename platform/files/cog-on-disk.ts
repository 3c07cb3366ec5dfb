import { rename, rm } from "node:fs/promises";
import { type CogOptions, type CogWriter, createCogWriter } from "#engine/raster-files";
import { withFileErrors } from "./file-errors.ts";
import { type FileSink, openFileSink } from "./file-sink.ts";
import { compressFloatTile, compressWithZlib } from "./zlib-codec.ts";

export type CogFile = CogWriter & {
  /** Removes what was written so far. Harmless after `finish`. */
  abandon(): Promise<void>;
};

/**
 * A COG on disk, compressed on the thread pool. It takes its name only when it is complete and on the disk; until then
 * it is `<path>.partial`, with the tiles in `<path>.spool`, and a failure removes both.
 * @throws TerraceError `disk-full` | `file-missing` | `file-forbidden` | `crs-unsupported`
 */
export async function createCogFile(path: string, options: Omit<CogOptions, "compress">): Promise<CogFile> {
  const partialPath = `${path}.partial`;
  const spoolPath = `${path}.spool`;
  const opened: FileSink[] = [];
  const abandon = async (): Promise<void> => {
    await Promise.allSettled(opened.splice(0).map((sink) => sink.abandon()));
    await Promise.all([rm(partialPath, { force: true }), rm(spoolPath, { force: true })]);
  };
  const orAbandon = async <T>(operation: () => Promise<T>): Promise<T> => {
    try {
      return await operation();
    } catch (error) {
      await abandon();
      throw error;
    }
  };
  return orAbandon(async () => {
    const sink = await openFileSink(partialPath);
    opened.push(sink);
    const spool = await openFileSink(spoolPath);
    opened.push(spool);
    const compress = options.valueType === "float32" ? compressFloatTile : compressWithZlib;
    const writer = createCogWriter(sink, spool, { ...options, compress });
    return {
      writeRows: (values) => orAbandon(() => writer.writeRows(values)),
      finish: () =>
        orAbandon(async () => {
          const result = await writer.finish();
          opened.length = 0;
          await spool.abandon();
          await rm(spoolPath, { force: true });
          await sink.close();
          await withFileErrors(path, () => rename(partialPath, path));
          return result;
        }),
      abandon,
    };
  });
}
