import { expect, test } from "vitest";
import { closingLine, exitCodeOf } from "./closing-line.ts";

test("the closing line names skipped tests only when there are some", () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(closingLine({ passed: 11, failed: 1, skipped: 3 })).toBe("11 passed, 1 failed, 3 skipped");
});

test("a run that executed no test fails, even when all were skipped", () => {
  expect(exitCodeOf({ passed: 0, failed: 0, skipped: 0 }, 0)).toBe(1);
  expect(exitCodeOf({ passed: 0, failed: 0, skipped: 4 }, 0)).toBe(1);
});

test("otherwise the exit code is vitest's", () => {
  expect(exitCodeOf({ passed: 3, failed: 0, skipped: 0 }, 0)).toBe(0);
  expect(exitCodeOf({ passed: 3, failed: 1, skipped: 0 }, 1)).toBe(1);
  expect(exitCodeOf({ passed: 3, failed: 0, skipped: 0 }, 130)).toBe(130);
});
