import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const INDEXED_COLOUR = 3;

/**
 * A PNG with a palette (PNG 3rd edition, colour type 3, 8 bits), index 0 fully transparent.
 * Our own because the time is nearly all deflate and Node's zlib is native: the packages bring one in JavaScript.
 * @param indices `width * height`, row by row
 * @param colors red, green, blue of each index
 */
export function encodeIndexedPng(
  indices: Uint8Array,
  width: number,
  height: number,
  colors: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const headerView = new DataView(header.buffer);
  headerView.setUint32(0, width);
  headerView.setUint32(4, height);
  header[8] = 8;
  header[9] = INDEXED_COLOUR;

  // Each row begins with its filter type; 0 (none) is what the standard advises for indexed images.
  const rows = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) {
    rows.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const chunks = [
    chunkOf("IHDR", header),
    chunkOf("PLTE", colors),
    chunkOf("tRNS", Uint8Array.of(0)),
    chunkOf("IDAT", deflateSync(rows, { level: 3 })),
    chunkOf("IEND", new Uint8Array(0)),
  ];
  const png = new Uint8Array(SIGNATURE.length + chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  png.set(SIGNATURE);
  let offset = SIGNATURE.length;
  for (const chunk of chunks) {
    png.set(chunk, offset);
    offset += chunk.length;
  }
  return png;
}

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}
