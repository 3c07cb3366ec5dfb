import { expect, test } from "vitest";
import { divisions } from "../divisions.ts";
import { isInside, type Outline } from "./blob.ts";
import { demonstrationRecords } from "./index.ts";

const square: Outline = [
  [
    [
      [120, 37],
      [121, 37],
      [121, 38],
      [120, 38],
      [120, 37],
    ],
  ],
];
const outlines = new Map(divisions.map(({ code }) => [code as string, square]));
const records = demonstrationRecords(outlines);

test("every record says that it is a demonstration, has a code of its own, and lies in its unit", () => {
  expect(records).toHaveLength(15 * 35);
  const codes = records.map(({ values }) => values.code);
  expect(new Set(codes).size).toBe(records.length);
  for (const { values, geometry } of records) {
    expect(`${values.code}${values.name}`).toContain("演示");
    const [ring = []] = (geometry as { coordinates: number[][][] } | null)?.coordinates ?? [];
    for (const corner of ring) expect(isInside(square, corner)).toBe(true);
  }
  expect(records.some(({ geometry }) => geometry === null)).toBe(true);
});

test("it is the same at every start, and nothing is made for a unit whose outline is not known", () => {
  expect(demonstrationRecords(outlines)).toEqual(records);
  expect(demonstrationRecords(new Map())).toEqual([]);
});
