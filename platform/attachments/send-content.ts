import type { Attachment } from "./attachment-store.ts";
import type { FileStore } from "./file-stores/file-store.ts";

/** What a browser shows as it is and cannot run as a page. */
const SHOWN: ReadonlySet<string> = new Set([
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/bmp",
]);

/** The content whole or one range of it (RFC 9110 §14); null where the store does not have it. */
export async function sendContent(request: Request, store: FileStore, file: Attachment): Promise<Response | null> {
  const { fileName, mediaType, sha256 } = file;
  const size = await store.sizeOf(sha256);
  if (size === null) return null;
  const etag = `"${sha256}"`;
  const headers = new Headers({
    ETag: etag,
    "Accept-Ranges": "bytes",
    // Kept by the browser, but asked for again: who may see it may change.
    "Cache-Control": "private, no-cache",
    "Content-Type": mediaType,
    "Content-Disposition": `${SHOWN.has(mediaType) ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
  });
  if (request.headers.get("If-None-Match")?.replace(/^W\//, "") === etag) {
    return new Response(null, { status: 304, headers });
  }
  const wanted = request.headers.get("If-Range") ?? etag;
  const range = wanted === etag ? rangeOf(request.headers.get("Range"), size) : null;
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers.set("Content-Length", String(end - start + 1));
  if (range !== null) headers.set("Content-Range", `bytes ${start}-${end}/${size}`);
  const body = request.method === "HEAD" ? null : await store.read(sha256, { start, end });
  if (body === null && request.method !== "HEAD") return null;
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

/** One byte range; several at once are answered with the whole file, as the standard allows. */
function rangeOf(
  header: string | null,
  size: number,
): { readonly start: number; readonly end: number } | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (first === "" && last === "") return null;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}
