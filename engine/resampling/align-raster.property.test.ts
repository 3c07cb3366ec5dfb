import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { transformer } from "#engine/projections";
import {
  type Grid,
  gridOfWindow,
  type Raster,
  ValidityBitmap,
  type Window,
  type WindowReader,
  windowsByRows,
} from "#engine/rasters";
import { alignRaster, type ResamplingMethod, resamplingFor } from "./index.ts";

const base: Grid = {
  columns: 40,
  rows: 30,
  originX: 500_000,
  originY: 4_200_000,
  cellWidth: 10,
  cellHeight: 10,
  crs: "EPSG:4549",
};

/** A raster in memory whose cells are given by column and row; NaN for none. */
function readerOf(grid: Grid, valueAt: (column: number, row: number) => number): WindowReader<Float32Array> {
  return {
    grid,
    valueType: "float32",
    async readWindow(window) {
      const values = new Float32Array(window.columns * window.rows);
      for (let row = 0; row < window.rows; row++) {
        for (let column = 0; column < window.columns; column++) {
          values[row * window.columns + column] = valueAt(window.column + column, window.row + row);
        }
      }
      return { grid: gridOfWindow(grid, window), values, validity: ValidityBitmap.fromNaN(values) };
    },
  };
}

function codesOf(grid: Grid, codeAt: (column: number, row: number) => number): WindowReader<Uint8Array> {
  return {
    grid,
    valueType: "uint8",
    async readWindow(window) {
      const values = Uint8Array.from({ length: window.columns * window.rows }, (_, i) =>
        codeAt(window.column + (i % window.columns), window.row + Math.floor(i / window.columns)),
      );
      return { grid: gridOfWindow(grid, window), values, validity: ValidityBitmap.allValid(values.length) };
    },
  };
}

async function readAll(reader: WindowReader, rowsAtATime = reader.grid.rows): Promise<Raster["values"]> {
  const { columns, rows } = reader.grid;
  const all = new Float64Array(columns * rows);
  for (const window of windowsByRows(reader.grid, rowsAtATime)) {
    const { values, validity } = await reader.readWindow(window);
    for (let i = 0; i < values.length; i++)
      all[window.row * columns + i] = validity.isValid(i) ? values[i]! : Number.NaN;
  }
  return all;
}

const methods = fc.constantFrom<ResamplingMethod>("nearest", "bilinear", "average");

/** Another lattice over the same place: shifted by part of a cell, with another cell size. */
const otherGrids = fc
  .record({
    shiftX: fc.double({ min: -30, max: 30, noNaN: true }),
    shiftY: fc.double({ min: -30, max: 30, noNaN: true }),
    cellWidth: fc.double({ min: 3, max: 45, noNaN: true }),
    cellHeight: fc.double({ min: 3, max: 45, noNaN: true }),
    columns: fc.integer({ min: 1, max: 60 }),
    rows: fc.integer({ min: 1, max: 60 }),
  })
  .map(
    ({ shiftX, shiftY, ...grid }): Grid => ({
      ...grid,
      originX: base.originX + shiftX,
      originY: base.originY + shiftY,
      crs: base.crs,
    }),
  );

const terrain = (column: number, row: number): number => Math.sin(column * 0.7) * 30 + Math.cos(row * 0.9) * 20;

