import { promisify } from "node:util";
import { constants, deflate, inflate, type ZlibOptions } from "node:zlib";

const deflateAsync = promisify<Uint8Array, ZlibOptions, Buffer>(deflate);
const inflateAsync = promisify<Uint8Array, ZlibOptions, Buffer>(inflate);

/** Level 1: level 6 makes a DEM 2 % smaller in 1.3 times the time (measured on float32 tiles with predictor 3). */
const FASTEST = constants.Z_BEST_SPEED;

/** zlib hands out pieces of this size and joins them; one piece for the whole result saves the joining. */
function pieceFor(bytes: number): number {
  return Math.max(1024, bytes);
}

/** Compresses on the thread pool. */
export async function compressWithZlib(bytes: Uint8Array): Promise<Uint8Array> {
  return plainBytes(await deflateAsync(bytes, { level: FASTEST, chunkSize: pieceFor(bytes.length) }));
}

/**
 * Compresses differenced float32 tiles on the thread pool. Their bytes are runs and noise, so looking for repeats further
 * back than the last byte costs twice the time for 1.4 % less (16 M cells with overviews: 0.63 against 1.33 CPU-s).
 */
export async function compressFloatTile(bytes: Uint8Array): Promise<Uint8Array> {
  const strategy = constants.Z_RLE;
  return plainBytes(await deflateAsync(bytes, { level: FASTEST, strategy, chunkSize: pieceFor(bytes.length) }));
}

/** Inflates on the thread pool into one buffer of the expected length. */
export async function inflateWithZlib(bytes: Uint8Array, expectedLength: number): Promise<Uint8Array> {
  return plainBytes(await inflateAsync(bytes, { chunkSize: pieceFor(expectedLength) }));
}

/** A Node buffer differs from an Uint8Array where it matters: its `slice` shares memory. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
