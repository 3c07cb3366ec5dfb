import { expect, test } from "vitest";
import type { Grid } from "#engine/rasters";
import { boundsOf, extentOfTile, mercatorExtentOf, tileAddress, zoomRangeOf } from "./web-mercator.ts";

/** The grid of a survey of Yantai: 4000 × 4000 cells of 10 m, EPSG:4549. */
const grid: Grid = {
  columns: 4000,
  rows: 4000,
  originX: 560_000,
  originY: 4_140_000,
  cellWidth: 10,
  cellHeight: 10,
  crs: "EPSG:4549",
};

test("tile addresses outside the scheme are none", () => {
  expect(tileAddress(0, 0, 0)).toEqual({ z: 0, x: 0, y: 0 });
  for (const [z, x, y] of [
    [0, 1, 0],
    [3, 8, 0],
    [3, 0, 8],
    [23, 0, 0],
    [-1, 0, 0],
    [2, 0.5, 0],
    [Number.NaN, 0, 0],
  ] as const) {
    expect(tileAddress(z, x, y)).toBeUndefined();
  }
});

test("a tile has the corners that the tile scheme gives in degrees, put into metres by GDAL", () => {
  // Tile 10/857/396, which holds the centre of Yantai: x / 2^z · 360° − 180° and atan(sinh(π(1 − 2y / 2^z))), then
  // gdaltransform (GDAL 3.6) from EPSG:4326 to EPSG:3857.
  const { minX, minY, maxX, maxY } = extentOfTile({ z: 10, x: 857, y: 396 });
  expect(minX).toBeCloseTo(13_501_836.676_293_5, 3);
  expect(minY).toBeCloseTo(4_500_612.225_431_18, 3);
  expect(maxX).toBeCloseTo(13_540_972.434_775_5, 3);
  expect(maxY).toBeCloseTo(4_539_747.983_913_19, 3);
});

test("bounds hold the corners where gdaltransform (GDAL 3.6) puts them", () => {
  const [west, south, east, north] = boundsOf(grid);
  expect(west).toBeCloseTo(120.674_325_387, 6);
  expect(south).toBeCloseTo(37.026_117_076, 6);
  expect(east).toBeCloseTo(121.129_169_403, 6);
  expect(north).toBeCloseTo(37.389_917_911, 6);
  const extent = mercatorExtentOf(grid);
  expect(extent.maxX - extent.minX).toBeCloseTo(((east - west) / 180) * Math.PI * 6_378_137, 3);
});

test("zooms reach from a quarter of a tile to cells of several pixels", () => {
  expect(zoomRangeOf(grid)).toEqual({ minZoom: 7, maxZoom: 16 });
});
