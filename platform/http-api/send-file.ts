import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import type { Context } from "hono";
import { contentTypeOf } from "./content-types.ts";

export interface SendFileOptions {
  /** Offered to the user as a file to keep, under its own name; otherwise shown. */
  readonly asAttachment: boolean;
}

/**
 * Streams a file, whole or one range of it (RFC 9110 §14), so that a broken download goes on and a COG can be read in
 * place. The caller answers for the path.
 */
export async function sendFile(context: Context, path: string, { asAttachment }: SendFileOptions): Promise<Response> {
  const { size, mtimeMs } = await stat(path);
  const etag = `"${mtimeMs.toString(36)}-${size.toString(36)}"`;
  context.header("ETag", etag);
  context.header("Cache-Control", "no-cache");
  context.header("Accept-Ranges", "bytes");
  // Compression on the way makes the tag a weak one, and the browser sends it back so.
  const knownEtag = context.req.header("If-None-Match")?.replace(/^W\//, "");
  if (knownEtag === etag) return context.body(null, 304);

  context.header("Content-Type", contentTypeOf(path));
  if (asAttachment) {
    context.header("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(basename(path))}`);
  }
  const range = rangeOf(context.req.header("Range"), size);
  if (range === "unsatisfiable") {
    context.header("Content-Range", `bytes */${size}`);
    return context.body(null, 416);
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  context.header("Content-Length", String(end - start + 1));
  if (range !== undefined) context.header("Content-Range", `bytes ${start}-${end}/${size}`);
  if (context.req.method === "HEAD" || size === 0) return context.body(null, range === undefined ? 200 : 206);
  const body = Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>;
  return context.body(body, range === undefined ? 200 : 206);
}

/** One byte range; several at once, or another unit, are answered with the whole file, as the standard allows. */
function rangeOf(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}
