import fc from "fast-check";
import { expect, test } from "vitest";
import { AreaCrossTable, type CellAreas, histogram, ZonalErosion } from "./index.ts";

/** Areas that change from block to block, as those of a projected grid do. */
const areas: CellAreas = {
  blockColumns: 4,
  blockRows: 3,
  squareCentimetres: (column, row) => 1_000_000 + Math.floor(column / 4) * 7 - Math.floor(row / 3) * 3,
};

const cells = fc
  .record({ columns: fc.integer({ min: 1, max: 13 }), rows: fc.integer({ min: 1, max: 11 }) })
  .chain(({ columns, rows }) => {
    const cell = fc.record({
      zone: fc.integer({ min: 0, max: 3 }),
      intensity: fc.integer({ min: 0, max: 6 }),
      modulus: fc.double({ min: 0, max: 40_000, noNaN: true }),
    });
    const length = columns * rows;
    return fc.record({
      columns: fc.constant(columns),
      rows: fc.constant(rows),
      values: fc.array(cell, { minLength: length, maxLength: length }),
      cut: fc.integer({ min: 0, max: rows }),
    });
  });

test("areas and soil loss are the sums over the cells of each zone and class, to the unit", () => {
  fc.assert(
    fc.property(cells, ({ columns, rows, values }) => {
      const zonal = new ZonalErosion(3, areas);
      zonal.addRows({ column: 0, row: 0, columns, rows }, ...strips(values));
      for (let zone = 0; zone <= 3; zone += 1) {
        const classAreas = [0, 0, 0, 0, 0, 0, 0];
        let grams = 0;
        values.forEach((cell, index) => {
          if (cell.zone !== zone) return;
          const area = areas.squareCentimetres(index % columns, Math.floor(index / columns));
          classAreas[cell.intensity]! += area;
          if (cell.intensity > 0) grams += Math.round(Math.fround(cell.modulus) * (area * 1e-4));
        });
        expect(zonal.classSquareCentimetres(zone)).toEqual(classAreas.slice(1));
        expect(zonal.withoutResultSquareCentimetres(zone)).toBe(classAreas[0]);
        expect(zonal.soilLossGrams(zone)).toBe(grams);
      }
    }),
  );
});

test("two parts of a survey, counted apart and merged in either order, give the figures of the whole", () => {
  fc.assert(
    fc.property(cells, ({ columns, rows, values, cut }) => {
      const whole = new ZonalErosion(3, areas);
      whole.addRows({ column: 0, row: 0, columns, rows }, ...strips(values));
      const north = new ZonalErosion(3, areas);
      north.addRows({ column: 0, row: 0, columns, rows: cut }, ...strips(values.slice(0, cut * columns)));
      const south = new ZonalErosion(3, areas);
      south.addRows({ column: 0, row: cut, columns, rows: rows - cut }, ...strips(values.slice(cut * columns)));
      south.merge(north);
      for (let zone = 0; zone <= 3; zone += 1) {
        expect(south.classSquareCentimetres(zone)).toEqual(whole.classSquareCentimetres(zone));
        expect(south.classCells(zone)).toEqual(whole.classCells(zone));
        expect(south.soilLossGrams(zone)).toBe(whole.soilLossGrams(zone));
      }
    }),
  );
});

test("a hectare at 1000 t/(km²·a) loses 10 t a year", () => {
  const hectare: CellAreas = { blockColumns: 1, blockRows: 1, squareCentimetres: () => 1e8 };
  const zonal = new ZonalErosion(0, hectare);
  const window = { column: 0, row: 0, columns: 1, rows: 1 };
  zonal.addRows(window, undefined, Uint8Array.of(2), Float32Array.of(1000));
  expect(zonal.soilLossGrams(0)).toBe(10e6);
  expect(zonal.classSquareCentimetres(0)).toEqual([0, 1e8, 0, 0, 0, 0]);
});

test("a sum beyond 2⁵³ is refused, not given wrong", () => {
  const vast: CellAreas = { blockColumns: 1, blockRows: 1, squareCentimetres: () => 2 ** 52 };
  const zonal = new ZonalErosion(0, vast);
  const window = { column: 0, row: 0, columns: 3, rows: 1 };
  zonal.addRows(window, undefined, Uint8Array.of(1, 1, 1), new Float32Array(3));
  expect(() => zonal.classSquareCentimetres(0)).toThrow(expect.objectContaining({ code: "sum-too-large" }));
});

test("the transition matrix of two years has the first year's classes as row sums and the second's as column sums", () => {
  fc.assert(
    fc.property(cells, ({ columns, rows, values }) => {
      const window = { column: 0, row: 0, columns, rows };
      const before = Uint8Array.from(values, (cell) => cell.intensity);
      const after = Uint8Array.from(values, (cell) => (cell.intensity * 3 + cell.zone) % 7);
      const table = new AreaCrossTable(7, 7, areas);
      table.addWindow(window, before, after);
      const ofBefore = new AreaCrossTable(1, 7, areas);
      ofBefore.addWindow(window, undefined, before);
      const ofAfter = new AreaCrossTable(1, 7, areas);
      ofAfter.addWindow(window, undefined, after);
      const codes = [0, 1, 2, 3, 4, 5, 6];
      for (const code of codes) {
        const row = codes.reduce((sum, other) => sum + table.squareCentimetres(code, other), 0);
        const column = codes.reduce((sum, other) => sum + table.squareCentimetres(other, code), 0);
        expect(row).toBe(ofBefore.squareCentimetres(0, code));
        expect(column).toBe(ofAfter.squareCentimetres(0, code));
      }
    }),
  );
});

test("a code outside the table throws", () => {
  const table = new AreaCrossTable(2, 7, areas);
  const window = { column: 0, row: 0, columns: 1, rows: 1 };
  expect(() => table.addWindow(window, Uint8Array.of(2), Uint8Array.of(1))).toThrow(RangeError);
});

test("every value is counted once in a histogram, at the edges too", () => {
  const result = histogram(Float32Array.of(Number.NaN, -1, 0, 0.99, 1, 2.5, 4, 4.1), 0, 4, 4);
  expect(result).toEqual({
    minimum: 0,
    maximum: 4,
    counts: [2, 1, 1, 1],
    below: 1,
    above: 1,
    withoutValue: 1,
    least: -1,
    greatest: Math.fround(4.1),
  });
  expect(histogram(new Float32Array(0), 0, 1, 1).least).toBeUndefined();
});

function strips(
  values: readonly { zone: number; intensity: number; modulus: number }[],
): [Uint16Array, Uint8Array, Float32Array] {
  return [
    Uint16Array.from(values, (cell) => cell.zone),
    Uint8Array.from(values, (cell) => cell.intensity),
    Float32Array.from(values, (cell) => cell.modulus),
  ];
}
