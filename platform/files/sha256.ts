import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { withFileErrors } from "./file-errors.ts";

export interface FileDigest {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * SHA-256 and size of a file, read as a stream.
 * @throws TerraceError `file-missing` | `file-forbidden` | `file-is-directory`
 */
export async function sha256OfFile(path: string): Promise<FileDigest> {
  const hash = createHash("sha256");
  let bytes = 0;
  await withFileErrors(path, async () => {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  return { sha256: hash.digest("hex"), bytes };
}
