import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { slopeTangentKernel } from "#engine/terrain";
import { loadKernelModule } from "#platform/kernel-binary";
import { SyntheticTerrain } from "../../fixtures/synthetic-terrain/index.ts";
import { analyseFlow } from "./analyse-flow.ts";
import { flowArenaBytes } from "./flow-arena.ts";

test("4 million cells are filled bit for bit as by RichDEM, libtopotoolbox and TauDEM", async () => {
  const shape = { columns: 2000, rows: 2000, cellWidth: 10, cellHeight: 10 };
  const session = createKernelSession(await loadKernelModule(), flowArenaBytes(shape.columns, shape.rows));
  const elevation = session.allocate("float32", 4_000_000);
  elevation.set(new SyntheticTerrain(shape).rows());
  expect(md5(elevation)).toBe("66b70b60f4e1ecebcad1ea569f8ef999");

  const flow = analyseFlow(session, elevation, slopeTangentKernel(session, elevation, shape), shape, {
    gentleCutFactor: 0.7,
    steepCutFactor: 0.5,
    cutSwitchDegrees: 5,
    maximumMetres: undefined,
    channelThresholdCells: 0,
  });
  expect(md5(flow.filled)).toBe("ceac3738bf46f874bc5c3214a8aec3c2");
  const arriving = flow.accumulation.filter((_, cell) => flow.direction[cell] === 0).reduce((sum, n) => sum + n, 0);
  expect(arriving).toBe(4_000_000);
});

function md5(values: Float32Array): string {
  return createHash("md5")
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest("hex");
}
