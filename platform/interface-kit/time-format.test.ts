import { expect, test } from "vitest";
import { formatDay, formatTimestamp } from "./time-format.ts";

test("a moment is told in China's time, wherever the browser is", () => {
  expect(formatTimestamp("2026-11-23T06:05:00Z")).toBe("2026-11-23 14:05");
  expect(formatDay("2026-11-23T16:00:00Z")).toBe("2026-11-24");
});

test("midnight is 00:00 of the new day", () => {
  expect(formatTimestamp("2026-11-22T16:00:00.000Z")).toBe("2026-11-23 00:00");
});

test("what is no time stays as it came", () => {
  expect(formatTimestamp("待定")).toBe("待定");
});
