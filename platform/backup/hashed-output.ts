import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

export interface HashedOutput {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The hash of lines as a file holds them.
 * @param path where they are written for the owner's eyes alone; null only counts and hashes
 */
export async function hashLines(
  pages: AsyncIterable<readonly string[]>,
  path: string | null,
  signal?: AbortSignal,
): Promise<HashedOutput> {
  const hash = createHash("sha256");
  const file = path === null ? null : await open(path, "wx", 0o600);
  let rows = 0;
  let bytes = 0;
  try {
    for await (const lines of pages) {
      signal?.throwIfAborted();
      const page = Buffer.from(`${lines.join("\n")}\n`);
      hash.update(page);
      await file?.writeFile(page);
      rows += lines.length;
      bytes += page.length;
    }
  } finally {
    await file?.close();
  }
  return { rows, bytes, sha256: hash.digest("hex") };
}
