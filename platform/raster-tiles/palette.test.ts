import { expect, test } from "vitest";
import { paletteOf } from "./palette.ts";

const soilLossStops = [
  { value: 0, color: "#d9efcf" },
  { value: 200, color: "#fff3b0" },
  { value: 2500, color: "#fdc35f" },
  { value: 15000, color: "#7f1734" },
];

function colorAt(palette: ReturnType<typeof paletteOf>, value: number): string {
  const index = palette.indexOf(value);
  const hex = [...palette.colors.subarray(3 * index, 3 * index + 3)].map((c) => c.toString(16).padStart(2, "0"));
  return `#${hex.join("")}`;
}

test("a class has its colour; an unnamed code, a fraction and a missing value are transparent", () => {
  const palette = paletteOf({
    kind: "classes",
    entries: [
      { code: 6, color: "#7f1734" },
      { code: 300, color: "#010203" },
    ],
  });
  expect(colorAt(palette, 6)).toBe("#7f1734");
  expect(colorAt(palette, 300)).toBe("#010203");
  expect([0, 5, 6.5, Number.NaN].map(palette.indexOf)).toEqual([0, 0, 0, 0]);
});

test("a ramp has the colour of a stop at the stop, and of the ends beyond them", () => {
  const palette = paletteOf({ kind: "ramp", stops: soilLossStops });
  for (const { value, color } of soilLossStops) expect(colorAt(palette, value)).toBe(color);
  expect(colorAt(palette, -5)).toBe("#d9efcf");
  expect(colorAt(palette, 1e9)).toBe("#7f1734");
  expect(palette.indexOf(Number.NaN)).toBe(0);
});

test("between stops the colour is interpolated, to the nearest of 84 shades of a stretch", () => {
  const palette = paletteOf({ kind: "ramp", stops: soilLossStops });
  const red = (value: number) => palette.colors[3 * palette.indexOf(value)]!;
  const exact = (value: number) => 0xfd + ((0x7f - 0xfd) * (value - 2500)) / 12500;
  for (const value of [3000, 7777, 12_000, 14_900]) expect(Math.abs(red(value) - exact(value))).toBeLessThan(2);
});

test("a ramp uses at most 256 colours with the transparent one", () => {
  const stops = Array.from({ length: 200 }, (_, i) => ({ value: i, color: "#112233" }));
  expect(paletteOf({ kind: "ramp", stops }).colors.length / 3).toBeLessThanOrEqual(256);
});

test("a colouring that cannot be meant is a bug and throws", () => {
  expect(() => paletteOf({ kind: "ramp", stops: [{ value: 1, color: "#000000" }] })).toThrow("two stops");
  const falling = [
    { value: 2, color: "#000000" },
    { value: 1, color: "#ffffff" },
  ];
  expect(() => paletteOf({ kind: "ramp", stops: falling })).toThrow("ascending");
  expect(() => paletteOf({ kind: "classes", entries: [{ code: 1, color: "red" }] })).toThrow("#rrggbb");
});
