import { inflateRawSync } from "node:zlib";
import { importError } from "./import-errors.ts";
import { decodeUnmarked } from "./text-encoding.ts";

/** Signatures of PKZIP's APPNOTE 6.3.9: end of central directory (4.3.16), central header (4.3.12), local header (4.3.7). */
const END_OF_DIRECTORY = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const END_BYTES = 22;
const MAXIMUM_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;
const FLAG_ENCRYPTED = 0x0001;
const FLAG_UTF8 = 0x0800;

export interface ZipMember {
  readonly name: string;
  read(): Uint8Array;
}

/**
 * The members of a zip archive that is in memory. Names without the UTF-8 flag are GBK, as Windows in Chinese writes them.
 * @throws TerraceError `zip-damaged`, `zip-encrypted`
 */
export function openZip(path: string, bytes: Uint8Array): ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = () =>
    importError(
      "zip-damaged",
      path,
      "压缩包损坏或不完整。请重新下载或重新压缩。",
      "the archive is damaged or incomplete. Download or compress it again.",
    );
  let end = bytes.length - END_BYTES;
  const lowest = Math.max(0, end - MAXIMUM_COMMENT_BYTES);
  while (end >= lowest && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < lowest) throw damaged();
  const members: ZipMember[] = [];
  let at = view.getUint32(end + 16, true);
  for (let remaining = view.getUint16(end + 10, true); remaining > 0; remaining--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER) throw damaged();
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const packedBytes = view.getUint32(at + 20, true);
    const unpackedBytes = view.getUint32(at + 24, true);
    const nameBytes = view.getUint16(at + 28, true);
    const localHeader = view.getUint32(at + 42, true);
    const nameField = bytes.subarray(at + 46, at + 46 + nameBytes);
    const name = (flags & FLAG_UTF8) !== 0 ? new TextDecoder().decode(nameField) : decodeUnmarked(nameField);
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const read = (): Uint8Array => {
      if ((flags & FLAG_ENCRYPTED) !== 0) {
        throw importError(
          "zip-encrypted",
          path,
          "压缩包有密码。请解压后再导入。",
          "the archive is encrypted. Unpack it first.",
        );
      }
      if (localHeader + 30 > bytes.length) throw damaged();
      const start = localHeader + 30 + view.getUint16(localHeader + 26, true) + view.getUint16(localHeader + 28, true);
      const packed = bytes.subarray(start, start + packedBytes);
      if (packed.length < packedBytes) throw damaged();
      if (method === STORED) return packed;
      if (method !== DEFLATED) throw damaged();
      try {
        // The stated size bounds the output, so that a forged archive cannot fill the memory.
        return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
      } catch (cause) {
        throw importError(
          "zip-damaged",
          path,
          `压缩包中的 ${name} 损坏。请重新压缩。`,
          `${name} in the archive is damaged. Compress it again.`,
          { member: name },
          cause,
        );
      }
    };
    members.push({ name, read });
  }
  return members;
}
