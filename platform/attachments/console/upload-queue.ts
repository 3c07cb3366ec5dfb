import { DetailedError, defaultOptions, type PreviousUpload, Upload } from "tus-js-client";
import { ApiProblem } from "#platform/interface-kit";
import { FileUnreadable, hashFile } from "../browser/index.ts";
import type { RecordKey } from "./attachment-queries.ts";

export type UploadState = "hashing" | "sending" | "paused" | "failed";

/** A file on its way, as the screen shows it. */
export interface UploadView {
  readonly key: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly state: UploadState;
  /** 0…1, of the hashing or of the sending. */
  readonly progress: number;
  readonly error: Error | null;
}

/** An upload that this browser began and did not end, before the page was opened. */
export interface LeftUpload {
  readonly fileName: string;
  readonly size: number;
}

export interface UploadQueue {
  add(files: readonly File[]): void;
  pause(key: string): void;
  resume(key: string): void;
  /** Gives the file up, here and on the server. */
  giveUp(key: string): void;
  subscribe(listener: () => void): () => void;
  readonly snapshot: () => readonly UploadView[];
  leftOver(): Promise<readonly LeftUpload[]>;
}

/** Below what reverse proxies let through in one request as they are installed (nginx: set higher for us, 64 MB). */
const CHUNK_BYTES = 32 * 1024 * 1024;
const RETRY_DELAYS_MS = [0, 1000, 3000, 8000, 20_000];

interface Sending {
  view: UploadView;
  readonly file: File;
  readonly hashing: AbortController;
  upload: Upload | null;
}

/** The files of one record on their way: hashed in a worker, sent in parts, gone on with after a break or a reload. */
export function createUploadQueue(record: RecordKey, onDone: () => void): UploadQueue {
  const sendings = new Map<string, Sending>();
  const listeners = new Set<() => void>();
  let views: readonly UploadView[] = [];

  const publish = () => {
    views = [...sendings.values()].map(({ view }) => view);
    for (const listener of listeners) listener();
  };
  const change = (key: string, changed: Partial<UploadView>) => {
    const sending = sendings.get(key);
    if (sending === undefined) return;
    sending.view = { ...sending.view, ...changed };
    publish();
  };
  const fail = (key: string, error: Error) => change(key, { state: "failed", error: problemOf(error) });

  async function begin(key: string): Promise<void> {
    const sending = sendings.get(key);
    if (sending === undefined) return;
    const { file, hashing } = sending;
    const upload = new Upload(file, {
      endpoint: new URL("/api/uploads", window.location.href).href,
      headers: { "X-Terrace-Request": "1" },
      metadata: { ...record, fileName: file.name },
      fingerprint: async () => fingerprintOf(record, file),
      removeFingerprintOnSuccess: true,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      onProgress: (sent, total) => change(key, { progress: sent / total }),
      onError: (error) => fail(key, error),
      onSuccess: () => {
        sendings.delete(key);
        publish();
        onDone();
      },
    });
    const [previous] = await upload.findPreviousUploads();
    if (previous !== undefined) {
      // What it was begun with stands: its hash is with the server.
      upload.resumeFromPreviousUpload(previous);
    } else {
      const sha256 = await hashFile(file, (bytes) => change(key, { progress: bytes / file.size }), hashing.signal);
      upload.options.metadata = { ...upload.options.metadata, sha256 };
    }
    sending.upload = upload;
    if (sending.view.state === "paused" || hashing.signal.aborted) return;
    change(key, { state: "sending", progress: 0, error: null });
    upload.start();
  }

  const start = (key: string) => {
    change(key, { state: "hashing", progress: 0, error: null });
    begin(key).catch((error: Error) => {
      if (sendings.get(key)?.hashing.signal.aborted !== true) fail(key, error);
    });
  };

  return {
    add: (files) => {
      for (const file of files) {
        const key = fingerprintOf(record, file);
        if (sendings.has(key)) continue;
        const view = { key, fileName: file.name, size: file.size, state: "hashing", progress: 0, error: null } as const;
        sendings.set(key, { view, file, hashing: new AbortController(), upload: null });
        start(key);
      }
    },
    pause: (key) => {
      change(key, { state: "paused" });
      void sendings.get(key)?.upload?.abort();
    },
    resume: (key) => {
      const upload = sendings.get(key)?.upload;
      if (upload === null || upload === undefined) return start(key);
      change(key, { state: "sending", error: null });
      upload.start();
    },
    giveUp: (key) => {
      const sending = sendings.get(key);
      if (sending === undefined) return;
      sending.hashing.abort();
      sendings.delete(key);
      publish();
      // Where the server cannot be told, it removes the parts itself after a week.
      sending.upload?.abort(true).catch((error: Error) => console.warn(error.message));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => views,
    leftOver: async () => {
      const all = await defaultOptions.urlStorage.findAllUploads();
      return all
        .filter(({ metadata }) => metadata.recordSet === record.recordSet && metadata.recordId === record.recordId)
        .map(({ metadata, size }: PreviousUpload) => ({ fileName: metadata.fileName ?? "", size: size ?? 0 }));
    },
  };
}

/** The same file for the same record; not its content, which only reading it all would tell. */
function fingerprintOf({ recordSet, recordId }: RecordKey, { name, size, lastModified }: File): string {
  return ["terrace", recordSet, recordId, name, size, lastModified].join("/");
}

/** The server's reason in its own words, where it gave one. */
function problemOf(error: Error): Error {
  if (error instanceof FileUnreadable) {
    return new ApiProblem(
      {
        code: "file-unreadable",
        userMessage: "读不到这个文件：可能已被移动、修改，或所在的盘已拔出。请重新选择文件。",
        message: `The file cannot be read (${error.message}): it was moved or changed, or its drive was taken out. Choose it again.`,
        details: {},
      },
      0,
    );
  }
  if (!(error instanceof DetailedError)) return error;
  const response = error.originalResponse;
  if (response === null) {
    return new ApiProblem(
      {
        code: "server-unreachable",
        userMessage: "网络断了，已传的部分还在服务器上。恢复后点“继续”，从断开的地方接着传。",
        message: "The connection broke. What was sent is kept; once it is back, choose Resume.",
        details: {},
      },
      0,
    );
  }
  try {
    const problem = JSON.parse(response.getBody()) as ConstructorParameters<typeof ApiProblem>[0];
    return new ApiProblem(problem, response.getStatus());
  } catch (cause) {
    if (cause instanceof SyntaxError) return error;
    throw cause;
  }
}
