import { expect, test } from "vitest";
import { dash, formatChange, formatFigure, formatSignificant } from "./figure-format.ts";

test("thousands are separated and decimals are fixed", () => {
  expect(formatFigure(13745.956, 2)).toBe("13,745.96");
  expect(formatFigure(0, 2)).toBe("0.00");
});

test("none is a dash, zero is a zero, minus zero is not shown", () => {
  expect(formatFigure(null, 2)).toBe(dash);
  expect(formatFigure(Number.NaN, 2)).toBe(dash);
  expect(formatFigure(-0, 1)).toBe("0.0");
});

test("a change carries its sign unless it rounds to zero", () => {
  expect(formatChange(1.234, 2)).toBe("+1.23");
  expect(formatChange(-1.234, 2)).toBe("−1.23");
  expect(formatChange(-0.001, 2)).toBe("0.00");
});

test("significant digits keep small factors legible", () => {
  expect(formatSignificant(0.0305)).toBe("0.0305");
  expect(formatSignificant(4123.456)).toBe("4,123");
});
