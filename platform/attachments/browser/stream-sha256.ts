import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The read half of a stream of bytes: what a browser, a worker and Node have in common. */
export interface ByteReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
}

/**
 * SHA-256 of a stream that need not fit in memory. The browser's own digest wants all bytes at once, and only on an encrypted page.
 * @param onBytes told how many bytes have been read so far
 * @returns lower-case hexadecimal
 */
export async function streamSha256(reader: ByteReader, onBytes: (bytes: number) => void): Promise<string> {
  const hash = sha256.create();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return bytesToHex(hash.digest());
    hash.update(value);
    bytes += value.length;
    onBytes(bytes);
  }
}
