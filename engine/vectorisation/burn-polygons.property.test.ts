import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centreOf, type Grid } from "#engine/rasters";
import { burnPolygons, type Polygon, type Position } from "./index.ts";

const grids: fc.Arbitrary<Grid> = fc.record({
  columns: fc.integer({ min: 1, max: 25 }),
  rows: fc.integer({ min: 1, max: 25 }),
  originX: fc.integer({ min: -5, max: 5 }),
  originY: fc.integer({ min: -5, max: 30 }),
  cellWidth: fc.constantFrom(1, 0.5, 2, 0.3),
  cellHeight: fc.constantFrom(1, 0.5, 2, 0.7),
  crs: fc.constant("EPSG:4549"),
});

/** Half-integer corners lie on cell centres of the unit grid on purpose. */
const corners = fc.tuple(
  fc.integer({ min: -20, max: 80 }).map((half) => half / 2),
  fc.integer({ min: -20, max: 80 }).map((half) => half / 2),
);

/** Twice the area of the triangle a, b, c; positive when c lies to the left. Exact for these half-integers. */
function side(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);
}

/** Convex hull by the monotone chain (Andrew 1979), counter-clockwise. */
function convexHull(points: readonly Position[]): Position[] {
  const sorted = [...points].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
  const half = (ordered: readonly Position[]) => {
    const chain: Position[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && side(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

describe("burnPolygons", () => {
  test("a cell belongs to a convex polygon when its centre lies left of every edge, and not when right of one", () => {
    fc.assert(
      fc.property(grids, fc.array(corners, { minLength: 3, maxLength: 9 }), (grid, points) => {
        const hull = convexHull(points);
        fc.pre(hull.length >= 3);
        const { values } = burnPolygons([{ type: "Polygon", coordinates: [hull] }], grid, [7]);
        for (let row = 0; row < grid.rows; row++) {
          for (let column = 0; column < grid.columns; column++) {
            const { x, y } = centreOf(grid, column, row);
            const sides = hull.map((corner, i) => side(corner, hull[(i + 1) % hull.length]!, [x, y]));
            const value = values[row * grid.columns + column];
            if (sides.every((s) => s > 1e-9)) expect(value).toBe(7);
            if (sides.some((s) => s < -1e-9)) expect(value).toBe(0);
          }
        }
      }),
      { numRuns: 600 },
    );
  });

  test("polygons that tile the plane share it out: every cell to exactly one, though centres lie on their edges", () => {
    const lattice = fc.array(fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 })), {
      minLength: 49,
      maxLength: 49,
    });
    fc.assert(
      fc.property(lattice, fc.boolean(), (shifts, slash) => {
        const size = 8;
        const corner = (i: number, j: number): Position => {
          const isRim = i === 0 || j === 0 || i === size || j === size;
          const [dx, dy] = isRim ? [0, 0] : shifts[(i - 1) * 7 + (j - 1)]!;
          return [i * 6 + dx / 2 - 3, j * 6 + dy / 2 - 3];
        };
        const triangles: Polygon[] = [];
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            const [a, b, c, d] = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
            const halves = slash ? [[a, b, c] as const, [c, d, a] as const] : [[a, b, d] as const, [d, b, c] as const];
            for (const half of halves) triangles.push({ type: "Polygon", coordinates: [half] });
          }
        }
        const grid: Grid = {
          columns: 42,
          rows: 42,
          originX: 0,
          originY: 42,
          cellWidth: 1,
          cellHeight: 1,
          crs: "EPSG:4549",
        };
        const burned = burnPolygons(
          triangles,
          grid,
          triangles.map((_, i) => i + 1),
        );
        expect(burned.overlaps).toEqual([]);
        expect(burned.values).not.toContain(0);
        const back = burnPolygons(
          triangles.map(({ coordinates }) => ({ type: "Polygon", coordinates: [coordinates[0]!.toReversed()] })),
          grid,
          triangles.map((_, i) => i + 1),
        );
        expect(back.values).toEqual(burned.values);
      }),
      { numRuns: 150 },
    );
  });

  test("a window equals its part of the whole", () => {
    fc.assert(
      fc.property(
        grids,
        fc.array(corners, { minLength: 3, maxLength: 8 }),
        fc.tuple(fc.nat(24), fc.nat(24), fc.nat(24), fc.nat(24)),
        (grid, ring, [a, b, c, d]) => {
          const column = Math.min(a, grid.columns - 1);
          const row = Math.min(b, grid.rows - 1);
          const window = {
            column,
            row,
            columns: Math.min(c + 1, grid.columns - column),
            rows: Math.min(d + 1, grid.rows - row),
          };
          const polygons: Polygon[] = [{ type: "Polygon", coordinates: [ring] }];
          const whole = burnPolygons(polygons, grid, [1]).values;
          const part = burnPolygons(polygons, grid, [1], window).values;
          for (let y = 0; y < window.rows; y++) {
            const from = (row + y) * grid.columns + column;
            expect(part.slice(y * window.columns, (y + 1) * window.columns)).toEqual(
              whole.slice(from, from + window.columns),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
