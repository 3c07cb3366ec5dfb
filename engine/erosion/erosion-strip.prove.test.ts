import { expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { loadKernelModule } from "#platform/kernel-binary";
import { computeErosionStrip, computeErosionStripTwin, type ErosionStripOutputs } from "./index.ts";

const CELLS = 4_000_001;
const DIRECTIONS = [0, 1, 2, 4, 8, 16, 32, 64, 128];

test("the kernel is its twin to the last bit on a dense sweep: slopes from flat to 76°, lengths from a step to 90 m", async () => {
  const session = createKernelSession(await loadKernelModule(), CELLS * 40);
  const slopeTangent = session.allocate("float32", CELLS);
  const slopeLength = session.allocate("uint32", CELLS);
  const direction = session.allocate("uint8", CELLS);
  for (let cell = 0; cell < CELLS; cell += 1) {
    slopeTangent[cell] = (cell / CELLS) ** 3 * 4;
    slopeLength[cell] = 65_536 + ((cell * 7919) % 550_000);
    direction[cell] = DIRECTIONS[cell % DIRECTIONS.length]!;
  }
  const inputs = {
    slopeTangent,
    slopeLength,
    direction,
    erosivity: 3800,
    erodibility: 0.035,
    biological: 0.137,
    engineering: 1,
    tillage: 1,
  };
  const float = () => session.allocate("float32", CELLS);
  const byKernel: ErosionStripOutputs = {
    slopeDegrees: float(),
    slopeLengthFactor: float(),
    slopeSteepnessFactor: float(),
    lengthSteepness: float(),
    erosionModulus: float(),
    intensity: session.allocate("uint8", CELLS),
  };
  const byTwin: ErosionStripOutputs = {
    slopeDegrees: new Float32Array(CELLS),
    slopeLengthFactor: new Float32Array(CELLS),
    slopeSteepnessFactor: new Float32Array(CELLS),
    lengthSteepness: new Float32Array(CELLS),
    erosionModulus: new Float32Array(CELLS),
    intensity: new Uint8Array(CELLS),
  };
  const rules = { shape: { cellWidth: 10, cellHeight: 10 }, maximumMetres: 100, toleranceModulus: 200 };
  computeErosionStrip(session, inputs, byKernel, rules);
  computeErosionStripTwin(inputs, byTwin, rules);
  for (const name of Object.keys(byTwin) as (keyof ErosionStripOutputs)[]) {
    const [a, b] = [byKernel[name], byTwin[name]];
    const differing = Buffer.compare(
      new Uint8Array(a.buffer, a.byteOffset, a.byteLength),
      new Uint8Array(b.buffer, b.byteOffset, b.byteLength),
    );
    expect(differing, name).toBe(0);
  }
});

test("S, and with it the angle, does not decrease where the equation rises, cell by cell along a sweep of slopes", () => {
  const cells = 200_000;
  const slopeTangent = Float32Array.from({ length: cells }, (_, cell) => (cell / cells) * 2);
  const outputs: ErosionStripOutputs = {
    slopeDegrees: new Float32Array(cells),
    slopeLengthFactor: new Float32Array(cells),
    slopeSteepnessFactor: new Float32Array(cells),
    lengthSteepness: new Float32Array(cells),
    erosionModulus: new Float32Array(cells),
    intensity: new Uint8Array(cells),
  };
  computeErosionStripTwin(
    {
      slopeTangent,
      slopeLength: new Uint32Array(cells).fill(65_536),
      direction: new Uint8Array(cells).fill(1),
      erosivity: 1,
      erodibility: 1,
      biological: 1,
      engineering: 1,
      tillage: 1,
    },
    outputs,
    { shape: { cellWidth: 10, cellHeight: 10 }, maximumMetres: 100, toleranceModulus: 200 },
  );
  for (let cell = 1; cell < cells; cell += 1) {
    const isRising =
      outputs.slopeDegrees[cell]! >= outputs.slopeDegrees[cell - 1]! &&
      (outputs.slopeSteepnessFactor[cell]! >= outputs.slopeSteepnessFactor[cell - 1]! ||
        // From the gentle to the middle piece at 5° the equation steps down by 0.007.
        (outputs.slopeDegrees[cell - 1]! < 5 && outputs.slopeDegrees[cell]! >= 5));
    if (!isRising) expect.fail(`S or θ falls at a tangent of ${slopeTangent[cell]}`);
  }
});
