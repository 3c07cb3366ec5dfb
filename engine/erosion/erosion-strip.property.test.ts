import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { createKernelSession, type KernelSession } from "#engine/kernels";
import { loadKernelModule } from "#platform/kernel-binary";
import {
  biologicalTable,
  computeBiologicalStrip,
  computeBiologicalStripTwin,
  computeErosionStrip,
  computeErosionStripTwin,
  type ErosionStripOutputs,
  type ErosionStripRules,
  type FactorLayer,
  multiplySevenLayers,
} from "./index.ts";
import { soilLossRatioConstants } from "./test-constants.ts";

let session: KernelSession;
beforeAll(async () => {
  session = createKernelSession(await loadKernelModule(), 1 << 23);
});

const directions = [0, 1, 2, 4, 8, 16, 32, 64, 128, 255];

/** Slopes where the equations change, holes, and everything between. */
const tangent = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 2, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, Number.NaN, 1, 5, 60) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(1, 3, 5, 10, 30).map((angle) => Math.tan((angle * Math.PI) / 180)),
  },
);
const layer = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: 0, max: 5000, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 0, 1) },
);
const cell = fc.record({
  tangent,
  length: fc.oneof(fc.integer({ min: 0, max: 30 * 65536 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  direction: fc.constantFrom(...directions),
  layers: fc.tuple(layer, layer, layer, layer, layer),
});
const rules: fc.Arbitrary<ErosionStripRules> = fc.record({
  shape: fc.record({
    cellWidth: fc.constantFrom(10, 30, 27.3),
    cellHeight: fc.constantFrom(10, 30, 21.9),
  }),
  maximumMetres: fc.constantFrom(undefined, 100, 300),
  thetaMaxDegrees: fc.constantFrom(undefined, 30, 4),
  toleranceModulus: fc.constantFrom(200, 500, 1000, 2500),
});

test("the kernel gives the bits of its twin: holes, all directions, caps, constants and rasters, any length of strip", () => {
  const strips = fc.record({
    cells: fc.array(cell, { minLength: 1, maxLength: 70 }),
    rules,
    constants: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
  });
  fc.assert(
    fc.property(strips, ({ cells, rules: stripRules, constants }) => {
      const mark = session.mark();
      const float = (values: number[]) => {
        const array = session.allocate("float32", values.length);
        array.set(values);
        return array;
      };
      const layerOf = (index: 0 | 1 | 2 | 3 | 4): FactorLayer =>
        constants[index] ? cells[0]!.layers[index] : float(cells.map((one) => one.layers[index]));
      const slopeLength = session.allocate("uint32", cells.length);
      slopeLength.set(cells.map((one) => one.length));
      const direction = session.allocate("uint8", cells.length);
      direction.set(cells.map((one) => one.direction));
      const inputs = {
        slopeTangent: float(cells.map((one) => one.tangent)),
        slopeLength,
        direction,
        erosivity: layerOf(0),
        erodibility: layerOf(1),
        biological: layerOf(2),
        engineering: layerOf(3),
        tillage: layerOf(4),
      };
      const byKernel = outputsOf(cells.length, (type, length) => session.allocate(type, length));
      const byTwin = outputsOf(cells.length, (type, length) =>
        type === "uint8" ? new Uint8Array(length) : new Float32Array(length),
      );
      computeErosionStrip(session, inputs, byKernel, stripRules);
      computeErosionStripTwin(inputs, byTwin, stripRules);
      for (const name of Object.keys(byTwin) as (keyof ErosionStripOutputs)[]) {
        expect([name, ...bytesOf(byKernel[name])]).toEqual([name, ...bytesOf(byTwin[name])]);
      }
      session.release(mark);
    }),
    { numRuns: 400 },
  );
});

test("a strip longer than a block of the kernel, and of odd length, is the twin's to the last bit", () => {
  const length = 2 * 512 + 333;
  const mark = session.mark();
  const float = (value: (i: number) => number) => {
    const array = session.allocate("float32", length);
    for (let i = 0; i < length; i += 1) array[i] = value(i);
    return array;
  };
  const slopeLength = session.allocate("uint32", length);
  const direction = session.allocate("uint8", length);
  for (let i = 0; i < length; i += 1) {
    slopeLength[i] = 65536 + ((i * 7919) % 900_000);
    direction[i] = directions[i % directions.length]!;
  }
  const inputs = {
    slopeTangent: float((i) => (i % 97) / 60),
    slopeLength,
    direction,
    erosivity: 3800,
    erodibility: float((i) => 0.02 + (i % 13) / 1000),
    biological: float((i) => (i % 11) / 10),
    engineering: 0.414,
    tillage: 1,
  };
  const byKernel = outputsOf(length, (type, count) => session.allocate(type, count));
  const byTwin = outputsOf(length, (type, count) =>
    type === "uint8" ? new Uint8Array(count) : new Float32Array(count),
  );
  const stripRules = { shape: { cellWidth: 10, cellHeight: 10 }, maximumMetres: 100, toleranceModulus: 200 };
  computeErosionStrip(session, inputs, byKernel, stripRules);
  computeErosionStripTwin(inputs, byTwin, stripRules);
  for (const name of Object.keys(byTwin) as (keyof ErosionStripOutputs)[]) {
    expect(Buffer.compare(bytesOf(byKernel[name]), bytesOf(byTwin[name])), name).toBe(0);
  }
  session.release(mark);
});

const table = biologicalTable(
  new Map([
    [13, { kind: "fixed", factor: 1 }],
    [21, { kind: "ratio", group: "orchardAndForest", understoreyCover: 0.3 }],
    [31, { kind: "ratio", group: "orchardAndForest", understoreyCover: 0 }],
    [32, { kind: "ratio", group: "teaAndShrub", understoreyCover: 0 }],
    [43, { kind: "ratio", group: "grassland", understoreyCover: 0 }],
    [71, { kind: "fixed", factor: 0 }],
  ]),
  soilLossRatioConstants,
);

test("B by the kernel is B by its twin, bit for bit: mixed land use, unknown codes, covers beyond 0–1 and missing", () => {
  const cover = fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: -0.1, max: 1.2, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  );
  const cells = fc.array(fc.record({ code: fc.constantFrom(13, 21, 31, 32, 43, 71, 99), cover, slope: cover }), {
    minLength: 1,
    maxLength: 40,
  });
  const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 24, maxLength: 24 }).map((raw) => {
    const sum = raw.reduce((total, value) => total + value, 0);
    return sum > 0 ? raw.map((value) => value / sum) : raw.map(() => 1 / 24);
  });
  fc.assert(
    fc.property(cells, weights, (strip, share) => {
      const mark = session.mark();
      const landUse = session.allocate("uint8", strip.length);
      landUse.set(strip.map((one) => one.code));
      const covers = Array.from({ length: 24 }, (_, k) => {
        const array = session.allocate("float32", strip.length);
        array.set(strip.map((one) => one.cover + (one.slope * k) / 24));
        return array;
      });
      const byKernel = session.allocate("float32", strip.length);
      const byTwin = new Float32Array(strip.length);
      const inputs = { landUse, covers, weights: share, table };
      computeBiologicalStrip(session, inputs, byKernel);
      computeBiologicalStripTwin(inputs, byTwin);
      expect([...bytesOf(byKernel)]).toEqual([...bytesOf(byTwin)]);
      session.release(mark);
    }),
    { numRuns: 200 },
  );
});

test("the product of seven layers is the product in f64 from left to right, rounded once", () => {
  const length = 1001;
  const mark = session.mark();
  const layers = Array.from({ length: 7 }, (_, k) => {
    const array = session.allocate("float32", length);
    for (let i = 0; i < length; i += 1) array[i] = i % 101 === k ? Number.NaN : ((i * (k + 3)) % 37) / 7;
    return array;
  });
  const product = session.allocate("float32", length);
  multiplySevenLayers(session, layers, product);
  const expected = product.map((_, i) => layers.reduce((value, one) => value * one[i]!, 1));
  expect(product).toEqual(expected);
  session.release(mark);
});

function outputsOf(
  length: number,
  allocate: (type: "float32" | "uint8", length: number) => Float32Array | Uint8Array,
): ErosionStripOutputs {
  const float = () => allocate("float32", length) as Float32Array;
  return {
    slopeDegrees: float(),
    slopeLengthFactor: float(),
    slopeSteepnessFactor: float(),
    lengthSteepness: float(),
    erosionModulus: float(),
    intensity: allocate("uint8", length) as Uint8Array,
  };
}

function bytesOf(array: Float32Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
