import { setTimeout as pause } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import { TerraceError } from "#errors";
import { serveTasks } from "./index.ts";

/** The tasks that the tests of the pool run. */
export type TestTasks = {
  double: { input: Uint8Array<ArrayBuffer>; output: Uint8Array; report: number };
  thread: { input: { milliseconds: number }; output: number; report: never };
  refuse: { input: null; output: never; report: never };
  break: { input: null; output: never; report: never };
  die: { input: null; output: never; report: never };
};

serveTasks<TestTasks>({
  double: async (bytes, report) => {
    report(bytes.length);
    const output = bytes.map((byte) => byte * 2);
    return { output, transfer: [output.buffer] };
  },
  thread: async ({ milliseconds }) => {
    await pause(milliseconds);
    return { output: threadId };
  },
  refuse: async () => {
    throw new TerraceError({ code: "test-refused", userMessage: "不行", message: "no", details: { row: 3 } });
  },
  break: async () => {
    throw new RangeError("a bug");
  },
  die: async () => process.exit(7),
});
