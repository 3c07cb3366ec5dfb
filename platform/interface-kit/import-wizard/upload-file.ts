import { ApiProblem } from "../api-request.ts";
import type { ImportSession } from "./import-session.ts";

export interface UploadWords {
  readonly unreachable: { readonly zh: string; readonly en: string };
  readonly unreadable: { readonly zh: string; readonly en: string };
}

/**
 * Sends a file to be imported, telling how much has gone. `fetch` cannot tell that.
 *
 * @param onProgress share that has been sent, 0 to 1; 1 while the server reads the file
 * @throws ApiProblem with the server's reason, `server-unreachable` (status 0) or `answer-unreadable`
 */
export function uploadImport(
  upload: { readonly file: File; readonly target: string; readonly sender: string },
  options: {
    readonly words: UploadWords;
    readonly signal: AbortSignal;
    readonly onProgress: (share: number) => void;
  },
): Promise<ImportSession> {
  const { words, signal, onProgress } = options;
  const form = new FormData();
  form.set("target", upload.target);
  if (upload.sender.trim() !== "") form.set("sender", upload.sender.trim());
  form.set("file", upload.file, upload.file.name);
  const { promise, resolve, reject } = Promise.withResolvers<ImportSession>();
  const request = new XMLHttpRequest();
  request.open("POST", "/api/imports");
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-Terrace-Request", "1");
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
  request.upload.onload = () => onProgress(1);
  request.onload = () => {
    const answer = readJson(request.responseText);
    if (request.status >= 200 && request.status < 300 && isSession(answer)) resolve(answer);
    else if (isProblem(answer)) reject(new ApiProblem(answer, request.status));
    else reject(ownProblem("answer-unreadable", words.unreadable, request.status));
  };
  request.onerror = () => reject(ownProblem("server-unreachable", words.unreachable, 0));
  request.onabort = () => reject(signal.reason as Error);
  signal.addEventListener("abort", () => request.abort(), { once: true });
  request.send(form);
  return promise;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSession(answer: unknown): answer is ImportSession {
  return typeof (answer as Partial<ImportSession> | null | undefined)?.id === "string";
}

function isProblem(answer: unknown): answer is ConstructorParameters<typeof ApiProblem>[0] {
  const candidate = answer as { code?: unknown; userMessage?: unknown } | null | undefined;
  return typeof candidate?.code === "string" && typeof candidate.userMessage === "string";
}

function ownProblem(code: string, words: { readonly zh: string; readonly en: string }, status: number): ApiProblem {
  return new ApiProblem({ code, userMessage: words.zh, message: words.en, details: {} }, status);
}
