import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clearInterrupted, partialPathOf } from "#platform/files";
import { compressSite } from "#platform/http-api";
import { hashConsoleSources } from "./sources-hash.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const hashFile = ".sources-sha256";

/** Folder of the built console, with `index.html`. */
export const consoleDirectory: string = join(root, "build", "console");

/** Whether the folder holds what the sources give. */
export function isConsoleBuilt(): boolean {
  return hashOf(consoleDirectory) === hashConsoleSources(root);
}

/**
 * Builds the console in this process: under another name and renamed, so that an interrupted build or two at once never leave half
 * a console. The bundler keeps half a gigabyte, which goes back to the system only when the process ends.
 */
export async function buildConsoleHere(): Promise<void> {
  const hash = hashConsoleSources(root);
  await clearInterrupted(consoleDirectory);
  const partial = partialPathOf(consoleDirectory, process.pid);
  // Vite takes over a NODE_ENV that is set, and a test runner sets "test": React's development build, twice as slow, would
  // then be served to users as well.
  process.env.NODE_ENV = "production";
  const { build } = await import("vite");
  try {
    await build({
      configFile: join(root, "tools", "build-console", "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: partial },
    });
    await compressSite(partial);
    writeFileSync(join(partial, hashFile), hash);
    putInPlace(partial, consoleDirectory, hash);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
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
