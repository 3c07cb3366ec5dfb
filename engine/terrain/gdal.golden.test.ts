import { expect, test } from "vitest";
import { readGdalGrid, TERRAINS } from "../../fixtures/gdal-terrain/index.ts";
import { aspect } from "./aspect.ts";
import { hillshade } from "./hillshade.ts";
import { slopeDegrees } from "./slope-degrees.ts";
import { slopeTangent } from "./slope-tangent.ts";

/** GDAL takes its last steps in float32. */
const SLOPE_TOLERANCE_DEGREES = 1e-5;
const ASPECT_TOLERANCE_DEGREES = 1e-4;

const { square, oblong } = TERRAINS;

test.each([
  ["square", square],
  ["oblong", oblong],
])("slope is GDAL's on %s cells", (name, terrain) => {
  const ours = slopeDegrees(slopeTangent(terrain.elevation, terrain));
  expectInnerCells(ours, readGdalGrid(`${name}-slope`), -9999, SLOPE_TOLERANCE_DEGREES);
});

test("aspect is GDAL's on square cells", () => {
  const ours = aspect(square.elevation, square);
  expectInnerCells(ours, readGdalGrid("square-aspect"), -9999, ASPECT_TOLERANCE_DEGREES);
});

test.each([
  ["square", square],
  ["oblong", oblong],
])("hillshade is GDAL's on %s cells", (name, terrain) => {
  expectInnerCells(hillshade(terrain.elevation, terrain), readGdalGrid(`${name}-hillshade`), 0, 0);
});

function expectInnerCells(ours: Float32Array | Uint8Array, gdal: number[], noData: number, tolerance: number): void {
  const inner = [...gdal.keys()].filter((cell) => gdal[cell] !== noData);
  expect(inner).toHaveLength((square.columns - 2) * (square.rows - 2));
  const worst = Math.max(...inner.map((cell) => Math.abs(ours[cell]! - gdal[cell]!)));
  expect(worst).toBeLessThanOrEqual(tolerance);
}
