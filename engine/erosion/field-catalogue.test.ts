import { expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { loadKernelModule } from "#platform/kernel-binary";
import {
  biologicalTable,
  computeBiologicalStrip,
  computeErosionStrip,
  computeTillageStrip,
  type ErosionStripOutputs,
  type RasterField,
  type RasterFieldId,
  rasterFields,
  rasterFieldTerm,
} from "./index.ts";
import { soilLossRatioConstants } from "./test-constants.ts";

const ids = Object.keys(rasterFields) as RasterFieldId[];
const fields: Readonly<Record<RasterFieldId, RasterField>> = rasterFields;

/** A strip of all land uses, slopes and directions, with a hole, through every operator. */
async function runOperators(): Promise<Partial<Record<RasterFieldId, Float32Array | Uint8Array | Uint32Array>>> {
  const codes = [13, 21, 31, 32, 43, 53, 71];
  const length = 8 * codes.length;
  const session = createKernelSession(await loadKernelModule(), 1 << 20);
  const float = (value: (i: number) => number) => {
    const array = session.allocate("float32", length);
    for (let i = 0; i < length; i += 1) array[i] = value(i);
    return array;
  };
  const landUse = session.allocate("uint8", length);
  const slopeLength = session.allocate("uint32", length);
  const direction = session.allocate("uint8", length);
  for (let i = 0; i < length; i += 1) {
    landUse[i] = codes[i % codes.length]!;
    slopeLength[i] = 65536 * (1 + (i % 12));
    direction[i] = [0, 1, 2, 4, 8, 16, 32, 64, 128][i % 9]!;
  }
  direction[length - 1] = 255;
  const slopeTangent = float((i) => (i === length - 1 ? Number.NaN : (i * i) / 900));
  const cover = float((i) => (i % 11) / 10);
  const biological = float(() => 0);
  const rules = new Map([
    [13, { kind: "fixed", factor: 1 } as const],
    [53, { kind: "fixed", factor: 1 } as const],
    [71, { kind: "fixed", factor: 0 } as const],
    [21, { kind: "ratio", group: "orchardAndForest", understoreyCover: 0.3 } as const],
    [31, { kind: "ratio", group: "orchardAndForest", understoreyCover: 0 } as const],
    [32, { kind: "ratio", group: "teaAndShrub", understoreyCover: 0 } as const],
    [43, { kind: "ratio", group: "grassland", understoreyCover: 0 } as const],
  ]);
  const table = biologicalTable(rules, soilLossRatioConstants);
  const weights = new Array<number>(24).fill(1 / 24);
  computeBiologicalStrip(session, { landUse, covers: new Array(24).fill(cover), weights, table }, biological);
  const tillage = float(() => 0);
  const cropland = new Uint8Array(256);
  for (const code of codes) cropland[code] = code === 13 ? 1 : 2;
  computeTillageStrip(landUse, cropland, 0.4, tillage);
  const outputs: ErosionStripOutputs = {
    slopeDegrees: float(() => -1),
    slopeLengthFactor: float(() => -1),
    slopeSteepnessFactor: float(() => -1),
    lengthSteepness: float(() => -1),
    erosionModulus: float(() => -1),
    intensity: session.allocate("uint8", length),
  };
  const inputs = {
    slopeTangent,
    slopeLength,
    direction,
    erosivity: 3800,
    erodibility: 0.035,
    biological,
    engineering: 1,
    tillage,
  };
  const shape = { cellWidth: 10, cellHeight: 10 };
  computeErosionStrip(session, inputs, outputs, { shape, maximumMetres: 100, toleranceModulus: 200 });
  return { slopeTangent, slopeLength, direction, landUse, cover, biological, tillage, ...outputs };
}

const arrays = {
  float32: Float32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
};

test("what the operators take and write has the type, the range and the no-data value of the catalogue", async () => {
  const strips = await runOperators();
  for (const id of ids) {
    const strip = strips[id];
    if (strip === undefined) continue;
    const { valueType, range, noData } = fields[id];
    expect(strip, id).toBeInstanceOf(arrays[valueType]);
    const hole = strip.at(-1);
    const isEmptyInTheHole = !["landUse", "cover", "biological", "tillage", "slopeLength"].includes(id);
    if (isEmptyInTheHole) expect(hole, `${id} without data`).toBe(noData);
    for (const value of strip) {
      if (Number.isNaN(value)) continue;
      expect(value >= range[0] && value <= range[1], `${id}: ${value} outside ${range.join("–")}`).toBe(true);
    }
  }
});

test("every input and output of the strip operators is in the catalogue", async () => {
  const known: readonly string[] = ids;
  const ofStrip = Object.keys(await runOperators());
  expect(ofStrip.filter((id) => !known.includes(id))).toEqual([]);
  expect(["erosivity", "erodibility", "engineering"].every((id) => known.includes(id))).toBe(true);
});

test("on cropland T acts and B is 1; on all other land B acts and T is 1", async () => {
  const { landUse, biological, tillage } = await runOperators();
  landUse!.forEach((code, cell) => {
    if (code === 13) expect([biological![cell], tillage![cell]]).toEqual([1, Math.fround(0.4)]);
    else expect(tillage![cell]).toBe(1);
  });
});

test("every variable has a Chinese and an English name, and a unit where it is not a ratio or a code", () => {
  for (const id of ids) {
    const { zh, en } = rasterFieldTerm(id);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/^[A-Z]/);
  }
  expect(rasterFieldTerm("erosionModulus").unit).toBe("t/(km²·a)");
  expect(rasterFieldTerm("erosivity").symbol).toBe("R");
});
