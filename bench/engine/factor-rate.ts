/**
 * `node bench/engine/factor-rate.ts SIDE [REPEATS]`: CPU seconds for slope, L, S and the product of seven factors over a
 * square of synthetic terrain, all seven as rasters, one JSON line with the median of the warm runs.
 */
import { computeErosionStrip } from "#engine/erosion";
import { analyseFlow, flowArenaBytes } from "#engine/hydrology";
import { createKernelSession } from "#engine/kernels";
import { slopeTangentKernel } from "#engine/terrain";
import { loadKernelModule } from "#platform/kernel-binary";
import { SyntheticTerrain } from "../../fixtures/synthetic-terrain/index.ts";

const side = Number(process.argv[2] ?? 4000);
const repeats = Number(process.argv[3] ?? 5);
const cells = side * side;
const shape = { columns: side, rows: side, cellWidth: 10, cellHeight: 10 };
const session = createKernelSession(await loadKernelModule(), flowArenaBytes(side, side) + cells * 48 + 2 ** 24);

const elevation = session.allocate("float32", cells);
const terrain = new SyntheticTerrain({ columns: side, rows: side }).rows();
elevation.set(terrain);
const slopeTangent = slopeTangentKernel(session, elevation, shape);
const flow = analyseFlow(session, elevation, slopeTangent, shape, {
  gentleCutFactor: 0.7,
  steepCutFactor: 0.5,
  cutSwitchDegrees: 5,
  maximumMetres: 100,
  channelThresholdCells: 0,
});
elevation.set(terrain);

const factor = (value: number) => session.allocate("float32", cells).fill(value);
const inputs = {
  slopeTangent,
  slopeLength: flow.slopeLength,
  direction: flow.direction,
  erosivity: factor(4000),
  erodibility: factor(0.03),
  biological: factor(0.1),
  engineering: factor(1),
  tillage: factor(1),
};
const outputs = {
  slopeDegrees: factor(0),
  slopeLengthFactor: factor(0),
  slopeSteepnessFactor: factor(0),
  lengthSteepness: factor(0),
  erosionModulus: factor(0),
  intensity: session.allocate("uint8", cells),
};

const seconds = Array.from({ length: repeats + 1 }, () => {
  const start = process.cpuUsage();
  const mark = session.mark();
  slopeTangentKernel(session, elevation, shape);
  session.release(mark);
  const rows = 64;
  for (let row = 0; row < side; row += rows) {
    const from = row * side;
    const to = Math.min(side, row + rows) * side;
    const part = <T extends Record<string, { subarray(from: number, to: number): unknown }>>(arrays: T): T =>
      Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.subarray(from, to)])) as T;
    computeErosionStrip(session, part(inputs), part(outputs), { shape, maximumMetres: 100, toleranceModulus: 200 });
  }
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1e6;
});
const warm = seconds.slice(1).sort((a, b) => a - b);
console.log(JSON.stringify({ cells, seconds: warm[warm.length >> 1] }));
