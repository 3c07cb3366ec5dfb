import { open } from "node:fs/promises";
import yauzl from "yauzl";
import type { TerraceError } from "#errors";
import { withFileErrors } from "#platform/files";
import { attachmentError } from "./attachment-errors.ts";
import { MEDIA_TYPES, type MediaType } from "./media-types.ts";

const HEAD_BYTES = 64 * 1024;
/** A zip archive's end may stand this far before the end of the file (APPNOTE 6.3.9 §4.3.16: a comment of 65 535 bytes). */
const TAIL_BYTES = 66 * 1024;
const MOST_MEMBERS = 10_000;

/**
 * The media type of a whole file, by its own bytes and in agreement with its name.
 * @throws TerraceError `attachment-type-refused` where we take no such files, `attachment-type-mismatch` where the content is not what
 *   the name says, `attachment-polyglot` where it is a second kind of file at the same time
 */
export async function inspectContent(path: string, fileName: string): Promise<string> {
  const { head, tail } = await readEnds(path);
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  const named = MEDIA_TYPES.filter(({ endings }) => endings.includes(ending));
  if (named.length === 0) throw typeRefused(fileName, ending);
  const type = named.find(({ matches }) => matches(head));
  if (type === undefined) throw typeMismatch(fileName, ending, contentOf(head));
  refusePolyglot(type, fileName, head, tail);
  if (head[0] === 0x50 && type.matches(head) && isZip(type)) await checkArchive(path, fileName, ending, type);
  return type.mediaType;
}

async function readEnds(path: string): Promise<{ head: Uint8Array; tail: Uint8Array }> {
  return withFileErrors(path, async () => {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      const read = async (from: number, length: number) => {
        const bytes = new Uint8Array(Math.min(length, size - from));
        await handle.read(bytes, 0, bytes.length, from);
        return bytes;
      };
      return { head: await read(0, HEAD_BYTES), tail: await read(Math.max(0, size - TAIL_BYTES), TAIL_BYTES) };
    } finally {
      await handle.close();
    }
  });
}

function isZip({ mediaType, member }: MediaType): boolean {
  return member !== undefined || mediaType === "application/zip" || mediaType.endsWith(".kmz");
}

function isPlainText({ matches }: MediaType): boolean {
  return matches(new TextEncoder().encode("a"));
}

/**
 * A picture that is an archive or a web page as well is opened as one thing by us and as another by whoever is sent it. Phones put a
 * film behind a picture (motion photos), and a document may hold pictures: those are no second kind.
 */
function refusePolyglot(type: MediaType, fileName: string, head: Uint8Array, tail: Uint8Array): void {
  const headText = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1");
  const tailText = Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength).toString("latin1");
  const isPicture = /^(image|audio|video)\//.test(type.mediaType);
  const second =
    (!isZip(type) && endsAsZip(tailText) && "ZIP") ||
    (type.mediaType !== "application/pdf" &&
      !isPlainText(type) &&
      headText.slice(0, 1024).includes("%PDF-") &&
      "PDF") ||
    (isPicture && /<script[\s>]|<!doctype html|<html[\s>]|<\?php/i.test(headText + tailText) && "HTML") ||
    (isPlainText(type) && /^\W{0,3}\s*(?:<!doctype html|<html[\s>])/i.test(headText.slice(0, 1024)) && "HTML");
  if (second === false) return;
  throw attachmentError(
    "attachment-polyglot",
    fileName,
    `文件里夹带了另一种格式的内容（${second}），可能是伪装的文件，没有保存。请重新拍摄、导出或压缩后再上传。`,
    `it is ${second} as well and may be disguised; it was not kept. Take, export or compress it again.`,
    { second },
  );
}

/** The end record of a zip archive whose comment reaches just to the end of the file. */
function endsAsZip(tail: string): boolean {
  for (let at = tail.lastIndexOf("PK\x05\x06"); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf("PK\x05\x06", at - 1)) {
    const comment = tail.charCodeAt(at + 20) + 256 * tail.charCodeAt(at + 21);
    if (at + 22 + comment === tail.length) return true;
  }
  return false;
}

async function checkArchive(path: string, fileName: string, ending: string, { member }: MediaType): Promise<void> {
  let names: readonly string[];
  try {
    names = await memberNames(path);
  } catch (cause) {
    throw attachmentError(
      "attachment-damaged",
      fileName,
      "文件损坏或不完整，打不开。请检查原文件后重新上传。",
      `the file is damaged or incomplete (${cause instanceof Error ? cause.message : cause}). Check the original and upload it again.`,
    );
  }
  if (member !== undefined && !names.some((name) => name.startsWith(member))) {
    throw typeMismatch(fileName, ending, "ZIP");
  }
}

async function memberNames(path: string): Promise<readonly string[]> {
  const archive = await yauzl.openPromise(path, { lazyEntries: true, strictFileNames: false });
  try {
    const names: string[] = [];
    for await (const entry of archive.eachEntry()) {
      names.push(entry.fileName);
      if (names.length >= MOST_MEMBERS) break;
    }
    return names;
  } finally {
    archive.close();
  }
}

function contentOf(head: Uint8Array): string {
  if (head[0] === 0x4d && head[1] === 0x5a) return "EXE";
  const found = MEDIA_TYPES.find((type) => !isPlainText(type) && type.matches(head));
  return found?.endings[0]?.toUpperCase() ?? (MEDIA_TYPES.find(isPlainText)?.matches(head) ? "TXT" : "?");
}

function typeRefused(fileName: string, ending: string): TerraceError {
  return attachmentError(
    "attachment-type-refused",
    fileName,
    `不接收${ending === "" ? "没有扩展名的文件" : `“.${ending}”类型的文件`}。可以上传照片、录像、录音、PDF、OFD、Word、Excel、压缩包和地理数据文件。`,
    `files ${ending === "" ? "without an ending" : `of the type .${ending}`} are not taken. Pictures, films, recordings, PDF, OFD, Word, Excel, archives and geodata are.`,
    { ending },
  );
}

function typeMismatch(fileName: string, ending: string, found: string): TerraceError {
  const isKnown = found !== "?";
  return attachmentError(
    "attachment-type-mismatch",
    fileName,
    `扩展名是“.${ending}”，内容却${isKnown ? `是 ${found}` : "不是这种格式"}，没有保存。请改成正确的扩展名，或检查文件是否损坏。`,
    `its ending is .${ending}, its content ${isKnown ? `is ${found}` : "is something else"}; it was not kept. Correct the ending, or check the file.`,
    { ending, found },
  );
}
