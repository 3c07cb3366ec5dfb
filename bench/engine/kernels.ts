/**
 * `node bench/engine/kernels.ts [--repeats N] [SIDE | FILE.f32 …]`: million cells a CPU-second of every terrain and flow kernel.
 *
 * A number is a square of synthetic terrain of that side; a file is a square of raw little-endian float32 elevations, NaN
 * where there is none, cells of 10 m. The first run of each has cold code and fresh memory, and is shown as well; the
 * median is of the others.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { analyseFlow, type FlowStage, flowArenaBytes } from "#engine/hydrology";
import { createKernelSession, type KernelSession } from "#engine/kernels";
import {
  aspectKernel,
  hillshadeKernel,
  slopeDegreesKernel,
  slopeTangentKernel,
  type TerrainShape,
} from "#engine/terrain";
import { loadKernelModule } from "#platform/kernel-binary";
import { SyntheticTerrain } from "../../fixtures/synthetic-terrain/index.ts";

const RULES = {
  gentleCutFactor: 0.7,
  steepCutFactor: 0.5,
  cutSwitchDegrees: 5,
  maximumMetres: undefined,
  channelThresholdCells: 0,
};

const { values, positionals } = parseArgs({
  options: { repeats: { type: "string", default: "3" } },
  allowPositionals: true,
});
const terrains = positionals.length > 0 ? positionals : ["2000"];
const module = await loadKernelModule();
console.log("million cells a CPU-second: median of the warm runs (the first, cold run)");
for (const terrain of terrains) {
  const elevation = await elevationsOf(terrain);
  const side = Math.sqrt(elevation.length);
  if (!Number.isInteger(side)) throw new Error(`${terrain} is not a square of float32`);
  const shape = { columns: side, rows: side, cellWidth: 10, cellHeight: 10 };
  const furtherOutputs = 9 * elevation.length + 4096;
  const session = createKernelSession(module, flowArenaBytes(side, side) + furtherOutputs);
  const runs = Array.from({ length: 1 + Number(values.repeats) }, () => secondsByKernel(session, elevation, shape));
  console.log(`\n${terrain}: ${side} × ${side}`);
  for (const kernel of runs[0]!.keys()) {
    const rates = runs.map((run) => elevation.length / 1e6 / run.get(kernel)!);
    const warm = rates.slice(1).sort((a, b) => a - b);
    const median = warm[Math.floor(warm.length / 2)]!;
    console.log(`  ${kernel.padEnd(16)}${median.toFixed(1).padStart(8)}  (${rates[0]!.toFixed(1)})`);
  }
}
console.log(`\npeak memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);

async function elevationsOf(terrain: string): Promise<Float32Array> {
  const side = Number(terrain);
  if (Number.isInteger(side)) return new SyntheticTerrain({ columns: side, rows: side }).rows();
  const bytes = await readFile(terrain);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/** CPU seconds of one run of each kernel; `flow` is the whole chain from filling to slope length. */
function secondsByKernel(session: KernelSession, source: Float32Array, shape: TerrainShape): Map<string, number> {
  const seconds = new Map<string, number>();
  const timed = <T>(kernel: string, work: () => T): T => {
    const start = process.cpuUsage();
    const result = work();
    seconds.set(kernel, secondsSince(start));
    return result;
  };
  const mark = session.mark();
  const elevation = session.allocate("float32", source.length);
  elevation.set(source);
  const tangent = timed("slope tangent", () => slopeTangentKernel(session, elevation, shape));
  timed("slope degrees", () => slopeDegreesKernel(session, tangent));
  timed("aspect", () => aspectKernel(session, elevation, shape));
  timed("hillshade", () => hillshadeKernel(session, elevation, shape));

  const stages = new Map<FlowStage, number>();
  let last = process.cpuUsage();
  const onStage = (stage: FlowStage): void => {
    stages.set(stage, (stages.get(stage) ?? 0) + secondsSince(last));
    last = process.cpuUsage();
  };
  timed("flow", () => analyseFlow(session, elevation, tangent, shape, RULES, { onStage }));
  for (const [stage, taken] of stages) seconds.set(`  ${stage}`, taken);
  session.release(mark);
  return seconds;
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
