import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { version } = createRequire(import.meta.url)("assemblyscript/package.json") as { readonly version: string };

const SOURCES = new URL("../../engine/kernels/assembly/", import.meta.url);

/**
 * `--noAssert`: indices are checked at the door, not in the loop. `simd` but never `relaxed-simd`: relaxed operations
 * may differ between processors, and results must not.
 */
export const COMPILER_OPTIONS: readonly string[] = [
  "-O3",
  "--runtime",
  "stub",
  "--noAssert",
  "--importMemory",
  "--enable",
  "simd",
];

/** Every AssemblyScript source by name, sorted. */
export async function readKernelSources(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith(".ts")).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, SOURCES), "utf8")));
  return new Map(names.map((name, i) => [name, texts[i]!]));
}

/** SHA-256 over the compiler's version, its options and every source, in hexadecimal. */
export async function hashOfKernelSources(): Promise<string> {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([version, COMPILER_OPTIONS, [...(await readKernelSources())]]));
  return hash.digest("hex");
}
