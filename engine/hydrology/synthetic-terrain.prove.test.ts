import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { loadKernelModule } from "#platform/kernel-binary";
import { certify, flowByKernels } from "../../fixtures/flow-agreement/index.ts";
import { SyntheticTerrain } from "../../fixtures/synthetic-terrain/index.ts";
import { flowArenaBytes } from "./flow-arena.ts";

const rules = {
  gentleCutFactor: 0.7,
  steepCutFactor: 0.5,
  cutSwitchDegrees: 5,
  maximumMetres: undefined,
  channelThresholdCells: 0,
};

test("16 million cells are filled as by RichDEM, libtopotoolbox and TauDEM, and certified", async () => {
  const shape = { columns: 4000, rows: 4000, cellWidth: 10, cellHeight: 10 };
  const session = createKernelSession(await loadKernelModule(), flowArenaBytes(shape.columns, shape.rows));
  const flow = { ...shape, elevation: new SyntheticTerrain(shape).rows(), rules, barriers: undefined };
  const analysis = flowByKernels(session, flow);
  const { buffer, byteOffset, byteLength } = analysis.filled;
  const digest = createHash("md5")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("hex");
  expect(digest).toBe("62525515990468ea6c7370fd2addbb5e");
  expect(certify(flow, analysis)).toEqual([]);
});

test("a coast, flats of half a metre, oblong cells, barriers, channels and a cap: 2 million cells are certified", async () => {
  const shape = { columns: 1600, rows: 1250, cellWidth: 10, cellHeight: 12.5 };
  const session = createKernelSession(await loadKernelModule(), flowArenaBytes(shape.columns, shape.rows));
  const elevation = new SyntheticTerrain({ ...shape, seed: 7, quantum: 0.5, hasCoast: true }).rows();
  const barriers = Uint8Array.from(elevation, (_, cell) => (cell % 13 === 0 ? 1 : 0));
  const limited = { ...rules, maximumMetres: 300, channelThresholdCells: 400 };
  const flow = { ...shape, elevation, rules: limited, barriers };
  expect(elevation.some(Number.isNaN)).toBe(true);
  expect(certify(flow, flowByKernels(session, flow))).toEqual([]);
});
