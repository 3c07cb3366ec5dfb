import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

export interface StoredTile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly writtenAt: number;
}

export interface TileStore {
  /** Undefined where it is not kept. */
  read(name: string): Promise<StoredTile | undefined>;
  /** @throws the file system's error, such as ENOSPC: the tile is then not kept */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** What the folder holds; known after the first reading or writing. */
  readonly bytes: number;
}

/** So that a full folder is cleared now and then and not with every tile. */
const KEPT_SHARE = 0.9;

/** Files in a folder that never outgrows a number of bytes: what was used longest ago goes first. Uses of earlier runs count as of their writing. */
export function createTileStore(folder: string, capacityBytes: number): TileStore {
  /** In the order of their use. */
  const files = new Map<string, number>();
  let total = 0;
  let counted: Promise<void> | undefined;
  const ready = () => {
    counted ??= count().catch((error: unknown) => {
      counted = undefined;
      throw error;
    });
    return counted;
  };

  async function count(): Promise<void> {
    await mkdir(folder, { recursive: true });
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found: { name: string; bytes: number; time: number }[] = [];
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      // Left by a process that was ended while it wrote.
      if (entry.name.endsWith(".partial")) {
        await rm(path, { force: true });
        continue;
      }
      const { size, mtimeMs } = await stat(path);
      found.push({ name: relative(folder, path), bytes: size, time: mtimeMs });
    }
    for (const { name, bytes } of found.sort((a, b) => a.time - b.time)) note(name, bytes);
  }

  function note(name: string, bytes: number): void {
    total += bytes - (files.get(name) ?? 0);
    files.delete(name);
    files.set(name, bytes);
  }

  async function makeRoom(): Promise<void> {
    if (total <= capacityBytes) return;
    for (const [name, bytes] of files) {
      if (total <= capacityBytes * KEPT_SHARE) return;
      files.delete(name);
      total -= bytes;
      await rm(join(folder, name), { force: true });
    }
  }

  return {
    read: async (name) => {
      await ready();
      if (!files.has(name)) return undefined;
      try {
        const path = join(folder, name);
        const [bytes, { mtimeMs }] = await Promise.all([readFile(path), stat(path)]);
        note(name, bytes.length);
        return { bytes: new Uint8Array(bytes), writtenAt: mtimeMs };
      } catch (error) {
        // Somebody emptied the folder: it is a cache.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        total -= files.get(name) ?? 0;
        files.delete(name);
        return undefined;
      }
    },
    write: async (name, bytes) => {
      await ready();
      const path = join(folder, name);
      const partial = `${path}.${randomUUID()}.partial`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeFile(partial, bytes);
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      note(name, bytes.length);
      await makeRoom();
    },
    get bytes() {
      return total;
    },
  };
}
