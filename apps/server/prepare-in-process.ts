import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { TerraceError } from "#errors";
import { EXIT } from "./process-conventions.ts";

/**
 * Runs `prepare.ts` in a process of its own, on this terminal.
 * @param interruption is handed on to the process, which clears up after itself
 * @returns its exit code, see `EXIT`
 * @throws TerraceError `preparation-killed` where the system ended it, as it does when memory runs out
 */
export async function prepareInProcess(dataDirectory: string, interruption: AbortSignal): Promise<number> {
  interruption.throwIfAborted();
  const script = fileURLToPath(new URL("./prepare.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, script, dataDirectory], { stdio: "inherit" });
  const stop = () => child.kill("SIGTERM");
  interruption.addEventListener("abort", stop);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on("error", reject);
  child.on("exit", (code, signal) => {
    if (code !== null) resolve(code);
    // Told to stop before it listens for that, it is ended by the signal itself.
    else if (interruption.aborted) resolve(EXIT.interrupted);
    else reject(killed(signal));
  });
  try {
    return await promise;
  } finally {
    interruption.removeEventListener("abort", stop);
  }
}

function killed(signal: NodeJS.Signals | null): TerraceError {
  return new TerraceError({
    code: "preparation-killed",
    userMessage: `准备过程被系统终止（${signal}），可能是内存不足。请关闭其他程序后再次运行 npm start，已完成的部分不会重做。`,
    message: `The preparation was ended by the system (${signal}), perhaps for want of memory. Close other programs and run npm start again; what is done is kept.`,
    details: { signal },
  });
}
