import { describe, expect, it } from "vitest";
import { type Grid, gridOfWindow, ValidityBitmap, type WindowReader } from "#engine/rasters";
import { coverageOf, GAP_PLACE_NAMES } from "./index.ts";

const grid: Grid = {
  columns: 100,
  rows: 80,
  originX: 500_000,
  originY: 4_200_000,
  cellWidth: 10,
  cellHeight: 10,
  crs: "EPSG:4549",
};
const everywhere = ValidityBitmap.allValid(grid.columns * grid.rows);

function readerWhere(hasValue: (column: number, row: number) => boolean): WindowReader<Uint8Array> {
  return {
    grid,
    valueType: "uint8",
    async readWindow(window) {
      const length = window.columns * window.rows;
      const validity = new ValidityBitmap(length);
      for (let i = 0; i < length; i++) {
        if (hasValue(window.column + (i % window.columns), window.row + Math.floor(i / window.columns)))
          validity.setValid(i);
      }
      return { grid: gridOfWindow(grid, window), values: new Uint8Array(length), validity };
    },
  };
}

describe("what a raster leaves uncovered", () => {
  it("is nothing where it covers the area", async () => {
    expect(
      await coverageOf(
        readerWhere(() => true),
        everywhere,
      ),
    ).toBeUndefined();
  });

  it("says how much, where in degrees, and at which edge", async () => {
    const gap = await coverageOf(
      readerWhere((_column, row) => row < 70),
      everywhere,
    );
    expect(gap).toMatchObject({ cells: 1000, place: "south" });
    expect(GAP_PLACE_NAMES[gap!.place]).toBe("南缘");
    // 1000 cells of 100 m² on the central meridian.
    expect(gap!.squareKilometres).toBeCloseTo(0.1, 5);
    expect(gap!.extent.minX).toBeCloseTo(120.00006, 4);
    expect(gap!.extent.maxY).toBeLessThan(37.9262);
    expect(gap!.extent.minY).toBeGreaterThan(37.925);
  });

  it.each([
    ["north", (_column: number, row: number) => row >= 10],
    ["west", (column: number) => column >= 10],
    ["east", (column: number) => column < 90],
    ["north-east", (column: number, row: number) => column < 90 || row >= 10],
    ["south-west", (column: number, row: number) => column >= 5 || row < 75],
    ["inside", (column: number, row: number) => column !== 50 || row !== 40],
    ["everywhere", () => false],
  ] as const)("names %s", async (place, hasValue) => {
    expect((await coverageOf(readerWhere(hasValue), everywhere))?.place).toBe(place);
  });

  it("does not mind cells outside the area", async () => {
    const mask = new ValidityBitmap(grid.columns * grid.rows);
    for (let row = 0; row < grid.rows; row++)
      for (let column = 0; column < 50; column++) mask.setValid(row * 100 + column);
    expect(
      await coverageOf(
        readerWhere((column) => column < 50),
        mask,
      ),
    ).toBeUndefined();
    expect(
      (
        await coverageOf(
          readerWhere((column) => column < 40),
          mask,
        )
      )?.place,
    ).toBe("east");
  });
});
