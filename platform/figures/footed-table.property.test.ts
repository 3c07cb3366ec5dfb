import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { footedTable } from "./index.ts";

const table = fc.integer({ min: 1, max: 7 }).chain((columns) =>
  fc.array(fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 17,
  }),
);

function units(value: number): number {
  return Math.round(value * 100);
}

describe("footedTable", () => {
  it("rows add up to row totals, columns to column totals, both to the total; each number moves by less than a unit", () => {
    fc.assert(
      fc.property(table, (values) => {
        const footed = footedTable(values, 2);
        for (const [r, row] of footed.cells.entries()) {
          expect(row.reduce((sum, value) => sum + units(value), 0)).toBe(units(footed.rowTotals[r]!));
          for (const [c, value] of row.entries()) expect(Math.abs(value - values[r]![c]!)).toBeLessThan(0.01 + 1e-7);
        }
        for (const [c, total] of footed.columnTotals.entries()) {
          expect(footed.cells.reduce((sum, row) => sum + units(row[c]!), 0)).toBe(units(total));
        }
        expect(footed.rowTotals.reduce((sum, value) => sum + units(value), 0)).toBe(units(footed.total));
        expect(footed.columnTotals.reduce((sum, value) => sum + units(value), 0)).toBe(units(footed.total));
      }),
      { numRuns: 500 },
    );
  });

  it("keeps a table that foots already", () => {
    const values = [
      [1.25, 2.5],
      [0, 3.75],
    ];
    expect(footedTable(values, 2)).toEqual({
      cells: values,
      rowTotals: [3.75, 3.75],
      columnTotals: [1.25, 6.25],
      total: 7.5,
    });
  });

  it("raises the largest remainders of a table that needs a raise in every row and column", () => {
    const values = [
      [0.6, 0.4],
      [0.4, 0.6],
    ];
    const footed = footedTable(values, 0);
    expect(footed.rowTotals).toEqual([1, 1]);
    expect(footed.columnTotals).toEqual([1, 1]);
    expect(footed.cells).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});
