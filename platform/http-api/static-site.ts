import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import { contentTypeOf, isCompressible } from "./content-types.ts";

type Encoding = "br" | "gzip" | "identity";

interface SiteFile {
  readonly path: string;
  readonly changedMs: number;
  /** Changes with the file. */
  readonly stamp: string;
  readonly bodies: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
}

const YEAR_SECONDS = 31_536_000;
/** Vite puts what carries a hash of its content in its name here. */
const HASHED_ASSETS = /^\/assets\//;

const COMPRESS: Readonly<Record<"br" | "gzip", (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>>> = {
  // Quality 5 packs a bundle nearly as well as the default 11 in a hundredth of its time.
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 6 }),
};
const SUFFIX = { br: ".br", gzip: ".gz" } as const;

/** Puts beside each file of a built site what it is compressed, so that no server compresses it again. */
export async function compressSite(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.filter((each) => isCompressible(contentTypeOf(each)))) {
    const bytes = await readFile(path);
    for (const encoding of ["br", "gzip"] as const)
      await writeFile(path + SUFFIX[encoding], await COMPRESS[encoding](bytes));
  }
}

/**
 * Serves the files of a built single-page site: hashed assets for ever, the rest with an ETag, `index.html` for every
 * other address that a browser opens. Compressed once, by `compressSite` or here, and kept in memory. What it does not have goes to
 * the next handler.
 */
export function staticSite(directory: string): MiddlewareHandler {
  const files = new Map<string, SiteFile>();

  const find = async (address: string): Promise<SiteFile | undefined> => {
    const path = pathWithin(directory, address);
    if (path === undefined) return undefined;
    const status = await statIfPresent(path);
    if (status?.isFile() !== true) return undefined;
    const stamp = `"${status.mtimeMs.toString(36)}-${status.size.toString(36)}"`;
    const known = files.get(path);
    if (known?.stamp === stamp) return known;
    const file = { path, stamp, changedMs: status.mtimeMs, bodies: new Map() };
    files.set(path, file);
    return file;
  };

  return async (context, next) => {
    const { method, path: address } = context.req;
    if (method !== "GET" && method !== "HEAD") return next();
    const isPage = !HASHED_ASSETS.test(address) && (context.req.header("Accept") ?? "").includes("text/html");
    const file = (await find(address)) ?? (isPage ? await find("/index.html") : undefined);
    if (file === undefined) return next();

    context.header("ETag", file.stamp);
    context.header("Vary", "Accept-Encoding");
    context.header(
      "Cache-Control",
      HASHED_ASSETS.test(address) ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache",
    );
    if (context.req.header("If-None-Match") === file.stamp) return context.body(null, 304);

    const contentType = contentTypeOf(file.path);
    const encoding = isCompressible(contentType) ? (acceptedEncoding(context) as Encoding) : "identity";
    context.header("Content-Type", contentType);
    if (encoding !== "identity") context.header("Content-Encoding", encoding);
    return context.body(await bodyOf(file, encoding));
  };
}

function acceptedEncoding(context: Parameters<typeof accepts>[0]): string {
  return accepts(context, {
    header: "Accept-Encoding",
    supports: ["br", "gzip", "identity"],
    default: "identity",
    match: (accepted, { supports, default: fallback }) =>
      supports.find((encoding) => accepted.some(({ type, q }) => type === encoding && q > 0)) ?? fallback,
  });
}

/** The file of an address, or undefined where it would lie outside the folder: `..`, a backslash, a NUL. */
function pathWithin(directory: string, address: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  if (/[\0\\]/.test(decoded)) return undefined;
  const path = normalize(join(directory, decoded.endsWith("/") ? `${decoded}index.html` : decoded));
  return path.startsWith(normalize(directory) + sep) ? path : undefined;
}

function bodyOf(file: SiteFile, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const known = file.bodies.get(encoding);
  if (known !== undefined) return known;
  const body = encoding === "identity" ? readFile(file.path) : compressed(file, encoding);
  file.bodies.set(encoding, body);
  // A failure is told to whoever asked, and not remembered: the next request reads again.
  body.catch(() => file.bodies.delete(encoding));
  return body;
}

async function compressed(
  { path, changedMs }: SiteFile,
  encoding: Exclude<Encoding, "identity">,
): Promise<Uint8Array<ArrayBuffer>> {
  const ready = await statIfPresent(path + SUFFIX[encoding]);
  if (ready !== undefined && ready.mtimeMs >= changedMs) return readFile(path + SUFFIX[encoding]);
  return COMPRESS[encoding](await readFile(path));
}

const ABSENT = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG"]);

async function statIfPresent(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && ABSENT.has(String(error.code))) return undefined;
    throw error;
  }
}
