import type { HashMessage } from "./hash-messages.ts";

/** The file could not be read: it was moved, changed or its drive was taken out. */
export class FileUnreadable extends Error {
  override readonly name = "FileUnreadable";
}

/**
 * SHA-256 of a file that the user chose, computed in a worker of its own.
 * @param onBytes told how many bytes have been read so far
 * @returns lower-case hexadecimal
 * @throws FileUnreadable, or the signal's reason
 */
export function hashFile(file: Blob, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const worker = new Worker(new URL("./hash-file-worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<HashMessage>) => {
    if ("bytes" in data) onBytes(data.bytes);
    else if ("sha256" in data) resolve(data.sha256);
    else reject(new FileUnreadable(data.failure));
  };
  worker.onerror = ({ message }) => reject(new Error(`The worker that hashes files failed: ${message}`));
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  else worker.postMessage(file);
  return promise.finally(() => {
    signal.removeEventListener("abort", onAbort);
    worker.terminate();
  });
}
