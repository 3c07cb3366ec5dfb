import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileKernelModule, type KernelModule } from "#engine/kernels";
import { compileKernelsApart } from "./compile-apart.ts";
import { hashOfKernelSources } from "./kernel-sources.ts";
import { readSourceHash, withSourceHash } from "./source-hash-section.ts";

const BUILD_DIRECTORY = fileURLToPath(new URL("../../build/kernels/", import.meta.url));

/**
 * The kernel binary, built first where it is missing, damaged at its end, or older than its sources (about 2 s). Two
 * processes may do this at once: each writes a file of its own and renames it, and the file carries the hash of its sources
 * within itself, so that whichever is last is whole and known.
 *
 * @param directory where `kernels.wasm` is kept
 */
export async function loadKernelModule(directory: string = BUILD_DIRECTORY): Promise<KernelModule> {
  const hash = await hashOfKernelSources();
  const stored = await readIfPresent(join(directory, "kernels.wasm"));
  if (stored !== undefined && readSourceHash(stored) === hash) return compileKernelModule(stored);
  const binary = withSourceHash(await compileKernelsApart(), hash);
  await store(binary, directory);
  return compileKernelModule(binary);
}

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, ["ENOENT"])) return undefined;
    throw error;
  }
}

/** A program installed where it may not write runs all the same; it then builds its kernels at every start. */
async function store(binary: Uint8Array, directory: string): Promise<void> {
  const temporary = join(directory, `kernels.${randomUUID()}.partial`);
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(temporary, binary);
    await rename(temporary, join(directory, "kernels.wasm"));
  } catch (error) {
    if (!hasCode(error, ["EACCES", "EPERM", "EROFS"])) throw error;
    process.stderr.write(`kernels are not kept: ${directory} cannot be written\n`);
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
