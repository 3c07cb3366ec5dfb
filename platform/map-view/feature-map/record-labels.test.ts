import { expect, test } from "vitest";
import { labelsOf } from "./record-labels.ts";

const square = (west: number, side: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      [west, 0],
      [west + side, 0],
      [west + side, side],
      [west, side],
      [west, 0],
    ],
  ],
});
const everywhere = () => true;

test("a polygon cut into tiles is labelled once, in its largest piece", () => {
  const pieces = [square(0, 1), square(10, 4), square(20, 2)].map((geometry) => ({ id: "a", title: "东坡", geometry }));
  expect(labelsOf(pieces, everywhere)).toEqual([
    { type: "Feature", properties: { id: "a", title: "东坡" }, geometry: { type: "Point", coordinates: [12, 2] } },
  ]);
  // Where that piece is out of sight, in the largest that is not.
  const [label] = labelsOf(pieces, ([x = 0]) => x < 10 || x > 15);
  expect(label?.geometry.coordinates).toEqual([21, 1]);
});

test("records keep apart, points have theirs, and more than can be read have none", () => {
  const point = { type: "Point" as const, coordinates: [5, 5] };
  expect(
    labelsOf(
      [
        { id: "a", title: "甲", geometry: square(0, 1) },
        { id: "b", title: "乙", geometry: point },
      ],
      everywhere,
    ).map(({ properties }) => properties.title),
  ).toEqual(["甲", "乙"]);
  const many = Array.from({ length: 500 }, (_, index) => ({ id: String(index), title: "x", geometry: point }));
  expect(labelsOf(many, everywhere)).toEqual([]);
});
