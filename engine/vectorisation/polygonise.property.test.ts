import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Grid, ValidityBitmap } from "#engine/rasters";
import { burnPolygons, type Connectivity, type Patch, patchGeometry, polygonise } from "./index.ts";

interface Case {
  readonly columns: number;
  readonly rows: number;
  readonly codes: Uint8Array;
  readonly validity: ValidityBitmap;
}

/** Few codes and some gaps on a small grid: holes within holes, corner contacts and islands are then common. */
const cases: fc.Arbitrary<Case> = fc
  .record({ columns: fc.integer({ min: 1, max: 14 }), rows: fc.integer({ min: 1, max: 14 }) })
  .chain(({ columns, rows }) =>
    fc
      .record({
        cells: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: columns * rows, maxLength: columns * rows }),
        codeCount: fc.integer({ min: 1, max: 3 }),
      })
      .map(({ cells, codeCount }) => {
        const validity = new ValidityBitmap(columns * rows);
        for (const [cell, value] of cells.entries()) if (value !== 7) validity.setValid(cell);
        return { columns, rows, codes: Uint8Array.from(cells, (value) => value % codeCount), validity };
      }),
  );
const connectivities = fc.constantFrom<Connectivity>(4, 8);
const NONE = -1;

/** Regions by flood fill, numbered from the north-west: the plain meaning of "connected cells of one code". */
function floodFill(codes: ArrayLike<number>, { columns, rows }: Case, connectivity: Connectivity): number[][] {
  const seen = new Set<number>();
  const regions: number[][] = [];
  for (let start = 0; start < columns * rows; start++) {
    if (seen.has(start) || codes[start] === NONE) continue;
    const region = [start];
    seen.add(start);
    for (const cell of region) {
      for (const neighbour of neighbours(cell, columns, rows, connectivity)) {
        if (!seen.has(neighbour) && codes[neighbour] === codes[start]) {
          seen.add(neighbour);
          region.push(neighbour);
        }
      }
    }
    regions.push(region);
  }
  return regions;
}

function neighbours(cell: number, columns: number, rows: number, connectivity: Connectivity): number[] {
  const found: number[] = [];
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if ((dx === 0 && dy === 0) || (connectivity === 4 && dx !== 0 && dy !== 0)) continue;
      const x = (cell % columns) + dx;
      const y = Math.floor(cell / columns) + dy;
      if (x >= 0 && y >= 0 && x < columns && y < rows) found.push(y * columns + x);
    }
  }
  return found;
}

/** The sieve as its rule reads, one round after the other, on lists of cells. */
function sieveByRule(instance: Case, minimumCells: number, connectivity: Connectivity): number[] {
  let codes: number[] = Array.from(instance.codes, (code, cell) => (instance.validity.isValid(cell) ? code : NONE));
  for (;;) {
    const regions = floodFill(codes, instance, connectivity);
    const regionOf = new Map(regions.flatMap((cells, region) => cells.map((cell) => [cell, region] as const)));
    const rank = (a: number, b: number) => regions[b]!.length - regions[a]!.length || a - b;
    const target = regions.map((cells, region) => {
      if (cells.length >= minimumCells) return region;
      const beside = cells
        .flatMap((cell) => neighbours(cell, instance.columns, instance.rows, connectivity))
        .map((cell) => regionOf.get(cell))
        .filter((other) => other !== undefined && other !== region) as number[];
      const largest = beside.sort(rank)[0];
      return largest !== undefined && rank(largest, region) < 0 ? largest : region;
    });
    if (target.every((to, region) => to === region)) return codes;
    const last = (region: number): number => (target[region] === region ? region : last(target[region]!));
    const before = codes;
    codes = before.map((code, cell) => (code === NONE ? NONE : before[regions[last(regionOf.get(cell)!)]![0]!]!));
  }
}

function unitGrid({ columns, rows }: Case): Grid {
  return { columns, rows, originX: 0, originY: 0, cellWidth: 1, cellHeight: 1, crs: "EPSG:4549" };
}

function burnBack(patches: readonly Patch[], instance: Case): number[] {
  const grid = unitGrid(instance);
  const polygons = patches.map((patch) => patchGeometry(patch, grid));
  const burned = burnPolygons(
    polygons,
    grid,
    patches.map((_, index) => index + 1),
  );
  expect(burned.overlaps).toEqual([]);
  expect([...burned.cellsOfPolygon]).toEqual(patches.map((patch) => patch.cells));
  return Array.from(burned.values, (owner) => (owner === 0 ? NONE : patches[owner - 1]!.code));
}

function twiceSignedArea(ring: Int32Array): number {
  let twice = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) twice += ring[i]! * ring[i + 3]! - ring[i + 2]! * ring[i + 1]!;
  return -twice;
}

describe("polygonise", () => {
  test("burning the patches gives back the sieved raster exactly", () => {
    fc.assert(
      fc.property(cases, connectivities, fc.integer({ min: 0, max: 9 }), (instance, connectivity, minimumCells) => {
        const { codes, validity, columns, rows } = instance;
        const patches = polygonise(codes, validity, columns, rows, { minimumCells, connectivity });
        expect(burnBack(patches, instance)).toEqual(sieveByRule(instance, minimumCells, connectivity));
      }),
      { numRuns: 1500 },
    );
  });

  test("there is one patch per connected region, in the order of a scan, and cells sum to the valid cells", () => {
    fc.assert(
      fc.property(cases, connectivities, (instance, connectivity) => {
        const { codes, validity, columns, rows } = instance;
        const patches = polygonise(codes, validity, columns, rows, { minimumCells: 0, connectivity });
        const plain = Array.from(codes, (code, cell) => (validity.isValid(cell) ? code : NONE));
        const regions = floodFill(plain, instance, connectivity);
        expect(patches.map(({ code, cells }) => [code, cells])).toEqual(
          regions.map((cells) => [plain[cells[0]!], cells.length]),
        );
        expect(patches.reduce((sum, { cells }) => sum + cells, 0)).toBe(validity.countValid());
      }),
      { numRuns: 500 },
    );
  });

  test("every ring is closed, simple, without straight corners; outer rings turn left, holes right; areas are the cells", () => {
    fc.assert(
      fc.property(cases, connectivities, (instance, connectivity) => {
        const { codes, validity, columns, rows } = instance;
        for (const patch of polygonise(codes, validity, columns, rows, { minimumCells: 0, connectivity })) {
          if (connectivity === 4) expect(patch.polygons).toHaveLength(1);
          let twice = 0;
          for (const [outer, ...holes] of patch.polygons) {
            expect(twiceSignedArea(outer!)).toBeGreaterThan(0);
            for (const hole of holes) expect(twiceSignedArea(hole)).toBeLessThan(0);
            for (const ring of [outer!, ...holes]) {
              twice += twiceSignedArea(ring);
              expect([...ring.subarray(0, 2)]).toEqual([...ring.subarray(-2)]);
              const corners = Array.from(
                { length: ring.length / 2 - 1 },
                (_, i) => `${ring[2 * i]} ${ring[2 * i + 1]}`,
              );
              expect(new Set(corners).size).toBe(corners.length);
              for (let i = 0; i + 5 < ring.length; i += 2) {
                expect(ring[i] === ring[i + 2] && ring[i + 2] === ring[i + 4]).toBe(false);
                expect(ring[i + 1] === ring[i + 3] && ring[i + 3] === ring[i + 5]).toBe(false);
              }
            }
          }
          expect(twice).toBe(2 * patch.cells);
        }
      }),
      { numRuns: 500 },
    );
  });
});
