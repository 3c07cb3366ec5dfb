import { expect, test } from "vitest";
import { type Bounds, firstPadding, firstViewOf, type TilePyramid, tilesInView } from "./first-view.ts";

// That the view is MapLibre's is shown in Chromium (`survey-screen.browser.test.ts`).
const raster: TilePyramid = { tiles: "/t/{z}/{x}/{y}.png", minZoom: 0, maxZoom: 14 };
const world: Bounds = [-180, -85.0511287798066, 180, 85.0511287798066];
const yantai: Bounds = [119.55, 36.25, 121.9, 38.4];

test("the whole world fills the shorter side but for the padding", () => {
  const view = firstViewOf({ width: 1024 + 2 * firstPadding, height: 512 + 2 * firstPadding }, world, undefined);
  expect(view.zoom).toBeCloseTo(0, 9);
  expect(view.centreX).toBeCloseTo(0.5, 9);
  expect(view.centreY).toBeCloseTo(0.5, 9);
});

test("a viewpoint is taken as it is", () => {
  const size = { width: 800, height: 600 };
  const view = firstViewOf(size, yantai, { longitude: 0, latitude: 0, zoom: 3.5 });
  expect(view).toMatchObject({ centreX: 0.5, zoom: 3.5 });
  expect(view.centreY).toBeCloseTo(0.5, 12);
});

test("the world at zoom 0 is four tiles of 256 pixels, in the middle", () => {
  const size = { width: 600, height: 600 };
  const view = firstViewOf(size, world, { longitude: 0, latitude: 0, zoom: 0 });
  expect(tilesInView(view, size, raster, world)).toEqual([
    { address: "/t/1/0/0.png", left: 44, top: 44, width: 256, height: 256 },
    { address: "/t/1/1/0.png", left: 300, top: 44, width: 256, height: 256 },
    { address: "/t/1/0/1.png", left: 44, top: 300, width: 256, height: 256 },
    { address: "/t/1/1/1.png", left: 300, top: 300, width: 256, height: 256 },
  ]);
});

test("tiles meet without a seam and cover the bounds", () => {
  const size = { width: 823, height: 477 };
  const tiles = tilesInView(firstViewOf(size, yantai, undefined), size, raster, yantai);
  const lefts = [...new Set(tiles.map((tile) => tile.left))].sort((a, b) => a - b);
  const tops = [...new Set(tiles.map((tile) => tile.top))].sort((a, b) => a - b);
  expect(tiles).toHaveLength(lefts.length * tops.length);
  for (const tile of tiles) {
    const right = tile.left + tile.width;
    const bottom = tile.top + tile.height;
    expect(right === Math.max(...tiles.map((other) => other.left + other.width)) || lefts.includes(right)).toBe(true);
    expect(bottom === Math.max(...tiles.map((other) => other.top + other.height)) || tops.includes(bottom)).toBe(true);
  }
  expect(Math.min(...tops)).toBeLessThanOrEqual(firstPadding);
  expect(Math.max(...tiles.map((tile) => tile.top + tile.height))).toBeGreaterThanOrEqual(size.height - firstPadding);
});

test("beyond the greatest zoom its tiles are enlarged, before the least there are none", () => {
  const size = { width: 400, height: 400 };
  const close = firstViewOf(size, yantai, { longitude: 121, latitude: 37, zoom: 16 });
  expect(tilesInView(close, size, raster, yantai).map(({ width }) => width)).toContain(2048);
  const far = firstViewOf(size, yantai, { longitude: 121, latitude: 37, zoom: 2 });
  expect(tilesInView(far, size, { ...raster, minZoom: 4 }, yantai)).toEqual([]);
});

test("a map without room asks for nothing", () => {
  const size = { width: 0, height: 0 };
  expect(tilesInView(firstViewOf(size, yantai, undefined), size, raster, yantai)).toEqual([]);
});
