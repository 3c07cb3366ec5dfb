import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceBoundaries } from "./boundary-tracing.ts";

function area(ring: readonly (readonly [number, number])[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

const raster = fc
  .record({ columns: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 1, max: 9 }) })
  .chain(({ columns, rows }) =>
    fc.record({
      grid: fc.constant({ cell: 1, columns, rows }),
      labels: fc.uint8Array({ minLength: columns * rows, maxLength: columns * rows, max: 3 }),
    }),
  );

describe("outlines of labels", () => {
  it("enclose exactly the cells of their label when nothing is simplified", () => {
    fc.assert(
      fc.property(raster, ({ grid, labels }) => {
        const traced = traceBoundaries(grid, labels, 0);
        for (const label of [1, 2, 3]) {
          const cells = labels.filter((value) => value === label).length;
          const enclosed = (traced.get(label) ?? []).flat().reduce((sum, ring) => sum + area(ring), 0);
          expect(enclosed).toBe(cells);
        }
      }),
    );
  });

  it("neither overlap nor part when simplified: the areas of all labels still add up to the whole", () => {
    fc.assert(
      fc.property(raster, ({ grid, labels }) => {
        const columns = grid.columns + 2;
        const rows = grid.rows + 2;
        const framed = new Uint8Array(columns * rows).fill(9);
        labels.forEach((label, i) => {
          framed[(Math.floor(i / grid.columns) + 1) * columns + (i % grid.columns) + 1] = label + 1;
        });
        const traced = traceBoundaries({ cell: 1, columns, rows }, framed, 0.8);
        const total = [...traced.values()].flat(2).reduce((sum, ring) => sum + area(ring), 0);
        expect(total).toBeCloseTo(columns * rows, 9);
      }),
    );
  });
});
