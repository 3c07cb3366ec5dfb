import { expect, test } from "vitest";
import { measuresOf } from "./geodesic-measures.ts";
import { areaText, lengthText } from "./measure-text.ts";

const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

test("a degree of longitude on the equator is 111.32 km, one of latitude at 37.5° N is 110.99 km", () => {
  // a · π/180 on the equator; between, the meridian's arc by Karney's GeographicLib (GeodSolve 37 121 38 121 on GRS 80).
  expect(
    measuresOf({
      type: "LineString",
      coordinates: [
        [120, 0],
        [121, 0],
      ],
    }).lengthM,
  ).toBeCloseTo(111_319.4908, 3);
  expect(
    measuresOf({
      type: "LineString",
      coordinates: [
        [121, 37],
        [121, 38],
      ],
    }).lengthM / 1000,
  ).toBeCloseTo(110.99, 1);
});

test("a cell of 0.01° at 37° N is 98.78 hm², as in the design's table, and a hole is taken off", () => {
  const cell = measuresOf({ type: "Polygon", coordinates: [square(121, 37, 0.01)] });
  expect(cell.areaM2 / 1e4).toBeCloseTo(98.77, 1);
  const holed = measuresOf({ type: "Polygon", coordinates: [square(121, 37, 0.01), square(121.002, 37.002, 0.005)] });
  expect(holed.areaM2 / cell.areaM2).toBeCloseTo(0.75, 3);
});

test("figures in the units that people use", () => {
  expect(lengthText(856.34)).toBe("856.3 m");
  expect(lengthText(12_414)).toBe("12.41 km");
  expect(areaText(12_345)).toBe("1.23 hm²");
  expect(areaText(98_776_700)).toBe("98.78 km² (9,877.67 hm²)");
});
