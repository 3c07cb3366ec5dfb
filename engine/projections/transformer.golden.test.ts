import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findCrs, transformer } from "./index.ts";

interface ProjectedPoint {
  readonly from: string;
  readonly to: string;
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
}

const fixture = join(import.meta.dirname, "..", "..", "fixtures", "projection-points", "projection-points.csv");

const points: ProjectedPoint[] = readFileSync(fixture, "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [from = "", to = "", ...figures] = line.split(",");
    const [x = Number.NaN, y = Number.NaN, toX = Number.NaN, toY = Number.NaN] = figures.map(Number);
    return { from, to, x, y, toX, toY };
  });

/** A micrometre, or the degrees that it measures. */
function toleranceIn(code: string): number {
  return findCrs(code)?.unit === "degree" ? 1e-11 : 1e-6;
}

describe("coordinates agree with PROJ's", () => {
  it("has points for every family of systems", () => {
    expect(points.length).toBeGreaterThan(130);
  });

  it.each(points)("$from ($x, $y) → $to", ({ from, to, x, y, toX, toY }) => {
    const result = transformer(from, to)(x, y);
    expect(Math.abs(result.x - toX)).toBeLessThan(toleranceIn(to));
    expect(Math.abs(result.y - toY)).toBeLessThan(toleranceIn(to));
  });

  it.each(points)("and back: $to → $from ($x, $y)", ({ from, to, x, y, toX, toY }) => {
    const result = transformer(to, from)(toX, toY);
    expect(Math.abs(result.x - x)).toBeLessThan(toleranceIn(from) * 10);
    expect(Math.abs(result.y - y)).toBeLessThan(toleranceIn(from) * 10);
  });

  it("gives NaN for a point that is none", () => {
    expect(transformer("EPSG:4490", "EPSG:4549")(Number.NaN, 37)).toEqual({ x: Number.NaN, y: Number.NaN });
  });
});
