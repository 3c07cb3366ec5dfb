import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TerraceError } from "#errors";
import { consoleDirectory, isConsoleBuilt } from "./build-here.ts";

export interface BuiltConsole {
  /** Folder with `index.html`. */
  readonly directory: string;
  /** False when the folder already held what the sources give. */
  readonly isNew: boolean;
}

/**
 * Builds the console to `build/console` when it is missing or its sources have changed, in a process of its own: a server is free
 * of what the bundler takes of memory, and answers meanwhile.
 *
 * @param onLine told what is going on, one line at a time
 * @throws TerraceError `console-not-buildable` where it must be built and Vite is not installed (`npm ci --omit=dev`),
 *   `console-build-failed`
 */
export async function ensureConsoleBuilt(onLine: (line: string) => void = () => undefined): Promise<BuiltConsole> {
  if (isConsoleBuilt()) return { directory: consoleDirectory, isNew: false };
  refuseWithoutVite();
  onLine("· 控制台（首次约 10 秒）(building the console; about 10 s the first time) …");
  const started = performance.now();
  await buildApart(onLine);
  onLine(`  控制台已构建，用时 ${((performance.now() - started) / 1000).toFixed(1)} s (the console is built)`);
  return { directory: consoleDirectory, isNew: true };
}

async function buildApart(onLine: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "build-console.ts")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = () => child.kill();
  process.once("exit", stop);
  try {
    const ended = once(child, "close");
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stderr })) {
      lines.push(line);
      onLine(`  ${line}`);
    }
    const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
    if (code !== 0) throw buildFailed(signal ?? `${code}`, lines.at(-1) ?? "");
  } finally {
    process.off("exit", stop);
  }
}

function refuseWithoutVite(): void {
  try {
    createRequire(import.meta.url).resolve("vite/package.json");
  } catch (cause) {
    throw new TerraceError({
      code: "console-not-buildable",
      userMessage: "控制台需要重新构建，但没有安装构建工具 Vite：请运行 npm ci（不带 --omit=dev）后再启动。",
      message: "The console must be built but Vite is not installed: run npm ci (without --omit=dev) and start again.",
      cause,
    });
  }
}

function buildFailed(end: string, lastLine: string): TerraceError {
  return new TerraceError({
    code: "console-build-failed",
    userMessage: `控制台没有构建成功（${end}）${lastLine}。请运行 npm run build:console 查看原因；被系统终止时多为内存不足，请关闭其他程序后重试。`,
    message: `The console was not built (${end}) ${lastLine}. Run npm run build:console for the reason; where the system ended it, memory was short: close other programs and try again.`,
    details: { end },
  });
}
