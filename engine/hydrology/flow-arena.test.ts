import { expect, test } from "vitest";
import { createKernelSession, LARGEST_ARENA_BYTES } from "#engine/kernels";
import { slopeTangentKernel } from "#engine/terrain";
import { loadKernelModule } from "#platform/kernel-binary";
import { analyseFlow, type FlowStage } from "./analyse-flow.ts";
import { flowArenaBytes } from "./flow-arena.ts";

const rules = {
  gentleCutFactor: 0.7,
  steepCutFactor: 0.5,
  cutSwitchDegrees: 5,
  maximumMetres: undefined,
  channelThresholdCells: 0,
};

test.each([
  [1, 1],
  [1, 1000],
  [1000, 1],
  [1030, 500],
])("the arena is just enough for elevation, slope, barriers and analysis of %i × %i", async (columns, rows) => {
  const session = createKernelSession(await loadKernelModule(), flowArenaBytes(columns, rows));
  const shape = { columns, rows, cellWidth: 10, cellHeight: 10 };
  const elevation = session.allocate("float32", columns * rows).fill(1);
  const barriers = session.allocate("uint8", columns * rows).fill(0);
  const stages: [FlowStage, number][] = [];
  const flow = analyseFlow(session, elevation, slopeTangentKernel(session, elevation, shape), shape, rules, {
    barriers,
    onStage: (stage, fraction) => stages.push([stage, fraction]),
  });
  expect(flow.slopeLength).toHaveLength(columns * rows);
  expect([...new Set(stages.map(([stage]) => stage))]).toEqual(["fill", "directions", "flats", "accumulation"]);
  for (const [, fraction] of stages) expect(fraction >= 0 && fraction <= 1).toBe(true);
});

test("130 million cells fit, at 30 bytes a cell or less", () => {
  expect(flowArenaBytes(13_000, 10_000)).toBeLessThan(30 * 130e6);
  expect(flowArenaBytes(13_000, 10_000)).toBeLessThan(LARGEST_ARENA_BYTES);
});

test("too many cells are refused with their number and what to do", () => {
  expect(() => flowArenaBytes(20_000, 15_000)).toThrowError(
    expect.objectContaining({
      code: "arena-too-large",
      userMessage: expect.stringMatching(/300 百万个栅格.*按区县或流域/),
      message: expect.stringMatching(/300 million cells.*Survey by division or basin, or use coarser cells/),
    }),
  );
});
