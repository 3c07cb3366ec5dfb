import { decode } from "fast-png";
import { expect, test } from "vitest";
import { encodeIndexedPng } from "./indexed-png.ts";

test("another decoder reads back the indices, the palette and the transparent index", () => {
  const width = 5;
  const height = 3;
  const indices = Uint8Array.from({ length: width * height }, (_, i) => i % 4);
  const colors = Uint8Array.of(0, 0, 0, 255, 0, 0, 0, 255, 0, 1, 2, 3);
  const png = decode(encodeIndexedPng(indices, width, height, colors), { checkCrc: true });
  expect([png.width, png.height, png.depth, png.channels]).toEqual([5, 3, 8, 1]);
  expect([...png.data]).toEqual([...indices]);
  expect(png.palette).toEqual([
    [0, 0, 0, 0],
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [1, 2, 3, 255],
  ]);
});
