import { expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { slopeTangent } from "#engine/terrain";
import { loadKernelModule } from "#platform/kernel-binary";
import { flowByKernels } from "../../fixtures/flow-agreement/index.ts";
import { flowArenaBytes } from "./flow-arena.ts";
import type { SlopeLengthRules } from "./slope-length.ts";
import { watershedOf } from "./watershed.ts";

// Grids that can be checked with pencil and paper. Cells are 10 m; a side is 65536 long, a diagonal 92682.

const session = createKernelSession(await loadKernelModule(), flowArenaBytes(8, 8));
const uncut: SlopeLengthRules = {
  gentleCutFactor: 0,
  steepCutFactor: 0,
  cutSwitchDegrees: 5,
  maximumMetres: undefined,
  channelThresholdCells: 0,
};

function flowOf(grid: readonly (readonly number[])[], rules = uncut, barriers?: readonly number[]) {
  return flowByKernels(session, {
    columns: grid[0]!.length,
    rows: grid.length,
    cellWidth: 10,
    cellHeight: 10,
    elevation: Float32Array.from(grid.flat()),
    rules,
    barriers: barriers && Uint8Array.from(barriers),
  });
}

test("a pit of 3 × 3 is filled to its lowest rim cell and flows out there", () => {
  const flow = flowOf([
    [9, 9, 9],
    [9, 1, 7],
    [9, 9, 9],
  ]);
  // biome-ignore format: a grid
  expect([...flow.filled]).toEqual([
    9, 9, 9,
    9, 7, 7,
    9, 9, 9,
  ]);
  // biome-ignore format: a grid
  expect([...flow.direction]).toEqual([
      2,  4,  4,
      1,  1,  0,
    128, 64, 64,
  ]);
  // biome-ignore format: a grid
  expect([...flow.accumulation]).toEqual([
    1, 1, 1,
    1, 6, 9,
    1, 1, 1,
  ]);
  // biome-ignore format: a grid
  expect([...flow.slopeLength]).toEqual([
    92682,  65536,  65536,
    65536, 158218, 223754,
    92682,  65536,  65536,
  ]);
  expect(flow.filledCells).toBe(1);
  expect(flow.flatCells).toBe(1);
});

const basin = [
  [5, 5, 5, 5, 5],
  [5, 3, 3, 3, 5],
  [5, 3, 3, 3, 3],
  [5, 3, 3, 3, 5],
  [5, 5, 5, 5, 5],
];

test("a flat of 3 × 3 drains by the shortest way, ties to the first of E SE S SW W NW N NE", () => {
  const flow = flowOf(basin);
  // biome-ignore format: a grid
  expect([...flow.direction]).toEqual([
      2,  4,  4,   4,  8,
      1,  1,  1,   2,  4,
      1,  1,  1,   1,  0,
      1,  1,  1, 128, 16,
    128, 64, 64,  64, 32,
  ]);
  expect(flow.flatCells).toBe(9);
  expect(flow.accumulation[14]).toBe(25);
});

test("a hole is ocean: cells beside it need no filling and flow into it", () => {
  const flow = flowOf([
    [9, 9, 9, 9, 9],
    [9, 2, 8, 8, 9],
    [9, 8, Number.NaN, 8, 9],
    [9, 8, 8, 8, 9],
    [9, 9, 9, 9, 9],
  ]);
  expect(flow.filledCells).toBe(0);
  expect([flow.direction[6], flow.direction[12], flow.accumulation[12], flow.slopeLength[12]]).toEqual([0, 255, 0, 0]);
});

test("watersheds share out the cells: the upper outlet keeps its own", () => {
  const { direction } = flowOf(basin);
  expect(watershedOf(direction, 5, 5, [14]).every((label) => label === 1)).toBe(true);
  const nested = watershedOf(direction, 5, 5, [14, 12]);
  expect([...nested.keys()].filter((cell) => nested[cell] === 2)).toEqual([10, 11, 12]);
  expect(watershedOf(direction, 5, 5, [12])[14]).toBe(0);
});

const side = 65536;
const row = [[5, 4, 3, 2, 1]];

test.each([
  ["without anything", uncut, undefined, [1, 2, 3, 4, 5]],
  ["a barrier lets nothing in", uncut, [0, 0, 1, 0, 0], [1, 2, 1, 2, 3]],
  ["a channel lets nothing in", { ...uncut, channelThresholdCells: 4 }, undefined, [1, 2, 3, 1, 1]],
  ["a cap of 25 m", { ...uncut, maximumMetres: 25 }, undefined, [1, 2, 2.5, 2.5, 2.5]],
])("slope length down a row of five: %s", (_, rules, barriers, sides) => {
  expect([...flowOf(row, rules, barriers).slopeLength]).toEqual(sides.map((n) => n * side));
});

test("slope length ends where a slope of 28.8° eases off to 5.7°, less than half, and not from 45° to 28.8°", () => {
  const profile = [30, 20, 10, 9, 8];
  const grid = [profile, profile, profile];
  const tangents = slopeTangent(Float32Array.from(grid.flat()), { columns: 5, rows: 3, cellWidth: 10, cellHeight: 10 });
  expect([...tangents.subarray(5, 10)].map((t) => t.toFixed(2))).toEqual(["1.00", "1.00", "0.55", "0.10", "0.10"]);
  const { slopeLength } = flowOf(grid, { ...uncut, gentleCutFactor: 0.7, steepCutFactor: 0.5 });
  expect([...slopeLength.subarray(5, 10)]).toEqual([1, 2, 3, 1, 2].map((n) => n * side));
});

test("easing off to two thirds ends the length below 5°, where 0.7 counts, and not above, where 0.5 does", () => {
  const rules = { ...uncut, gentleCutFactor: 0.7, steepCutFactor: 0.5 };
  // Slopes from the centre differences: 5, 5, 3.75, 2.5 and 2.5 per cent; and ten times as much.
  const gentle = [20, 19.5, 19, 18.75, 18.5];
  const steep = gentle.map((elevation) => 10 * elevation);
  const sidesAlong = (profile: number[]): number[] =>
    [...flowOf([profile, profile, profile], rules).slopeLength.subarray(5, 10)].map((length) => length / side);
  expect(sidesAlong(gentle)).toEqual([1, 2, 3, 1, 2]);
  expect(sidesAlong(steep)).toEqual([1, 2, 3, 4, 5]);
});
