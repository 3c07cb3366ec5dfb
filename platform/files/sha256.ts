import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { withFileErrors } from "./file-errors.ts";

/**
 * SHA-256 of a file as lower-case hexadecimal, read as a stream.
 * @throws TerraceError `file-missing` | `file-forbidden` | `file-is-directory`
 */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await withFileErrors(path, () => pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash));
  return hash.digest("hex");
}
