import { expect, test } from "vitest";
import { transformer } from "#engine/projections";
import { controlGridOf, positionsOfRow } from "./control-grid.ts";
import { extentOfTile } from "./web-mercator.ts";

const whole = { left: 0, top: 0, right: 256, bottom: 256 };

/** 1 cell = 10 m of the Gauss–Krüger zone of 120° E (EPSG:4549), as a survey of Yantai has it. */
function gaussKruegerPositions(z: number, longitude: number, latitude: number, crs = "EPSG:4549") {
  const { x, y } = transformer("EPSG:4326", "EPSG:3857")(longitude, latitude);
  const world = extentOfTile({ z: 0, x: 0, y: 0 });
  const side = (world.maxX - world.minX) / 2 ** z;
  const tile = extentOfTile({ z, x: Math.floor((x - world.minX) / side), y: Math.floor((world.maxY - y) / side) });
  const toGrid = transformer("EPSG:3857", crs);
  return (pixelX: number, pixelY: number) => {
    const point = toGrid(tile.minX + (pixelX * side) / 256, tile.maxY - (pixelY * side) / 256);
    return { x: point.x / 10, y: -point.y / 10 };
  };
}

test.each([
  [5, 121, 37],
  [8, 121, 37],
  [8, 123.9, 41],
  [12, 120.7, 36.8],
  [16, 121.2, 37.4],
])("at zoom %d near %d°E %d°N every pixel is within a quarter of a pixel of the exact projection", (z, lon, lat) => {
  const positionOf = gaussKruegerPositions(z, lon, lat);
  const grid = controlGridOf(whole, positionOf);
  const columns = new Float64Array(256);
  const rows = new Float64Array(256);
  let greatest = 0;
  for (let y = 0; y < 256; y++) {
    positionsOfRow(grid, y, columns, rows);
    for (let x = 0; x < 256; x++) {
      const exact = positionOf(x + 0.5, y + 0.5);
      const right = positionOf(x + 1.5, y + 0.5);
      const cellsPerPixel = Math.hypot(right.x - exact.x, right.y - exact.y);
      greatest = Math.max(greatest, Math.hypot(columns[x]! - exact.x, rows[x]! - exact.y) / cellsPerPixel);
    }
  }
  expect(greatest).toBeLessThan(0.25);
});

test("close up, two meshes are enough", () => {
  expect(controlGridOf(whole, gaussKruegerPositions(14, 121, 37)).meshes).toBe(2);
});

test("a linear mapping is exact whatever the window", () => {
  const window = { left: 3, top: 7, right: 200, bottom: 251 };
  const grid = controlGridOf(window, (x, y) => ({ x: 2 * x + y, y: 3 * y - x }));
  const columns = new Float64Array(197);
  const rows = new Float64Array(197);
  positionsOfRow(grid, 100, columns, rows);
  expect(columns[0]).toBeCloseTo(2 * 3.5 + 100.5, 9);
  expect(rows[196]).toBeCloseTo(3 * 100.5 - 199.5, 9);
});
