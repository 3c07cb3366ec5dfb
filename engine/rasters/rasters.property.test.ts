import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cellAt,
  cellCount,
  centreOf,
  clipWindow,
  extentOf,
  type Grid,
  gridOfWindow,
  isSameGrid,
  ValidityBitmap,
  windowsByRows,
  withHalo,
} from "./index.ts";

const grids = fc.record({
  columns: fc.integer({ min: 1, max: 300 }),
  rows: fc.integer({ min: 1, max: 300 }),
  originX: fc.integer({ min: -500_000, max: 500_000 }),
  originY: fc.integer({ min: 0, max: 5_000_000 }),
  cellWidth: fc.constantFrom(1, 2.5, 10, 30),
  cellHeight: fc.constantFrom(1, 2.5, 10, 30),
  crs: fc.constant("EPSG:4549"),
});

const gridsWithCells = grids.chain((grid) =>
  fc.record({
    grid: fc.constant(grid),
    column: fc.integer({ min: 0, max: grid.columns - 1 }),
    row: fc.integer({ min: 0, max: grid.rows - 1 }),
  }),
);

describe("grids", () => {
  it("the centre of a cell lies in that cell and nowhere else", () => {
    fc.assert(
      fc.property(gridsWithCells, ({ grid, column, row }) => {
        const { x, y } = centreOf(grid, column, row);
        expect(cellAt(grid, x, y)).toEqual({ column, row });
      }),
    );
  });

  it("a point on the far edges lies outside, one on the near edges inside", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const { minX, minY, maxX, maxY } = extentOf(grid);
        expect(cellAt(grid, minX, maxY)).toEqual({ column: 0, row: 0 });
        expect(cellAt(grid, maxX, maxY)).toBeUndefined();
        expect(cellAt(grid, minX, minY)).toBeUndefined();
      }),
    );
  });

  it("a window of the whole grid is the same grid; one moved by a cell is not", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const whole = { column: 0, row: 0, columns: grid.columns, rows: grid.rows };
        expect(isSameGrid(grid, gridOfWindow(grid, whole))).toBe(true);
        expect(isSameGrid(grid, gridOfWindow(grid, { ...whole, column: 1 }))).toBe(false);
        expect(isSameGrid(grid, { ...grid, crs: "EPSG:4550" })).toBe(false);
      }),
    );
  });
});

describe("windows", () => {
  it("strips by rows cover every row once, in order", () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 1, max: 400 }), (grid, rowsAtATime) => {
        const rows = [...windowsByRows(grid, rowsAtATime)].flatMap(({ row, rows: count }) =>
          Array.from({ length: count }, (_, i) => row + i),
        );
        expect(rows).toEqual(Array.from({ length: grid.rows }, (_, row) => row));
      }),
    );
  });

  it("a halo stays on the grid and holds the window", () => {
    fc.assert(
      fc.property(gridsWithCells, fc.integer({ min: 0, max: 50 }), ({ grid, column, row }, halo) => {
        const grown = withHalo({ column, row, columns: 1, rows: 1 }, halo, grid);
        expect(grown.column).toBe(Math.max(0, column - halo));
        expect(grown.row).toBe(Math.max(0, row - halo));
        expect(grown.column + grown.columns).toBe(Math.min(grid.columns, column + halo + 1));
        expect(grown.row + grown.rows).toBe(Math.min(grid.rows, row + halo + 1));
      }),
    );
  });

  it("a window beyond the grid is empty", () => {
    const grid: Grid = { columns: 5, rows: 4, originX: 0, originY: 0, cellWidth: 1, cellHeight: 1, crs: "EPSG:4549" };
    expect(clipWindow({ column: 9, row: 0, columns: 3, rows: 3 }, grid).columns).toBe(0);
    expect(cellCount(grid)).toBe(20);
  });
});

describe("validity bitmap", () => {
  it("agrees with an array of booleans under any sequence of changes", () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.boolean()));
    fc.assert(
      fc.property(changes, (sequence) => {
        const bitmap = new ValidityBitmap(100);
        const plain = new Array<boolean>(100).fill(false);
        for (const [cell, isValid] of sequence) {
          plain[cell] = isValid;
          if (isValid) bitmap.setValid(cell);
          else bitmap.setInvalid(cell);
        }
        expect(plain.map((_, cell) => bitmap.isValid(cell))).toEqual(plain);
        expect(bitmap.countValid()).toBe(plain.filter(Boolean).length);
      }),
    );
  });

  it("is all valid without bits beyond its end, and finds NaN", () => {
    expect(ValidityBitmap.allValid(13).countValid()).toBe(13);
    const bitmap = ValidityBitmap.fromNaN(Float32Array.of(1, Number.NaN, 0));
    expect([0, 1, 2].map((cell) => bitmap.isValid(cell))).toEqual([true, false, true]);
  });
});