describe("grids that share their cells", () => {
  it("the same grid gives the same cells, whatever the method", async () => {
    for (const method of ["nearest", "bilinear", "average"] as const) {
      const aligned = alignRaster(readerOf(base, terrain), { ...base, originX: base.originX + 0.05 }, method);
      expect(await readAll(aligned)).toEqual(await readAll(readerOf(base, terrain)));
      expect(aligned.valueType).toBe("float32");
    }
  });

  it("a shift by whole cells copies them; what lies outside is without value", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: -40, max: 40 }),
        methods,
        async (dx, dy, method) => {
          const grid = { ...base, originX: base.originX + dx * 10, originY: base.originY - dy * 10 };
          const values = await readAll(alignRaster(readerOf(base, terrain), grid, method), 7);
          for (let i = 0; i < values.length; i++) {
            const column = (i % base.columns) + dx;
            const row = Math.floor(i / base.columns) + dy;
            const isInside = column >= 0 && row >= 0 && column < base.columns && row < base.rows;
            expect(values[i]).toBe(isInside ? Math.fround(terrain(column, row)) : Number.NaN);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("codes stay codes", async () => {
    const aligned = alignRaster(
      codesOf(base, (column) => column % 5),
      { ...base, originX: base.originX - 10 },
      "nearest",
    );
    const { values, validity } = await aligned.readWindow({ column: 0, row: 0, columns: 40, rows: 1 });
    expect(aligned.valueType).toBe("uint8");
    expect(validity.isValid(0)).toBe(false);
    expect([...values.subarray(1, 6)]).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("grids that do not", () => {
  it("nearest takes the cell that holds the centre", async () => {
    await fc.assert(
      fc.asyncProperty(otherGrids, async (grid) => {
        const values = await readAll(alignRaster(readerOf(base, terrain), grid, "nearest"));
        for (let i = 0; i < values.length; i++) {
          const x = grid.originX + ((i % grid.columns) + 0.5) * grid.cellWidth;
          const y = grid.originY - (Math.floor(i / grid.columns) + 0.5) * grid.cellHeight;
          const [column, row] = [(x - base.originX) / 10, (base.originY - y) / 10];
          const isOnEdge = Math.abs(column - Math.round(column)) < 1e-6 || Math.abs(row - Math.round(row)) < 1e-6;
          if (isOnEdge) continue;
          const isInside = column >= 0 && row >= 0 && column < base.columns && row < base.rows;
          expect(values[i]).toBe(isInside ? Math.fround(terrain(Math.floor(column), Math.floor(row))) : Number.NaN);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a linear ramp stays linear under bilinear, away from the rim", async () => {
    const ramp = (column: number, row: number): number => 3 * (column + 0.5) - 2 * (row + 0.5) + 100;
    await fc.assert(
      fc.asyncProperty(otherGrids, async (grid) => {
        const values = await readAll(alignRaster(readerOf(base, ramp), grid, "bilinear"));
        for (let i = 0; i < values.length; i++) {
          const column = (grid.originX - base.originX + ((i % grid.columns) + 0.5) * grid.cellWidth) / 10;
          const row = (base.originY - grid.originY + (Math.floor(i / grid.columns) + 0.5) * grid.cellHeight) / 10;
          const isInner = column > 0.5 && row > 0.5 && column < base.columns - 0.5 && row < base.rows - 0.5;
          if (isInner) expect(Math.abs(values[i]! - (3 * column - 2 * row + 100))).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("no method goes beyond the range of the source, and a constant stays that constant", async () => {
    await fc.assert(
      fc.asyncProperty(otherGrids, methods, async (grid, method) => {
        for (const value of await readAll(alignRaster(readerOf(base, terrain), grid, method))) {
          if (Number.isNaN(value)) continue;
          expect(value).toBeGreaterThanOrEqual(-50);
          expect(value).toBeLessThanOrEqual(50);
        }
        for (const value of await readAll(
          alignRaster(
            readerOf(base, () => 7),
            grid,
            method,
          ),
        )) {
          if (!Number.isNaN(value)) expect(Math.abs(value - 7)).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("bilinear has a value exactly where nearest has one: gaps neither grow nor shrink, nor bleed", async () => {
    const holed = (column: number, row: number): number =>
      (column * 7 + row * 13) % 5 === 0 || column > 30 ? Number.NaN : terrain(column, row);
    await fc.assert(
      fc.asyncProperty(otherGrids, async (grid) => {
        const nearest = await readAll(alignRaster(readerOf(base, holed), grid, "nearest"));
        const bilinear = await readAll(alignRaster(readerOf(base, holed), grid, "bilinear"));
        expect([...bilinear].map(Number.isNaN)).toEqual([...nearest].map(Number.isNaN));
      }),
      { numRuns: 40 },
    );
  });

  it("does not depend on the windows that are asked for", async () => {
    const utm: Grid = {
      columns: 150,
      rows: 140,
      originX: 235_900,
      originY: 4_203_100,
      cellWidth: 8,
      cellHeight: 8,
      crs: "EPSG:32651",
    };
    for (const method of ["nearest", "bilinear", "average"] as const) {
      const aligned = alignRaster(readerOf({ ...base, columns: 120, rows: 110 }, terrain), utm, method);
      const whole = await readAll(aligned);
      expect(await readAll(aligned, 1)).toEqual(whole);
      expect(await readAll(aligned, 37)).toEqual(whole);
      const part: Window = { column: 33, row: 21, columns: 71, rows: 65 };
      const { values, validity } = await aligned.readWindow(part);
      for (let i = 0; i < values.length; i++) {
        const cell = (part.row + Math.floor(i / part.columns)) * utm.columns + part.column + (i % part.columns);
        expect(validity.isValid(i) ? values[i] : Number.NaN).toBe(whole[cell]);
      }
    }
  });
});

describe("average", () => {
  it("of 2 × 2 cells is their mean, and of 5 × 5 the mean of 25", async () => {
    for (const factor of [2, 5]) {
      const grid = {
        ...base,
        columns: base.columns / factor,
        rows: base.rows / factor,
        cellWidth: 10 * factor,
        cellHeight: 10 * factor,
      };
      const values = await readAll(alignRaster(readerOf(base, terrain), grid, "average"));
      for (let i = 0; i < values.length; i++) {
        let sum = 0;
        for (let k = 0; k < factor * factor; k++) {
          const column = (i % grid.columns) * factor + (k % factor);
          sum += Math.fround(terrain(column, Math.floor(i / grid.columns) * factor + Math.floor(k / factor)));
        }
        expect(values[i]).toBeCloseTo(sum / factor ** 2, 4);
      }
    }
  });

  it("weighs cells by the part that lies inside", async () => {
    // One target cell of 15 m over cells of 10 m: a whole one and half of the next, in each direction.
    const grid = { ...base, columns: 1, rows: 1, cellWidth: 15, cellHeight: 15 };
    const source = readerOf(base, (column, row) => (column === 0 && row === 0 ? 9 : 0));
    expect((await readAll(alignRaster(source, grid, "average")))[0]).toBeCloseTo((9 * 100) / 225, 5);
  });

  it("needs values in at least half of the footprint", async () => {
    const grid = { ...base, columns: 2, rows: 1, cellWidth: 40, cellHeight: 10 };
    const source = readerOf(base, (column) => (column === 0 || column === 1 || column === 4 ? 6 : Number.NaN));
    expect([...(await readAll(alignRaster(source, grid, "average")))]).toEqual([6, Number.NaN]);
  });
});

describe("across systems", () => {
  it("finds the cell that holds the exactly projected centre", async () => {
    const target: Grid = {
      columns: 200,
      rows: 180,
      originX: 120.0,
      originY: 37.932,
      cellWidth: 0.0001,
      cellHeight: 0.0001,
      crs: "EPSG:4490",
    };
    const source = { ...base, columns: 180, rows: 200 };
    const values = await readAll(
      alignRaster(
        readerOf(source, (column, row) => row * 1000 + column),
        target,
        "nearest",
      ),
    );
    const project = transformer("EPSG:4490", "EPSG:4549");
    let checked = 0;
    for (let i = 0; i < values.length; i++) {
      const { x, y } = project(120 + ((i % 200) + 0.5) * 0.0001, 37.932 - (Math.floor(i / 200) + 0.5) * 0.0001);
      const [column, row] = [(x - source.originX) / 10, (source.originY - y) / 10];
      const isNearEdge = [column, row].some((position) => Math.abs(position - Math.round(position)) < 0.02);
      if (isNearEdge || column < 0 || row < 0 || column >= 180 || row >= 200) continue;
      expect(values[i]).toBe(Math.floor(row) * 1000 + Math.floor(column));
      checked++;
    }
    expect(checked).toBeGreaterThan(20_000);
  });
});

describe("the method that suits", () => {
  it("is nearest for codes, bilinear for quantities, average from a raster twice as fine", () => {
    const coarse = { ...base, cellWidth: 25, cellHeight: 25 };
    expect(resamplingFor("codes", base, coarse)).toBe("nearest");
    expect(resamplingFor("quantity", base, coarse)).toBe("average");
    expect(resamplingFor("quantity", coarse, base)).toBe("bilinear");
    const degrees: Grid = {
      ...base,
      originX: 120,
      originY: 37.9,
      cellWidth: 0.0003,
      cellHeight: 0.0003,
      crs: "EPSG:4490",
    };
    expect(resamplingFor("quantity", base, degrees)).toBe("average");
  });
});
