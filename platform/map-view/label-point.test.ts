import { expect, test } from "vitest";
import { labelPoint } from "./label-point.ts";

test("a square is labelled in its middle", () => {
  const square = {
    type: "Polygon" as const,
    coordinates: [
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
      ],
    ],
  };
  expect(labelPoint(square)).toEqual([2, 2]);
});

test("a U is labelled inside, where its centroid is not", () => {
  const ring = [
    [0, 0],
    [9, 0],
    [9, 9],
    [8, 9],
    [8, 2],
    [1, 2],
    [1, 9],
    [0, 9],
    [0, 0],
  ];
  const [x = Number.NaN, y = Number.NaN] = labelPoint({ type: "Polygon", coordinates: [ring] }) ?? [];
  expect(x).toBeCloseTo(4.5);
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(2);
});

test("of several parts the largest is labelled, and a hole is avoided", () => {
  const island = [
    [20, 20],
    [21, 20],
    [21, 21],
    [20, 21],
    [20, 20],
  ];
  const mainland = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
    [0, 0],
  ];
  const hole = [
    [2, 1],
    [9, 1],
    [9, 9],
    [2, 9],
    [2, 1],
  ];
  const [x = Number.NaN, y = Number.NaN] =
    labelPoint({ type: "MultiPolygon", coordinates: [[island], [mainland, hole]] }) ?? [];
  expect(x > 0 && x < 10 && y > 0 && y < 10).toBe(true);
  expect(x > 2 && x < 9 && y > 1 && y < 9).toBe(false);
});

test("a degenerate ring has no label", () => {
  expect(labelPoint({ type: "Polygon", coordinates: [[]] })).toBeUndefined();
});
