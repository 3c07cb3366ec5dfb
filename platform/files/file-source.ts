import { open } from "node:fs/promises";
import type { ByteSource } from "#engine/raster-files";
import { fileError, withFileErrors } from "./file-errors.ts";

export type FileSource = ByteSource & { close(): Promise<void> };

/** @throws TerraceError `file-missing` | `file-is-directory` | `file-forbidden` */
export async function openFileSource(path: string): Promise<FileSource> {
  const handle = await withFileErrors(path, () => open(path, "r"));
  const status = await handle.stat();
  if (status.isDirectory()) {
    await handle.close();
    throw fileError(Object.assign(new Error("is a directory"), { code: "EISDIR" }), path);
  }
  return {
    name: path,
    size: status.size,
    read: (offset, length) =>
      withFileErrors(path, async () => {
        const bytes = new Uint8Array(length);
        let done = 0;
        while (done < length) {
          const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
          if (bytesRead === 0) return bytes.subarray(0, done);
          done += bytesRead;
        }
        return bytes;
      }),
    close: () => handle.close(),
  };
}
