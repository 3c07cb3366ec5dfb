import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";
import { Server, type Upload } from "@tus/server";
import { TerraceError } from "#errors";
import { fileError, sha256OfFile, withFileErrors } from "#platform/files";
import { diskFull, uploadUnknown } from "./attachment-errors.ts";

export interface ResumableUploadsOptions {
  /** Where parts of files wait for the rest. */
  readonly folder: string;
  /** Of the server, as `/api/uploads`. */
  readonly path: string;
  readonly maximumBytes: number;
  /** Called once all bytes are on the disk, before the last request is answered. What it throws is the answer. */
  readonly onFull: (request: Request, uploadId: string) => Promise<void>;
}

export interface ResumableUploads {
  /** Answers a request of the tus 1.0 protocol: POST begins an upload under the id, PATCH goes on with it, HEAD tells how far it is. */
  answer(request: Request, uploadId: string): Promise<Response>;
  pathOf(uploadId: string): string;
  /**
   * All bytes are there, but could not be kept yet: the client is asked for the last one again, as tus knows no other way to say so. With
   * it the end is tried anew and the client is told how that went; without it, clients would begin the whole upload once more.
   */
  askForEnd(uploadId: string): void;
  isEndAsked(uploadId: string): boolean;
  /** Whether all its bytes are there, and none is asked for again. */
  isFull(uploadId: string, size: number): Promise<boolean>;
  /** SHA-256 of the whole file: as counted while it came, or read from the disk where it came in several runs of the server. */
  digestOf(uploadId: string, size: number): Promise<string>;
  remove(uploadId: string): Promise<void>;
  /** Ids of uploads that have not grown since. */
  notGrownSince(time: Date): Promise<readonly string[]>;
}

/** The library's store, with the hash taken from the bytes as they pass, and errors that say what is wrong with the disk. */
class HashingStore extends FileStore {
  readonly #hashes = new Map<string, { readonly hash: Hash; bytes: number }>();
  /** Whose last byte is asked for, though it is on the disk. */
  readonly endAsked = new Set<string>();

  override async getUpload(id: string): Promise<Upload> {
    const upload = await super.getUpload(id);
    if (this.endAsked.has(id) && upload.size !== undefined) upload.offset = upload.size - 1;
    return upload;
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const path = join(this.directory, id);
    if (this.endAsked.has(id)) {
      let again = 0;
      for await (const chunk of readable as AsyncIterable<Uint8Array>) again += chunk.length;
      if (again > 0) this.endAsked.delete(id);
      return offset + again;
    }
    const known = this.#hashes.get(id);
    const running = offset === 0 ? { hash: createHash("sha256"), bytes: 0 } : known?.bytes === offset ? known : null;
    // Until these bytes are written, what the hash has seen may be more than the disk has.
    this.#hashes.delete(id);
    let received = 0;
    try {
      await pipeline(
        readable,
        async function* (chunks: AsyncIterable<Uint8Array>) {
          for await (const chunk of chunks) {
            running?.hash.update(chunk);
            received += chunk.length;
            yield chunk;
          }
        },
        createWriteStream(path, { flags: "r+", start: offset }),
      );
    } catch (cause) {
      throw fileError(cause, path);
    }
    if (running !== null) {
      running.bytes = offset + received;
      this.#hashes.set(id, running);
    }
    return offset + received;
  }

  override async remove(id: string): Promise<void> {
    this.#hashes.delete(id);
    this.endAsked.delete(id);
    await super.remove(id);
  }

  takeDigest(id: string, size: number): string | null {
    const running = this.#hashes.get(id);
    this.#hashes.delete(id);
    return running?.bytes === size ? running.hash.digest("hex") : null;
  }
}

export async function createResumableUploads(options: ResumableUploadsOptions): Promise<ResumableUploads> {
  const { folder, onFull } = options;
  await withFileErrors(folder, () => mkdir(folder, { recursive: true }));
  const store = new HashingStore({ directory: folder });
  const ids = new WeakMap<object, string>();
  const failures = new WeakMap<object, unknown>();
  const idOf = (request: object): string => {
    const id = ids.get(request);
    if (id === undefined) throw new Error("The upload's request is not known");
    return id;
  };
  const server = new Server({
    path: options.path,
    datastore: store,
    maxSize: options.maximumBytes,
    relativeLocation: true,
    // Only our own pages upload.
    allowedOrigins: () => false,
    namingFunction: idOf,
    getFileIdFromRequest: idOf,
    onUploadFinish: async (request, { id }) => {
      await onFull(request as unknown as Request, id);
      return {};
    },
    onResponseError: (request, error) => {
      failures.set(request, error);
      return undefined;
    },
  });
  const pathOf = (id: string) => join(folder, id);
  return {
    answer: async (request, uploadId) => {
      ids.set(request, uploadId);
      const response = await server.handleWeb(request);
      const failure = failures.get(request);
      if (failure !== undefined) throw problemOf(failure);
      return response;
    },
    pathOf,
    askForEnd: (id) => void store.endAsked.add(id),
    isEndAsked: (id) => store.endAsked.has(id),
    isFull: async (id, size) => !store.endAsked.has(id) && (await sizeOf(pathOf(id))) === size,
    digestOf: async (id, size) => store.takeDigest(id, size) ?? (await sha256OfFile(pathOf(id))).sha256,
    remove: async (id) => {
      store.endAsked.delete(id);
      await rm(pathOf(id), { force: true });
      await rm(`${pathOf(id)}.json`, { force: true });
    },
    notGrownSince: async (time) => {
      const old: string[] = [];
      for (const name of await readdir(folder)) {
        const id = name.replace(/\.json$/, "");
        const { mtimeMs } = await stat(join(folder, name)).catch(goneMeanwhile);
        if (name === id && mtimeMs < time.getTime()) old.push(id);
      }
      return old;
    },
  };
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** A file that another sweep or its own end took away is not old. */
function goneMeanwhile(error: NodeJS.ErrnoException): { mtimeMs: number } {
  if (error.code !== "ENOENT") throw error;
  return { mtimeMs: Number.POSITIVE_INFINITY };
}

/** The library throws plain objects with a status; ours and bugs pass as they are. */
function problemOf(failure: unknown): unknown {
  if (failure instanceof TerraceError) return failure.code === "disk-full" ? diskFull(failure) : failure;
  if (failure instanceof Error) {
    // The stream that wrote the part is told before our own words for its failure are.
    const code = "code" in failure ? failure.code : undefined;
    return code === "ENOSPC" || code === "EDQUOT" ? diskFull(failure) : failure;
  }
  const { status_code: status, body } = failure as { readonly status_code: number; readonly body: string };
  if (status === 404 || status === 410) return uploadUnknown();
  if (status === 409) {
    return new TerraceError({
      code: "upload-out-of-step",
      userMessage: "上传的进度与服务器不一致，将从服务器已有的位置继续。若没有自动继续，请点“继续”。",
      message: "The upload is not at the server's offset; ask for the offset and go on from there.",
    });
  }
  if (status === 423 || body.includes("lock")) {
    return new TerraceError({
      code: "upload-in-use",
      userMessage: "同一个文件正在另一个窗口上传。请等它完成，或关闭那个窗口后再继续。",
      message: "The same upload is going on in another window. Wait for it, or close that window.",
    });
  }
  return new TerraceError({
    code: "request-invalid",
    userMessage: "上传请求不完整，没有保存。请刷新页面后重新选择文件。",
    message: `The upload request is not valid: ${body.trim()}.`,
  });
}
