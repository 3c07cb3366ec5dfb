import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { loadKernelModule } from "#platform/kernel-binary";
import { describeWithTestData } from "../../fixtures/test-data/index.ts";
import {
  computeErosionStrip,
  desmetGoversLengthFactor,
  investLengthSteepness,
  rillExponent,
  rusleSteepness,
} from "./index.ts";

test.each([
  [1.5, 100, 0.253996],
  [4, 100, 0.657229],
  [8, 100, 1.345856],
  [10, 100, 1.776729],
  [15, 1e7, 49.802994],
])("LS in the form of InVEST at %d %% and %d cells is the published %d", (slope, cells, expected) => {
  const value = investLengthSteepness(slope, cells, 30, 25);
  expect(Math.abs(value - expected) / expected).toBeLessThan(1e-6);
});

test("S of RUSLE at 9 % is 1.0059 by the steep piece, 0.9981 just below by the gentle one", () => {
  const sine = (percent: number) => percent / 100 / Math.sqrt(1 + (percent / 100) ** 2);
  expect(rusleSteepness(sine(9))).toBeCloseTo(1.0059, 4);
  expect(rusleSteepness(sine(8.9999999))).toBeCloseTo(0.9981, 4);
});

test("a ridge cell of the standard plot's length has the L of that length: (cell/22.13)^m", () => {
  expect(desmetGoversLengthFactor(0, 22.13, 0.5, 1)).toBeCloseTo(1, 12);
  expect(desmetGoversLengthFactor(0, 10, 0.4, 1)).toBeCloseTo((10 / 22.13) ** 0.4, 12);
});

describeWithTestData("cells of a real DEM in SAGA 8.5", ["dem/bigtujunga_reference_cells.csv"], (path) => {
  test("LS after Desmet and Govers is SAGA's, which puts catchment area over cell size for the area at the inlet", () => {
    const [header = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
    const columns = header.split(",");
    let compared = 0;
    for (const line of lines) {
      const cells = line.split(",");
      const at = (name: string) => Number(cells[columns.indexOf(name)]);
      const sine = Math.sin((at("slope_deg_zevenbergen_thorne_gdal") * Math.PI) / 180);
      const expected = at("ls_desmet_govers1996_saga");
      if (!(sine > 0) || !(expected > 0)) continue;
      const length = desmetGoversLengthFactor(at("d8_upslope_cells_saga") * 30, 30, rillExponent(sine), 1);
      expect(Math.abs((length * rusleSteepness(sine)) / expected - 1)).toBeLessThan(1e-5);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(280);
  });
});

test("a strip by this method: one ridge cell, one cell below two others on a diagonal, one without data", async () => {
  const session = createKernelSession(await loadKernelModule(), 1 << 16);
  const float = () => session.allocate("float32", 3);
  const outputs = {
    slopeDegrees: float(),
    slopeLengthFactor: float(),
    slopeSteepnessFactor: float(),
    lengthSteepness: float(),
    erosionModulus: float(),
    intensity: session.allocate("uint8", 3),
  };
  const inputs = {
    slopeTangent: Float32Array.of(0.2, 0.2, Number.NaN),
    slopeLength: new Uint32Array(3),
    direction: Uint8Array.of(1, 2, 255),
    accumulation: Uint32Array.of(1, 3, 0),
    erosivity: 3000,
    erodibility: 0.03,
    biological: 0.1,
    engineering: 1,
    tillage: 1,
  };
  const shape = { cellWidth: 10, cellHeight: 10 };
  computeErosionStrip(session, inputs, outputs, {
    shape,
    maximumMetres: 100,
    toleranceModulus: 200,
    method: "desmet-govers",
  });
  const sine = Math.fround(0.2) / Math.sqrt(1 + Math.fround(0.2) ** 2);
  const lengths = [
    desmetGoversLengthFactor(0, 10, rillExponent(sine), 1),
    desmetGoversLengthFactor(200, 10, rillExponent(sine), Math.SQRT2),
  ];
  lengths.forEach((length, cell) => {
    expect(outputs.slopeLengthFactor[cell]).toBe(Math.fround(length));
    expect(outputs.erosionModulus[cell]).toBeCloseTo(900 * length * rusleSteepness(sine), 2);
  });
  expect(outputs.erosionModulus[2]).toBeNaN();
  expect([...outputs.intensity]).toEqual([2, 3, 0]);
});
