import { type FileHandle, open } from "node:fs/promises";
import type { ByteSink } from "#engine/raster-files";
import { withFileErrors } from "./file-errors.ts";

export type FileSink = ByteSink & {
  /** Forces what was written onto the disk and closes the file. */
  close(): Promise<void>;
  /** Closes without waiting for the disk: for scratch files. */
  abandon(): Promise<void>;
};

/**
 * A new file for random access; what was there before is lost.
 * @throws TerraceError `disk-full` | `file-missing` | `file-forbidden`
 */
export async function openFileSink(path: string): Promise<FileSink> {
  const handle = await withFileErrors(path, () => open(path, "w+"));
  return {
    write: (offset, bytes) => withFileErrors(path, () => writeFully(handle, offset, bytes)),
    read: (offset, length) =>
      withFileErrors(path, async () => {
        const bytes = new Uint8Array(length);
        const { bytesRead } = await handle.read(bytes, 0, length, offset);
        return bytes.subarray(0, bytesRead);
      }),
    close: () =>
      withFileErrors(path, async () => {
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
      }),
    abandon: () => handle.close(),
  };
}

async function writeFully(handle: FileHandle, offset: number, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}
