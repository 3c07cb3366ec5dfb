import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { erosionModulus, rainfallErosivity, soilErodibility } from "#engine/quantities";
import { describeWithTestData } from "../../fixtures/test-data/index.ts";
import {
  type CsleFactors,
  computeFractionalCoverStrip,
  computeTillageStrip,
  conservationRate,
  csleSoilLoss,
  engineeringMeasuresFactor,
  epicErodibility,
  factorChange,
  fractionalCover,
  intensityOf,
  interpolateCover,
  soilWaterLossArea,
} from "./index.ts";

test.each([
  [0, 1],
  [199.999, 1],
  [200, 2],
  [2500, 2],
  [2500.001, 3],
  [5000, 3],
  [5000.001, 4],
  [8000, 4],
  [8000.001, 5],
  [15000, 5],
  [15000.001, 6],
  [Number.NaN, 0],
])("SL 190 at its edges, tolerance 200: %d t/(km²·a) is class %i", (modulus, code) => {
  expect(intensityOf(erosionModulus(modulus), erosionModulus(200))).toBe(code);
});

test("the tolerance moves only the edge of 微度: 900 is 微度 on the Loess Plateau, 轻度 in the north", () => {
  expect(intensityOf(erosionModulus(900), erosionModulus(1000))).toBe(1);
  expect(intensityOf(erosionModulus(900), erosionModulus(200))).toBe(2);
});

test("where measures overlap the smaller E counts, not the product; without a measure E is 1", () => {
  expect(engineeringMeasuresFactor([0.414, 0.249])).toBe(0.249);
  expect(engineeringMeasuresFactor([])).toBe(1);
});

test("T acts on cropland only; an unknown land use has none", () => {
  const kinds = new Uint8Array(256);
  kinds[13] = 1;
  kinds[31] = 2;
  const tillage = new Float32Array(3);
  computeTillageStrip(Uint8Array.of(13, 31, 99), kinds, 0.4, tillage);
  expect(tillage).toEqual(Float32Array.of(0.4, 1, Number.NaN));
  computeTillageStrip(Uint8Array.of(13, 31, 13), kinds, Float32Array.of(0.3, 0.3, 0.5), tillage);
  expect(tillage).toEqual(Float32Array.of(0.3, 1, 0.5));
});

test("cover from NDVI is 0 at bare soil, 1 at full cover, held between, and missing where NDVI is missing", () => {
  const endMembers = { soil: 0.05, vegetation: 0.85 };
  expect(fractionalCover(0.45, endMembers)).toBeCloseTo(0.5, 12);
  const cover = new Float32Array(4);
  computeFractionalCoverStrip(Float32Array.of(-0.2, 0.85, 0.95, Number.NaN), endMembers, cover);
  expect(cover).toEqual(Float32Array.of(0, 1, 1, Number.NaN));
  expect(() => fractionalCover(0.4, { soil: 0.8, vegetation: 0.2 })).toThrow(
    expect.objectContaining({ code: "ndvi-end-members-invalid" }),
  );
});

test("cover between two images is linear in half-months, round the end of the year too", () => {
  const covers = [
    { halfMonth: 2, cover: Float32Array.of(0.2) },
    { halfMonth: 14, cover: Float32Array.of(0.8) },
  ];
  const at = (halfMonth: number) => {
    const target = new Float32Array(1);
    interpolateCover(covers, halfMonth, target);
    return target[0]!;
  };
  expect(at(2)).toBe(Math.fround(0.2));
  expect(at(8)).toBeCloseTo(0.5, 6);
  expect(at(20)).toBeCloseTo(0.5, 6);
  expect(at(1)).toBeCloseTo(0.25, 6);
});

test("the conservation rate: loss counts from 轻度 upward; no land, no rate", () => {
  const areas = [7180, 1000, 800, 600, 300, 120];
  expect(soilWaterLossArea(areas)).toBe(2820);
  expect(conservationRate(10_000, soilWaterLossArea(areas))).toBeCloseTo(0.718, 12);
  expect(conservationRate(0, 0)).toBeUndefined();
});

