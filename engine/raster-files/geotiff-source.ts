import type { ByteSource } from "./byte-access.ts";

interface Slice {
  readonly offset: number;
  readonly length: number;
}

/**
 * A byte source in the shape that the geotiff library reads from. The library asks for a guessed length when it parses a
 * directory, so a read beyond the end is answered with what there is; tiles and strips are read elsewhere, exactly.
 */
export class GeotiffSource {
  readonly source: ByteSource;

  constructor(source: ByteSource) {
    this.source = source;
  }

  get fileSize(): number {
    return this.source.size;
  }

  async fetch(slices: readonly Slice[]): Promise<ArrayBufferLike[]> {
    return Promise.all(slices.map(async (slice) => (await this.fetchSlice(slice)).data));
  }

  async fetchSlice(slice: Slice): Promise<Slice & { data: ArrayBufferLike }> {
    const { offset } = slice;
    const length = Math.max(0, Math.min(slice.length, this.source.size - offset));
    const bytes = length === 0 ? new Uint8Array(0) : await this.source.read(offset, length);
    const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
    return { offset, length, data: isWhole ? bytes.buffer : new Uint8Array(bytes).buffer };
  }

  async close(): Promise<void> {
    // The owner of the byte source closes it.
    await Promise.resolve();
  }
}
