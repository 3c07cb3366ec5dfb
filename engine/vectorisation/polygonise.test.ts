import { expect, test } from "vitest";
import { ValidityBitmap } from "#engine/rasters";
import { type Connectivity, patchGeometry, polygonise } from "./index.ts";

function patchesOf(picture: readonly string[], minimumCells: number, connectivity: Connectivity) {
  const columns = picture[0]!.length;
  const cells = picture.join("");
  const validity = new ValidityBitmap(cells.length);
  for (const [cell, sign] of [...cells].entries()) if (sign !== ".") validity.setValid(cell);
  const codes = Uint8Array.from(cells, (sign) => Number(sign) || 0);
  return polygonise(codes, validity, columns, picture.length, { minimumCells, connectivity });
}

test("a ring of cells has a hole, and the cell in the hole is a patch of its own", () => {
  const patches = patchesOf(["111", "121", "111"], 0, 4);
  expect(patches).toEqual([
    {
      code: 1,
      cells: 8,
      polygons: [[Int32Array.of(0, 0, 0, 3, 3, 3, 3, 0, 0, 0), Int32Array.of(1, 2, 1, 1, 2, 1, 2, 2, 1, 2)]],
    },
    { code: 2, cells: 1, polygons: [[Int32Array.of(1, 1, 1, 2, 2, 2, 2, 1, 1, 1)]] },
  ]);
});

test("cells that meet at a corner are two patches by 4-connectivity, and one of two polygons by 8-connectivity", () => {
  const picture = ["1.", ".1"];
  expect(patchesOf(picture, 0, 4).map(({ cells }) => cells)).toEqual([1, 1]);
  const [patch, ...others] = patchesOf(picture, 0, 8);
  expect(others).toEqual([]);
  expect(patch).toMatchObject({ code: 1, cells: 2 });
  expect(patch!.polygons).toHaveLength(2);
});

test("two holes that meet at a corner stay two holes", () => {
  const [patch] = patchesOf(["1111", "1211", "1121", "1111"], 0, 4);
  expect(patch!.polygons[0]).toHaveLength(3);
});

test("a region below the minimum joins the largest region beside it, not the first", () => {
  const patches = patchesOf(["1132222", "1142222"], 3, 4);
  expect(patches.map(({ code, cells }) => [code, cells])).toEqual([
    [1, 4],
    [2, 10],
  ]);
});

test("regions of one code that a small region kept apart become one patch when it joins one of them", () => {
  const patches = patchesOf(["111211"], 2, 4);
  expect(patches.map(({ code, cells }) => [code, cells])).toEqual([[1, 6]]);
});

test("a small region without neighbours stays, so that no cell is lost", () => {
  const patches = patchesOf(["1.22222"], 3, 4);
  expect(patches.map(({ code, cells }) => [code, cells])).toEqual([
    [1, 1],
    [2, 5],
  ]);
});

test("a raster without valid cells has no patches", () => {
  expect(patchesOf(["..", ".."], 2, 8)).toEqual([]);
});

test("a patch in map units keeps north up", () => {
  const [patch] = patchesOf(["1"], 0, 4);
  const grid = { columns: 1, rows: 1, originX: 500, originY: 900, cellWidth: 10, cellHeight: 20, crs: "EPSG:4549" };
  expect(patchGeometry(patch!, grid).coordinates).toEqual([
    [
      [
        [500, 900],
        [500, 880],
        [510, 880],
        [510, 900],
        [500, 900],
      ],
    ],
  ]);
});
