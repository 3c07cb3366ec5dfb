import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileKernelModule, type KernelModule } from "#engine/kernels";
import { compileKernels } from "./compile-kernels.ts";
import { hashOfKernelSources } from "./kernel-sources.ts";
import { readSourceHash, withSourceHash } from "./source-hash-section.ts";

const BINARY_DIRECTORY = new URL("../../build/kernels/", import.meta.url);
const BINARY = new URL("kernels.wasm", BINARY_DIRECTORY);

/**
 * The kernel binary, built first where it is missing or its sources have changed (about 4 s). Two processes may do this
 * at once: each writes a file of its own and renames it, and the file carries the hash of its sources within itself, so
 * that whichever is last is whole and known.
 */
export async function loadKernelModule(): Promise<KernelModule> {
  const hash = await hashOfKernelSources();
  const stored = await readIfPresent();
  if (stored !== undefined && readSourceHash(stored) === hash) return compileKernelModule(stored);
  const binary = withSourceHash(await compileKernels(), hash);
  await store(binary);
  return compileKernelModule(binary);
}

async function readIfPresent(): Promise<Uint8Array | undefined> {
  try {
    return await readFile(BINARY);
  } catch (error) {
    if (hasCode(error, ["ENOENT"])) return undefined;
    throw error;
  }
}

/** A program installed where it may not write runs all the same; it then builds its kernels at every start. */
async function store(binary: Uint8Array): Promise<void> {
  const temporary = new URL(`kernels.${process.pid}.${Date.now()}.partial`, BINARY_DIRECTORY);
  try {
    await mkdir(BINARY_DIRECTORY, { recursive: true });
    await writeFile(temporary, binary);
    await rename(temporary, BINARY);
  } catch (error) {
    if (!hasCode(error, ["EACCES", "EPERM", "EROFS"])) throw error;
    process.stderr.write(`kernels are not kept: ${fileURLToPath(BINARY_DIRECTORY)} cannot be written\n`);
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