const factors = fc
  .record({
    r: fc.double({ min: 500, max: 9000, noNaN: true }),
    k: fc.double({ min: 0.005, max: 0.08, noNaN: true }),
    l: fc.double({ min: 0.3, max: 4, noNaN: true }),
    s: fc.double({ min: 0.03, max: 12, noNaN: true }),
    b: fc.double({ min: 0.001, max: 1, noNaN: true }),
    e: fc.double({ min: 0.05, max: 1, noNaN: true }),
    t: fc.double({ min: 0.2, max: 1, noNaN: true }),
  })
  .map(
    ({ r, k, l, s, b, e, t }): CsleFactors => ({
      rainfallErosivity: rainfallErosivity(r),
      soilErodibility: soilErodibility(k),
      slopeLengthFactor: l,
      slopeSteepnessFactor: s,
      biologicalMeasuresFactor: b,
      engineeringMeasuresFactor: e,
      tillageMeasuresFactor: t,
    }),
  );

test("the change of soil loss is divided among the factors without a remainder; a factor that stays contributes nothing", () => {
  fc.assert(
    fc.property(factors, factors, (before, other) => {
      const after = { ...other, soilErodibility: before.soilErodibility };
      const change = factorChange(before, after);
      const sum = Object.values(change).reduce((total, part) => total + part, 0);
      const whole = csleSoilLoss(after) - csleSoilLoss(before);
      expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-9 * (csleSoilLoss(after) + csleSoilLoss(before)));
      expect(change.K).toBe(0);
      expect(change.undivided).toBe(0);
    }),
  );
});

test("terracing alone from E = 1 to 0.084 explains the whole change", () => {
  const before = factorsOf({ engineeringMeasuresFactor: 1 });
  const after = factorsOf({ engineeringMeasuresFactor: 0.084 });
  const change = factorChange(before, after);
  expect(change.E).toBeCloseTo(csleSoilLoss(after) - csleSoilLoss(before), 10);
});

test("where a product is zero nothing can be divided: the change is counted apart", () => {
  const change = factorChange(factorsOf({ biologicalMeasuresFactor: 0.2 }), factorsOf({ biologicalMeasuresFactor: 0 }));
  expect(change.B).toBe(0);
  expect(change.undivided).toBe(-csleSoilLoss(factorsOf({ biologicalMeasuresFactor: 0.2 })));
});

describeWithTestData("published worked examples of the USLE", ["rusle/usle_worked_examples.json"], (path) => {
  test("R·K·LS·C·P as the product with B = C and E = P", () => {
    const { examples } = JSON.parse(readFileSync(path, "utf8")) as { examples: Record<string, number>[] };
    const worked = examples.filter((example) => example.R !== undefined);
    expect(worked).toHaveLength(2);
    for (const { R, K, LS, C, P, A_t_ha_yr } of worked) {
      const loss = csleSoilLoss({
        rainfallErosivity: rainfallErosivity(R!),
        soilErodibility: soilErodibility(K!),
        slopeLengthFactor: 1,
        slopeSteepnessFactor: LS!,
        biologicalMeasuresFactor: C!,
        engineeringMeasuresFactor: P!,
        tillageMeasuresFactor: 1,
      });
      expect(loss).toBeCloseTo(A_t_ha_yr!, 10);
    }
  });
});

describeWithTestData("soil layers with a printed K", ["soil/ssurgo_profiles_usle_k_1.csv"], (path) => {
  test("EPIC gives the order of the printed K: 0.45 to 2 times it for every layer, within 40 % on the mean", () => {
    const [header = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
    const columns = header.split(",");
    const ratios = lines.map((line) => {
      const cells = line.split(",");
      const at = (name: string) => Number(cells[columns.indexOf(name)]);
      const epic = epicErodibility({
        sandPercent: at("sand_pct"),
        siltPercent: at("silt_pct"),
        clayPercent: at("clay_pct"),
        organicCarbonPercent: at("organic_carbon_pct"),
      });
      return epic / (0.1317 * at("usle_k_us_units"));
    });
    // The printed values follow the nomograph, which rates the two very sandy layers twice as erodible as EPIC does.
    for (const ratio of ratios) expect(ratio > 0.45 && ratio < 2, `ratio ${ratio}`).toBe(true);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.4);
  });
});

function factorsOf(changed: Partial<CsleFactors>): CsleFactors {
  return {
    rainfallErosivity: rainfallErosivity(3800),
    soilErodibility: soilErodibility(0.035),
    slopeLengthFactor: 1.2,
    slopeSteepnessFactor: 3,
    biologicalMeasuresFactor: 0.2,
    engineeringMeasuresFactor: 1,
    tillageMeasuresFactor: 1,
    ...changed,
  };
}
