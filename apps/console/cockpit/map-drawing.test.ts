import { expect, test } from "vitest";
import type { DivisionOutline } from "./board-requests.ts";
import { drawDivisions, labelHalf, shadeClasses, shadeOf } from "./map-drawing.ts";

function square(code: string, west: number, south: number, side: number): DivisionOutline {
  const ring: [number, number][] = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
  return {
    code,
    nameZh: code,
    shortNameZh: code,
    nameEn: code,
    outline: [[ring]],
    label: { longitude: west + side / 2, latitude: south + side / 2, radius: side / 2 },
  };
}

const frame = { width: 600, height: 400 };

test("north is up, and everything lies in the middle of the frame, filling one of its sides", () => {
  const [drawn] = drawDivisions([square("a", -0.5, -0.5, 1)], frame);
  // At the equator a degree is as wide as high: the square fills the height.
  expect(drawn?.path).toBe("M100,400L500,400L500,0L100,0L100,400Z");
  expect(drawn?.label).toEqual({ x: 300, y: 200 });
});

test("at latitude 60 a degree is half as wide", () => {
  const [drawn] = drawDivisions([square("a", 0, 59.5, 1)], frame);
  expect(drawn?.path).toMatch(/^M200,400L400,400/);
});

test("a unit without an outline is left out; without any there is no map", () => {
  const unknown = { ...square("a", 0, 0, 1), outline: null, label: null };
  expect(drawDivisions([unknown], frame)).toEqual([]);
  expect(drawDivisions([unknown, square("b", 0, 0, 1)], frame).map(({ code }) => code)).toEqual(["b"]);
});

test("names do not cover each other: the larger division keeps its own, a small one among them has none", () => {
  const around = [square("w", 0, 0, 1), square("e", 1.1, 0, 1), square("small", 1, 0.45, 0.1)];
  const drawn = drawDivisions(around, { width: 210, height: 400 });
  const labels = drawn.flatMap(({ label }) => label ?? []);
  expect(drawn.find(({ code }) => code === "small")?.label).toBeNull();
  expect(labels.length).toBe(2);
  for (const a of labels) {
    for (const b of labels) {
      const isApart = Math.abs(a.x - b.x) > 2 * labelHalf.width || Math.abs(a.y - b.y) > 2 * labelHalf.height;
      expect(a === b || isApart).toBe(true);
    }
  }
});

test("classes are equal steps at whole numbers that hold every value", () => {
  const values = [0.6414, 0.7282, 0.8984];
  const classes = shadeClasses(values, 5, 0.01);
  expect(classes.map(({ from, to }) => [Math.round(from * 100), Math.round(to * 100)])).toEqual([
    [64, 70],
    [70, 76],
    [76, 82],
    [82, 88],
    [88, 94],
  ]);
  expect(values.map((value) => shadeOf(value, classes))).toEqual([0, 1, 4]);
  // The bound belongs to the class that begins with it.
  expect(shadeOf(0.7, shadeClasses([0.64, 0.94], 5, 0.01))).toBe(1);
  expect(shadeClasses([0.7, 0.7], 5, 0.01)).toHaveLength(1);
  expect(shadeClasses([], 5, 0.01)).toEqual([]);
});
