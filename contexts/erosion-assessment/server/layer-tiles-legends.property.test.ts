import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intensityClasses } from "#reference-data";
import { surveyLayerIds, surveyLayerList } from "../model/index.ts";
import { constantLegend, fixedLegend, layerNameOf, rangeLegend } from "./layer-tiles-legends.ts";

const stopsOf = (legend: ReturnType<typeof fixedLegend>) => {
  if (legend?.kind !== "ramp") throw new Error("not a ramp");
  return legend.stops;
};

describe("the legends of a survey", () => {
  test("each layer has a name in both languages and a legend that the contract accepts", () => {
    for (const id of surveyLayerIds) {
      const { nameZh, nameEn } = layerNameOf(id);
      expect(nameZh).toMatch(/[\u4e00-\u9fff]/);
      expect(nameEn).toMatch(/^[A-Za-z ]+$/);
      const legend = fixedLegend(id, 200) ?? rangeLegend("r", 3000, 4000);
      const layer = { id, ...layerNameOf(id), constant: null, legend, version: "1", minZoom: 7, maxZoom: 16 };
      expect(surveyLayerList.parse({ layers: [layer] })).toEqual({ layers: [layer] });
    }
  });

  test("soil loss has the colour of a class at the lower limit of the class", () => {
    const stops = stopsOf(fixedLegend("soil-loss", 200));
    expect(stops.map(({ value }) => value)).toEqual([0, 200, 2500, 5000, 8000, 15000]);
    expect(stops.map(({ color }) => color)).toEqual(intensityClasses.map(({ colour }) => colour));
  });

  test.each([1, 200, 500, 1000, 2500, 6000, 20_000])(
    "with a tolerance of %d the stops of soil loss ascend",
    (tolerance) => {
      const values = stopsOf(fixedLegend("soil-loss", tolerance)).map(({ value }) => value);
      expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
      expect(values).toContain(tolerance);
    },
  );

  test("a constant factor has one stop, a constant land use its class", () => {
    expect(stopsOf(constantLegend("r", 4000, 200))).toEqual([{ value: 4000, color: expect.stringMatching(/^#/) }]);
    const landUse = constantLegend("land-use", 13, 200);
    expect(landUse).toMatchObject({ kind: "classes", entries: [{ code: 13, labelZh: "旱地" }] });
  });
});

test("a legend of a range holds the range in five rising round stops, whatever the range", () => {
  const magnitude = fc.double({ min: 1e-4, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(magnitude, fc.double({ min: 0, max: 50, noNaN: true }), (lowest, factor) => {
      const highest = lowest * (1 + factor);
      const values = stopsOf(rangeLegend("r", lowest, highest)).map(({ value }) => value);
      const [first = Number.NaN, second = Number.NaN] = values;
      const last = values.at(-1) ?? Number.NaN;
      expect(values).toHaveLength(5);
      expect(first).toBeLessThanOrEqual(lowest * (1 + 1e-9));
      expect(last).toBeGreaterThanOrEqual(highest * (1 - 1e-9));
      const step = second - first;
      const leading = Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(6));
      expect([1, 2, 2.5, 5]).toContain(leading);
    }),
  );
});

test("round stops are written round", () => {
  expect(stopsOf(rangeLegend("k", 0.021, 0.048)).map(({ value }) => value)).toEqual([0.02, 0.03, 0.04, 0.05, 0.06]);
  expect(stopsOf(rangeLegend("r", 3120, 4980)).map(({ value }) => value)).toEqual([3000, 3500, 4000, 4500, 5000]);
});
