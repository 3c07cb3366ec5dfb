import { expect, test } from "vitest";
import type { Grid } from "#engine/rasters";
import { burnLines, burnPolygons, type Polygon } from "./index.ts";

const grid: Grid = { columns: 6, rows: 4, originX: 0, originY: 4, cellWidth: 1, cellHeight: 1, crs: "EPSG:4549" };

function rectangle(minX: number, minY: number, maxX: number, maxY: number): [number, number][] {
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
    [minX, minY],
  ];
}

function picture(values: ArrayLike<number>, columns = grid.columns): string[] {
  const signs = Array.from(values, (value) => (value === 0 ? "." : String(value)));
  return Array.from({ length: signs.length / columns }, (_, row) =>
    signs.slice(row * columns, (row + 1) * columns).join(""),
  );
}

test("holes stay empty and parts of a multipolygon are all filled", () => {
  const withHole: Polygon = { type: "Polygon", coordinates: [rectangle(0, 0, 3, 4), rectangle(1, 1, 2, 3)] };
  const { values, cellsOfPolygon } = burnPolygons(
    [withHole, { type: "MultiPolygon", coordinates: [[rectangle(4, 0, 5, 1)], [rectangle(5, 3, 9, 9)]] }],
    grid,
    [1, 2],
  );
  expect(picture(values)).toEqual(["111..2", "1.1...", "1.1...", "111.2."]);
  expect([...cellsOfPolygon]).toEqual([10, 2]);
});

test("an overlap leaves the cells with the first polygon and is reported with pair, area and place", () => {
  const { values, overlaps } = burnPolygons(
    [
      { type: "Polygon", coordinates: [rectangle(0, 0, 3, 4)] },
      { type: "Polygon", coordinates: [rectangle(5, 0, 6, 1)] },
      { type: "Polygon", coordinates: [rectangle(2, 0, 4, 2)] },
    ],
    { ...grid, cellWidth: 1, originX: 0 },
    [1, 2, 3],
  );
  expect(picture(values)).toEqual(["111...", "111...", "1113..", "1113.2"]);
  expect(overlaps).toEqual([{ first: 0, second: 2, cells: 2, planarArea: 2, place: { x: 2.5, y: 1.5 } }]);
});

test("a line marks cells that share edges, so that no diagonal step leads through it", () => {
  const mask = burnLines(
    [
      {
        type: "LineString",
        coordinates: [
          [-1, -0.5],
          [3.2, 3.7],
        ],
      },
    ],
    grid,
  );
  expect(picture(mask)).toEqual(["..11..", ".11...", "11....", "1....."]);
});

test("a line that misses the grid marks nothing, and one along a row marks that row", () => {
  const coordinates = (points: [number, number][]) => ({ type: "LineString" as const, coordinates: points });
  expect(
    picture(
      burnLines(
        [
          coordinates([
            [-5, 9],
            [20, 9],
          ]),
          coordinates([
            [-5, 1.5],
            [20, 1.5],
          ]),
        ],
        grid,
      ),
    ),
  ).toEqual(["......", "......", "111111", "......"]);
});
