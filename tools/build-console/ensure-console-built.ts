import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TerraceError } from "#errors";
import { hashConsoleSources } from "./sources-hash.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const hashFile = ".sources-sha256";

export interface BuiltConsole {
  /** Folder with `index.html`. */
  readonly directory: string;
  /** False when the folder already held what the sources give. */
  readonly isNew: boolean;
}

/**
 * Builds the console to `build/console` when it is missing or its sources have changed. Built under another name and
 * renamed, so that an interrupted build or two at once never leave half a console.
 *
 * @param onLine told what is going on, one line at a time
 * @throws TerraceError `console-not-buildable` where it must be built and Vite is not installed (`npm ci --omit=dev`)
 */
export async function ensureConsoleBuilt(onLine: (line: string) => void = () => undefined): Promise<BuiltConsole> {
  const directory = join(root, "build", "console");
  const hash = hashConsoleSources(root);
  if (hashOf(directory) === hash) return { directory, isNew: false };
  onLine("正在构建控制台 (building the console)…");
  const partial = `${directory}.partial-${process.pid}`;
  const { build } = await loadVite();
  const environment = process.env.NODE_ENV;
  // Vite takes over a NODE_ENV that is set, and a test runner sets "test": React's development build, twice as slow, would
  // then be served to users as well.
  process.env.NODE_ENV = "production";
  try {
    await build({
      configFile: join(root, "tools", "build-console", "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: partial },
    });
    writeFileSync(join(partial, hashFile), hash);
    putInPlace(partial, directory, hash);
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
    rmSync(partial, { recursive: true, force: true });
  }
  onLine("控制台已构建 (the console is built)");
  return { directory, isNew: true };
}

function hashOf(directory: string): string | undefined {
  const path = join(directory, hashFile);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** A folder cannot be renamed onto a full one; where another process was faster with the same sources, its work stands. */
function putInPlace(partial: string, directory: string, hash: string): void {
  const old = `${directory}.old-${process.pid}`;
  if (existsSync(directory)) renameSync(directory, old);
  try {
    renameSync(partial, directory);
  } catch (error) {
    if (hashOf(directory) !== hash) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

async function loadVite(): Promise<typeof import("vite")> {
  try {
    return await import("vite");
  } catch (cause) {
    throw new TerraceError({
      code: "console-not-buildable",
      userMessage: "控制台需要重新构建，但没有安装构建工具 Vite：请运行 npm ci（不带 --omit=dev）后再启动。",
      message: "The console must be built but Vite is not installed: run npm ci (without --omit=dev) and start again.",
      cause,
    });
  }
}
