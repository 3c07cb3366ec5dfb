import { expect, test } from "vitest";
import { firstPictureOf, type RasterOverlay } from "./index.ts";

const raster = (id: string, enlarge: RasterOverlay["enlarge"], maxZoom: number): RasterOverlay => ({
  id,
  tiles: `/${id}/{z}/{x}/{y}.png`,
  minZoom: 0,
  maxZoom,
  enlarge,
});
const size = { width: 600, height: 400 };
const bounds = [119.55, 36.25, 121.9, 38.4] as const;
const common = { size, bounds, viewpoint: undefined };

test("the theme is asked for before the ground, which covers the same places", () => {
  const ground = raster("hillshade", "linear", 14);
  const overlay = raster("intensity", "nearest", 14);
  const [first, second] = firstPictureOf({ ...common, ground, overlay });
  expect([first?.isGround, second?.isGround]).toEqual([false, true]);
  const places = (picture: typeof first) => picture?.tiles.map(({ left, top }) => [left, top]);
  expect(places(first)).toEqual(places(second));
  expect(first?.tiles[0]?.address).toMatch(/^\/intensity\//);
});

test("enlarged classes are not blended, quantities are", () => {
  const pixelated = (enlarge: RasterOverlay["enlarge"], maxZoom: number) =>
    firstPictureOf({ ...common, ground: undefined, overlay: raster("r", enlarge, maxZoom) })[0]?.isPixelated;
  expect(pixelated("nearest", 5)).toBe(true);
  expect(pixelated("linear", 5)).toBe(false);
});

test("without rasters there is no picture", () => {
  expect(firstPictureOf({ ...common, ground: undefined, overlay: undefined })).toEqual([]);
});
