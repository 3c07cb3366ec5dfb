import { inflateRawSync } from "node:zlib";
import { importError } from "./import-errors.ts";
import { decodeUnmarked } from "./text-encoding.ts";

/** Signatures of PKZIP's APPNOTE 6.3.9: end of central directory (4.3.16), central header (4.3.12), local header (4.3.7). */
const END_OF_DIRECTORY = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_BYTES = 22;
const MAXIMUM_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;
const FLAG_ENCRYPTED = 0x0001;
const FLAG_UTF8 = 0x0800;

/** Shapefiles and databases shrink to a tenth at best; DEFLATE itself cannot go beyond 1032 : 1, which only bombs near. */
const MAXIMUM_RATIO = 200;
/** Small members of one repeated byte (an empty index) may well reach any ratio. */
const HARMLESS_BYTES = 16 * 1024 * 1024;
const MAXIMUM_UNPACKED_BYTES = 2 ** 31;
const MAXIMUM_MEMBERS = 10_000;

export interface ZipMember {
  /** With `/` between folders; never absolute, never with `..`. */
  readonly name: string;
  readonly unpackedBytes: number;
  read(): Uint8Array;
}

/**
 * The members of a zip archive that is in memory. Names without the UTF-8 flag are GBK, as Windows in Chinese writes them.
 * Nothing may stand before the first member or behind the last: an archive that is also a web page or a program is not read.
 * @throws TerraceError `zip-damaged`, `zip-encrypted`, `zip-polyglot`, `zip-path-unsafe`, `zip-bomb`
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
  const isPlain =
    (view.getUint32(0, true) === LOCAL_HEADER || end === 0) &&
    end + END_BYTES + view.getUint16(end + 20, true) === bytes.length &&
    at + view.getUint32(end + 12, true) <= end;
  if (!isPlain) {
    throw importError(
      "zip-polyglot",
      path,
      "压缩包前后夹带了其他内容，可能是伪装的文件，没有读取。请重新压缩后再导入。",
      "something else stands before or behind the archive; it may be disguised and was not read. Compress it again.",
    );
  }
  let unpackedTotal = 0;
  if (view.getUint16(end + 10, true) > MAXIMUM_MEMBERS) throw bomb(path, "文件数过多", "it holds too many files");
  for (let remaining = view.getUint16(end + 10, true); remaining > 0; remaining--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER) throw damaged();
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const packedBytes = view.getUint32(at + 20, true);
    const unpackedBytes = view.getUint32(at + 24, true);
    const nameBytes = view.getUint16(at + 28, true);
    const localHeader = view.getUint32(at + 42, true);
    const nameField = bytes.subarray(at + 46, at + 46 + nameBytes);
    const written = (flags & FLAG_UTF8) !== 0 ? new TextDecoder().decode(nameField) : decodeUnmarked(nameField);
    const name = safeName(path, written);
    unpackedTotal += unpackedBytes;
    if (unpackedTotal > MAXIMUM_UNPACKED_BYTES) throw bomb(path, "解压后超过 2 GiB", "it unpacks to more than 2 GiB");
    if (unpackedBytes > HARMLESS_BYTES && unpackedBytes > packedBytes * MAXIMUM_RATIO) {
      throw bomb(path, `${name} 的压缩比异常`, `${name} is compressed beyond belief`);
    }
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
    members.push({ name, unpackedBytes, read });
  }
  return members;
}

/** A name that stays inside the folder it is unpacked to, on every operating system. */
function safeName(path: string, written: string): string {
  const name = written.replaceAll("\\", "/");
  const isSafe =
    !name.startsWith("/") && !/^[a-z]:/i.test(name) && !name.includes("\0") && !name.split("/").includes("..");
  if (isSafe) return name;
  throw importError(
    "zip-path-unsafe",
    path,
    `压缩包中的文件名“${written.slice(0, 120)}”指向压缩包之外，没有读取。请重新压缩后再导入。`,
    `the name "${written.slice(0, 120)}" in the archive points outside of it; nothing was read. Compress it again.`,
    { member: written.slice(0, 500) },
  );
}

function bomb(path: string, zh: string, en: string) {
  return importError(
    "zip-bomb",
    path,
    `压缩包${zh}，没有解压。请只保留要导入的文件，重新压缩。`,
    `the archive was not unpacked: ${en}. Keep only the files to be imported and compress them again.`,
  );
}
