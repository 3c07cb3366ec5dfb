import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { EXIT } from "./process-conventions.ts";

/**
 * Runs `prepare.ts` in a process of its own, on this terminal.
 * @param interruption is handed on to the process, which clears up after itself
 * @returns its exit code, see `EXIT`
 */
export async function prepareInProcess(dataDirectory: string, interruption: AbortSignal): Promise<number> {
  interruption.throwIfAborted();
  const script = fileURLToPath(new URL("./prepare.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, script, dataDirectory], { stdio: "inherit" });
  const stop = () => child.kill("SIGTERM");
  interruption.addEventListener("abort", stop);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on("error", reject);
  child.on("exit", (code) => resolve(code ?? EXIT.failed));
  try {
    return await promise;
  } finally {
    interruption.removeEventListener("abort", stop);
  }
}
