import fc from "fast-check";
import type { Position } from "geojson";
import { describe, expect, test } from "vitest";
import { repairPolygons } from "./repair-polygons.ts";
import { isInsideRing, signedArea } from "./ring.ts";
import { findSelfIntersection } from "./self-intersection.ts";

const SIZE = 10;
const corner = fc.tuple(fc.integer({ min: 0, max: SIZE }), fc.integer({ min: 0, max: SIZE }));
/** Random rings on a small lattice cross, touch and overlap themselves nearly always. */
const ring = fc.array(corner, { minLength: 3, maxLength: 8 }).map((corners): Position[] => [...corners, corners[0]!]);
const parts = fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 });

/** How often a ring winds around a point (Sunday 2001). */
function windingNumber(corners: readonly Position[], [x, y]: Position): number {
  let winding = 0;
  for (let i = 1; i < corners.length; i++) {
    const [ax, ay] = corners[i - 1] as [number, number];
    const [bx, by] = corners[i] as [number, number];
    const left = (bx - ax) * (y! - ay) - (x! - ax) * (by - ay);
    if (ay <= y! && by > y! && left > 0) winding++;
    else if (ay > y! && by <= y! && left < 0) winding--;
  }
  return winding;
}

describe("repairPolygons", () => {
  test("covers the points that some part winds around and its hole does not, each once", () => {
    fc.assert(
      fc.property(parts, (polygons) => {
        const repaired = repairPolygons(polygons, () => undefined);
        for (let i = 0; i < SIZE; i++) {
          for (let j = 0; j < SIZE; j++) {
            // Irrational enough to lie on no edge between lattice points.
            const point = [i + 0.3819660113, j + 0.4142135624];
            const expected = polygons.some(
              ([outer, ...holes]) =>
                windingNumber(outer!, point) !== 0 && !holes.some((hole) => windingNumber(hole, point) !== 0),
            );
            const covering = repaired.filter(
              ([outer, ...holes]) => isInsideRing(outer!, point) && !holes.some((hole) => isInsideRing(hole, point)),
            );
            expect(covering.length).toBe(expected ? 1 : 0);
          }
        }
        for (const [outer, ...holes] of repaired) {
          expect(signedArea(outer!)).toBeGreaterThan(0);
          for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("leaves a simple polygon as it is, apart from the direction of its rings", () => {
    const star = fc
      .array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 12 })
      .map((radii) =>
        radii.map((r, i) => [
          r * Math.cos((2 * Math.PI * i) / radii.length),
          r * Math.sin((2 * Math.PI * i) / radii.length),
        ]),
      )
      .map((corners): Position[] => [...corners, corners[0]!]);
    fc.assert(
      fc.property(star, fc.boolean(), (outer, reversed) => {
        fc.pre(findSelfIntersection([outer]) === undefined);
        const defects: unknown[] = [];
        const repaired = repairPolygons([[reversed ? outer.toReversed() : outer]], (defect) => defects.push(defect));
        expect(defects).toEqual([]);
        expect(repaired).toEqual([[outer]]);
      }),
    );
  });
});
