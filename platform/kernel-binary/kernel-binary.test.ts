import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { loadKernelModule } from "./kernel-binary.ts";
import { hashOfKernelSources } from "./kernel-sources.ts";
import { readSourceHash } from "./source-hash-section.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "kernels-"));
});
afterEach(() => rm(directory, { recursive: true }));

const keptBinary = () => readFile(join(directory, "kernels.wasm"));

test("builds what is missing, and keeps it with the hash of its sources", async () => {
  const session = createKernelSession(await loadKernelModule(directory), 4096);
  expect(session.exports.heapBase()).toBeGreaterThan(0);
  expect(readSourceHash(await keptBinary())).toBe(await hashOfKernelSources());
});

test("two that build at once both succeed, and leave one whole file", async () => {
  await Promise.all([loadKernelModule(directory), loadKernelModule(directory)]);
  expect(await readdir(directory)).toEqual(["kernels.wasm"]);
  expect(readSourceHash(await keptBinary())).toBe(await hashOfKernelSources());
});

test("replaces a file of other sources, or one cut short", async () => {
  await writeFile(join(directory, "kernels.wasm"), "not a kernel");
  await loadKernelModule(directory);
  const whole = await keptBinary();
  await writeFile(join(directory, "kernels.wasm"), whole.subarray(0, whole.length / 2));
  await loadKernelModule(directory);
  expect(await keptBinary()).toEqual(whole);
});
