import { constants } from "node:fs";
import { chmod, copyFile, link, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { withFileErrors } from "#platform/files";
import { contentName, type FileStore } from "./file-store.ts";

/** Contents in a folder of this machine: `ab/cd/abcd…`. */
export function createFolderStore(folder: string): FileStore {
  const pathOf = (sha256: string) => join(folder, contentName(sha256));
  return {
    put: (source, sha256) => {
      const path = pathOf(sha256);
      return withFileErrors(path, async () => {
        await syncFile(source);
        await mkdir(dirname(path), { recursive: true });
        await placeAt(source, path);
        await syncFile(dirname(path));
      });
    },
    place: (sha256, path) =>
      withFileErrors(path, async () => {
        await mkdir(dirname(path), { recursive: true });
        await placeAt(pathOf(sha256), path);
      }),
    sizeOf: async (sha256) => {
      try {
        return (await stat(pathOf(sha256))).size;
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
    read: async (sha256, range) => {
      try {
        const handle = await open(pathOf(sha256), "r");
        return Readable.toWeb(handle.createReadStream(range)) as ReadableStream<Uint8Array>;
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
  };
}

/** The file appears whole under its name or not at all. Within one file system it gets a second name and is not copied. */
async function placeAt(source: string, path: string): Promise<void> {
  try {
    await link(source, path);
    await chmod(path, 0o444);
    return;
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return;
    // Another file system, or one without links.
    if (code !== "EXDEV" && code !== "EPERM" && code !== "ENOTSUP") throw error;
  }
  const partial = `${path}.${process.pid}.part`;
  try {
    await copyFile(source, partial, constants.COPYFILE_FICLONE);
    await syncFile(partial);
    await chmod(partial, 0o444);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
