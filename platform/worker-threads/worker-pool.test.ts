import { afterEach, expect, test } from "vitest";
import { TerraceError } from "#errors";
import { createWorkerPool } from "./index.ts";
import type { TestTasks } from "./test-worker.ts";

const newPool = (threads: number) => createWorkerPool<TestTasks>(new URL("./test-worker.ts", import.meta.url), threads);
let pool = newPool(1);
afterEach(async () => {
  await pool.close();
});

test("a task's output and its reports come back", async () => {
  pool = newPool(1);
  const reports: number[] = [];
  const output = await pool.run("double", Uint8Array.of(1, 2, 3), { onReport: (length) => reports.push(length) });
  expect([...output]).toEqual([2, 4, 6]);
  expect(reports).toEqual([3]);
});

test("an expected failure arrives as the TerraceError that it was, a bug as another error", async () => {
  pool = newPool(1);
  const refusal = await pool.run("refuse", null).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(TerraceError);
  expect(refusal).toMatchObject({ code: "test-refused", userMessage: "不行", message: "no", details: { row: 3 } });
  const bug = await pool.run("break", null).catch((error: unknown) => error);
  expect(bug).not.toBeInstanceOf(TerraceError);
  expect(bug).toMatchObject({ message: "a bug" });
});

test("a thread that dies rejects its task, and the next task gets a new thread", async () => {
  pool = newPool(1);
  await expect(pool.run("die", null)).rejects.toThrow("code 7");
  expect([...(await pool.run("double", Uint8Array.of(4)))]).toEqual([8]);
});

test("tasks spread over the threads, and the same affinity keeps to one thread", async () => {
  pool = newPool(2);
  const spread = await Promise.all([0, 1].map((affinity) => pool.run("thread", { milliseconds: 20 }, { affinity })));
  expect(new Set(spread).size).toBe(2);
  for (const affinity of [1, 0, 0, 1, 1]) {
    expect(await pool.run("thread", { milliseconds: 0 }, { affinity: affinity + 2 })).toBe(spread[affinity]);
  }
});

test("threads started before their first task do it as well", async () => {
  pool = newPool(2);
  pool.start();
  pool.start();
  expect([...(await pool.run("double", Uint8Array.of(3)))]).toEqual([6]);
});

test("an idle thread takes work of another's affinity rather than wait", async () => {
  pool = newPool(2);
  const ids = await Promise.all([4, 4].map((affinity) => pool.run("thread", { milliseconds: 50 }, { affinity })));
  expect(new Set(ids).size).toBe(2);
});

test("a waiting task whose signal aborts is dropped; the others are done", async () => {
  pool = newPool(1);
  const controller = new AbortController();
  const first = pool.run("thread", { milliseconds: 30 });
  const dropped = pool.run("double", Uint8Array.of(1), { signal: controller.signal });
  const last = pool.run("double", Uint8Array.of(5));
  controller.abort();
  await expect(dropped).rejects.toMatchObject({ name: "AbortError" });
  expect(await first).toBeGreaterThan(0);
  expect([...(await last)]).toEqual([10]);
});

test("closing rejects what was running and what was waiting", async () => {
  pool = newPool(1);
  const outcomes = Promise.allSettled([
    pool.run("thread", { milliseconds: 60_000 }),
    pool.run("thread", { milliseconds: 0 }),
  ]);
  await pool.close();
  expect((await outcomes).map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
  await expect(pool.run("thread", { milliseconds: 0 })).rejects.toThrow("closed");
});
