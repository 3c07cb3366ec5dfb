import { expect, test } from "vitest";
import { sizeText } from "./job.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [12_345_678, "12.3 MB"],
  [345_678_901, "346 MB"],
  [2_147_483_648, "2.1 GB"],
])("%i bytes are %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
