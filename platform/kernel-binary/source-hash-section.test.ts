import { expect, test } from "vitest";
import { compileKernelModule } from "#engine/kernels";
import { readSourceHash, withSourceHash } from "./source-hash-section.ts";

const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const hash = "0123456789abcdef".repeat(4);

test("the hash is read back from a binary that is still valid", async () => {
  const binary = withSourceHash(emptyModule, hash);
  expect(readSourceHash(binary)).toBe(hash);
  await expect(compileKernelModule(binary)).resolves.toBeInstanceOf(Object);
});

test.each([
  ["empty", new Uint8Array()],
  ["without hash", emptyModule],
  ["cut short", withSourceHash(emptyModule, hash).subarray(0, -1)],
])("a file that is %s has no hash", (_, bytes) => {
  expect(readSourceHash(bytes)).toBeUndefined();
});
