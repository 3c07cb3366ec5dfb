import { expect, test } from "vitest";
import { createFramePace } from "./frame-pace.ts";

function afterFrames(...gaps: readonly number[]) {
  const pace = createFramePace();
  let time = 1000;
  pace.frame(time);
  for (const gap of gaps) {
    time += gap;
    pace.frame(time);
  }
  return pace;
}

test("sixty or thirty frames a second are not slow, nor is a hitch among them", () => {
  expect(afterFrames(16.7, 16.7, 33.3, 33.3, 33.3, 33.3).isSlow).toBe(false);
  expect(afterFrames(16.7, 150, 150, 16.7, 150, 16.7).isSlow).toBe(false);
});

test("three slow frames in a row are slow, and what is slow stays so", () => {
  const pace = afterFrames(16.7, 66, 66, 66, 16.7);
  expect(pace.isSlow).toBe(true);
  pace.rest();
  expect(pace.isSlow).toBe(true);
});

test("the pause between two movements is no slow frame", () => {
  const pace = afterFrames(66, 66);
  pace.rest();
  for (const time of [9000, 9066, 9083]) pace.frame(time);
  expect(pace.isSlow).toBe(false);
});
