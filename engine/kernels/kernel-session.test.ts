import { expect, test } from "vitest";
import { loadKernelModule } from "#platform/kernel-binary";
import { createKernelSession, LARGEST_ARENA_BYTES } from "./kernel-session.ts";

const module = await loadKernelModule();

test("pieces of the arena are aligned, apart, and writable to their last element", () => {
  const session = createKernelSession(module, 4096);
  const bytes = session.allocate("uint8", 3).fill(1);
  const floats = session.allocate("float64", 5).fill(2);
  const words = session.allocate("uint32", 1).fill(3);
  for (const piece of [bytes, floats, words]) expect(piece.byteOffset % 16).toBe(0);
  expect([[...bytes], [...floats], [...words]]).toEqual([[1, 1, 1], [2, 2, 2, 2, 2], [3]]);
});

test("release gives back what was allocated after the mark", () => {
  const session = createKernelSession(module, 4096);
  session.allocate("uint8", 100);
  const mark = session.mark();
  const first = session.allocate("float32", 10).byteOffset;
  session.release(mark);
  expect(session.allocate("int16", 10).byteOffset).toBe(first);
});

test("an arena that is full says so; all of it can be had", () => {
  const session = createKernelSession(module, 1 << 20);
  session.allocate("uint8", 1 << 20);
  expect(() => session.allocate("uint8", 1 << 20)).toThrow(RangeError);
});

test("more than 4 GiB are refused with what to do", () => {
  expect(() => createKernelSession(module, LARGEST_ARENA_BYTES)).toThrowError(
    expect.objectContaining({ code: "arena-too-large", userMessage: expect.stringContaining("按区县或流域分次计算") }),
  );
});
