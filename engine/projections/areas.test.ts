import { describe, expect, it } from "vitest";
import type { Grid } from "#engine/rasters";
import { geodesicCellAreas, geodesicPolygonArea, transformer } from "./index.ts";

function gridOf(crs: string, cellSize: number, columns: number, rows: number): Grid {
  return { crs, columns, rows, originX: 480_000, originY: 4_200_000, cellWidth: cellSize, cellHeight: cellSize };
}

function totalOf(grid: Grid): number {
  const areas = geodesicCellAreas(grid);
  let sum = 0;
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) sum += areas.squareCentimetres(column, row);
  }
  return sum / 10_000;
}

/** The outline with a point at every 64th cell, as finely as areas are computed. */
function outlineOf(grid: Grid): (readonly [number, number])[] {
  const toDegrees = transformer(grid.crs, "EPSG:4490");
  const ring: (readonly [number, number])[] = [];
  const add = (column: number, row: number): void => {
    const { x, y } = toDegrees(grid.originX + column * grid.cellWidth, grid.originY - row * grid.cellHeight);
    ring.push([x, y]);
  };
  for (let row = 0; row < grid.rows; row += 64) add(0, row);
  for (let column = 0; column < grid.columns; column += 64) add(column, grid.rows);
  for (let row = grid.rows; row > 0; row -= 64) add(grid.columns, row);
  for (let column = grid.columns; column > 0; column -= 64) add(column, 0);
  return ring;
}

describe("geodesic areas", () => {
  it("gives 987,767 m² for the cell of 0.01° at 121° E 37° N", () => {
    const cell: Grid = {
      crs: "EPSG:4490",
      columns: 1,
      rows: 1,
      originX: 121,
      originY: 37.01,
      cellWidth: 0.01,
      cellHeight: 0.01,
    };
    expect(Math.round(geodesicCellAreas(cell).squareCentimetres(0, 0) / 10_000)).toBe(987_767);
  });

  it.each([
    ["EPSG:4549", 2],
    ["EPSG:4549", 10],
    ["EPSG:4550", 30],
    ["EPSG:32651", 10],
  ])("cells of %s at %d m sum up to the area of their outline within 10⁻⁷", (crs, cellSize) => {
    const grid = gridOf(crs, cellSize, 1024, 768);
    expect(Math.abs(totalOf(grid) / geodesicPolygonArea(outlineOf(grid)) - 1)).toBeLessThan(1e-7);
  });

  it("rows of a geographic grid sum up to the zone between its parallels", () => {
    const grid: Grid = {
      crs: "EPSG:4490",
      columns: 900,
      rows: 900,
      originX: 121,
      originY: 37.25,
      cellWidth: 1 / 3600,
      cellHeight: 1 / 3600,
    };
    // A geodesic between points of one parallel bows polewards, so the outline follows the parallel in small steps.
    const ring: [number, number][] = [];
    for (let i = 0; i <= 900; i++) ring.push([121 + i / 3600, 37]);
    for (let i = 900; i >= 0; i--) ring.push([121 + i / 3600, 37.25]);
    expect(Math.abs(totalOf(grid) / geodesicPolygonArea(ring) - 1)).toBeLessThan(1e-7);
  });

  it("keeps one figure within a block and whole square centimetres", () => {
    const areas = geodesicCellAreas(gridOf("EPSG:4549", 10, 200, 100));
    expect(areas.squareCentimetres(64, 0)).toBe(areas.squareCentimetres(127, 63));
    expect(Number.isInteger(areas.squareCentimetres(199, 99))).toBe(true);
  });

  it("does not mind the direction of a ring, nor whether it is closed", () => {
    const ring: [number, number][] = [
      [121, 37],
      [122, 37],
      [122, 38],
      [121, 38],
    ];
    const area = geodesicPolygonArea(ring);
    expect(geodesicPolygonArea([...ring].reverse())).toBeCloseTo(area, 3);
    expect(geodesicPolygonArea([...ring, [121, 37]])).toBeCloseTo(area, 3);
    // Not the 0.08 % larger figure of a sphere of the mean radius.
    expect(area / 1e6).toBeGreaterThan(9750);
    expect(area / 1e6).toBeLessThan(9830);
  });
});
