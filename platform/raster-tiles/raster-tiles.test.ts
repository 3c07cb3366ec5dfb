import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transformer } from "#engine/projections";
import { type CellValues, type CellValueType, cellAt, type Grid } from "#engine/rasters";
import { createCogFile } from "#platform/files";
import { type Colouring, createTileService, type TileAddress, type TileService } from "./index.ts";
import { extentOfTile, TILE_SIZE } from "./web-mercator.ts";

/** East of Yantai, where the grid north of EPSG:4549 is turned against the meridian; odd sizes on purpose. */
const grid: Grid = {
  columns: 1301,
  rows: 1103,
  originX: 590_000,
  originY: 4_150_000,
  cellWidth: 10,
  cellHeight: 10,
  crs: "EPSG:4549",
};
const colorOfClass = new Map([
  [1, "#d9efcf"],
  [2, "#fff3b0"],
  [3, "#fdc35f"],
  [6, "#7f1734"],
]);
const classes: Colouring = { kind: "classes", entries: [...colorOfClass].map(([code, color]) => ({ code, color })) };
const grey: Colouring = {
  kind: "ramp",
  stops: [
    { value: 0, color: "#000000" },
    { value: 2540, color: "#fefefe" },
  ],
};

/** Patches of 16 × 16 cells; a hole without a value in the middle. */
const classOfCell = (column: number, row: number) => {
  const isHole = Math.hypot(column - 650, row - 551) < 100;
  return isHole ? 0 : [1, 2, 3, 6][((column >> 4) + 3 * (row >> 4)) % 4]!;
};
/** A plane: every way of averaging gives the plane again. */
const heightAt = (column: number, row: number) => column + row;

let folder: string;
let tiles: TileService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-raster-tiles-"));
  await writeCog("classes.tif", grid, "uint8", 0, "nearest", classOfCell);
  await writeCog("plane.tif", grid, "float32", Number.NaN, "average", (c, r) => heightAt(c + 0.5, r + 0.5));
  tiles = createTileService();
});
afterAll(async () => {
  await tiles.close();
  await rm(folder, { recursive: true });
});

async function writeCog(
  name: string,
  cogGrid: Grid,
  valueType: CellValueType & ("uint8" | "float32"),
  noData: number,
  overviewMethod: "nearest" | "average",
  valueAt: (column: number, row: number) => number,
): Promise<void> {
  const { columns, rows } = cogGrid;
  const values: CellValues = valueType === "uint8" ? new Uint8Array(columns * rows) : new Float32Array(columns * rows);
  for (let i = 0; i < values.length; i++) values[i] = valueAt(i % columns, Math.floor(i / columns));
  const cog = await createCogFile(join(folder, name), { grid: cogGrid, valueType, noData, overviewMethod });
  await cog.writeRows(values);
  await cog.finish();
}

function tileAt(z: number, longitude: number, latitude: number): TileAddress {
  const point = transformer("EPSG:4326", "EPSG:3857")(longitude, latitude);
  const world = extentOfTile({ z: 0, x: 0, y: 0 });
  const side = (world.maxX - world.minX) / 2 ** z;
  return { z, x: Math.floor((point.x - world.minX) / side), y: Math.floor((world.maxY - point.y) / side) };
}

/** The tile over a place given in cells of the grid. */
function tileOverCell(z: number, column: number, row: number): TileAddress {
  const { x, y } = transformer(grid.crs, "EPSG:4326")(grid.originX + column * 10, grid.originY - row * 10);
  return tileAt(z, x, y);
}

/** The position in the grid of a point of the tile, projected exactly, in cells. */
function positionIn(tile: TileAddress, pixelX: number, pixelY: number) {
  const { minX, maxX, maxY } = extentOfTile(tile);
  const metres = (maxX - minX) / TILE_SIZE;
  const { x, y } = transformer("EPSG:3857", grid.crs)(minX + pixelX * metres, maxY - pixelY * metres);
  return { x, y, column: (x - grid.originX) / 10, row: (grid.originY - y) / 10 };
}

function colorsOf(png: Uint8Array): (pixelX: number, pixelY: number) => string | undefined {
  const { data, palette, width, height } = decode(png, { checkCrc: true });
  expect([width, height]).toEqual([TILE_SIZE, TILE_SIZE]);
  return (pixelX, pixelY) => {
    const [red = 0, green = 0, blue = 0, alpha] = palette![data[pixelY * width + pixelX]!]!;
    if (alpha === 0) return undefined;
    return `#${[red, green, blue].map((component) => component.toString(16).padStart(2, "0")).join("")}`;
  };
}

const raster = (name: string, version = "1") => ({ path: join(folder, name), version });

test.each([
  [16, 300, 300],
  [16, 1290, 1090],
  [14, 640, 640],
  [14, 5, 5],
])("at zoom %d every pixel has the legend's colour of the cell that it shows", async (z, column, row) => {
  const tile = tileOverCell(z, column, row);
  const png = await tiles.draw({ raster: raster("classes.tif"), tile, colouring: classes });
  const colorAt = colorsOf(png!);
  let compared = 0;
  let transparent = 0;
  for (let y = 0; y < TILE_SIZE; y++) {
    for (let x = 0; x < TILE_SIZE; x++) {
      // A pixel within a quarter of a pixel of the edge of a cell may show either: only the others are compared.
      const around = [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ].map(([dx = 0, dy = 0]) => {
        const position = positionIn(tile, x + dx, y + dy);
        const cell = cellAt(grid, position.x, position.y);
        return cell === undefined ? 0 : classOfCell(cell.column, cell.row);
      });
      if (around.some((code) => code !== around[0])) continue;
      const expected = colorOfClass.get(around[0]!);
      if (colorAt(x, y) !== expected) expect.fail(`pixel ${x}, ${y}: ${colorAt(x, y)} instead of ${expected}`);
      compared++;
      if (expected === undefined) transparent++;
    }
  }
  expect(compared).toBeGreaterThan(0.4 * TILE_SIZE ** 2);
  expect(transparent).toBeLessThan(compared);
});

test.each([
  [16, 300, 300],
  [13, 640, 640],
  [11, 640, 640],
  [10, 640, 640],
])(
  "at zoom %d a plane has at each pixel the shade of its height there, whichever overview is read",
  async (z, column, row) => {
    const tile = tileOverCell(z, column, row);
    const png = await tiles.draw({ raster: raster("plane.tif"), tile, colouring: grey });
    const colorAt = colorsOf(png!);
    const pixelCells = Math.abs(positionIn(tile, 101, 100).column - positionIn(tile, 100, 100).column);
    let compared = 0;
    for (let y = 4; y < TILE_SIZE; y += 5) {
      for (let x = 4; x < TILE_SIZE; x += 5) {
        const { column: c, row: r } = positionIn(tile, x + 0.5, y + 0.5);
        const margin = 2 * pixelCells;
        if (c < margin || r < margin || c > grid.columns - margin || r > grid.rows - margin) continue;
        const shade = Number.parseInt(colorAt(x, y)!.slice(1, 3), 16);
        // A shade is ten cells; a quarter of a pixel of error in both directions, or half a cell close up, is allowed.
        const toleratedHeight = 5 + Math.max(0.5 * pixelCells, pixelCells < 1 ? 1 : 0);
        expect(Math.abs(shade * 10 - heightAt(c, r))).toBeLessThanOrEqual(toleratedHeight + 0.01);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(20);
  },
);

test("tiles beside the raster, and in its hole, show nothing", async () => {
  const draw = (tile: TileAddress) => tiles.draw({ raster: raster("classes.tif"), tile, colouring: classes });
  expect(await draw(tileAt(10, 0, 0))).toBeUndefined();
  expect(await draw(tileOverCell(16, 2200, 300))).toBeUndefined();
  expect(await draw(tileOverCell(16, -300, 300))).toBeUndefined();
  expect(await draw(tileOverCell(17, 650, 551))).toBeUndefined();
  expect(await draw({ z: 0, x: 0, y: 0 })).toBeUndefined();
  expect(await draw(tileOverCell(7, 300, 300))).toBeInstanceOf(Uint8Array);
});

test("a raster in degrees, and one of a single cell, are drawn where they lie", async () => {
  const degrees = {
    ...grid,
    columns: 3,
    rows: 2,
    originX: 121,
    originY: 38,
    cellWidth: 1,
    cellHeight: 1,
    crs: "EPSG:4490",
  };
  await writeCog("degrees.tif", degrees, "uint8", 0, "nearest", (column) => [1, 2, 3][column]!);
  const png = await tiles.draw({ raster: raster("degrees.tif"), tile: tileAt(9, 122.4, 37.4), colouring: classes });
  expect(colorsOf(png!)(128, 128)).toBe("#fff3b0");

  await writeCog("one.tif", { ...grid, columns: 1, rows: 1 }, "uint8", 0, "nearest", () => 6);
  const tile = tileOverCell(18, 0.5, 0.5);
  const one = colorsOf((await tiles.draw({ raster: raster("one.tif"), tile, colouring: classes }))!);
  let shown = 0;
  for (let i = 0; i < TILE_SIZE ** 2; i++) if (one(i % TILE_SIZE, Math.floor(i / TILE_SIZE)) === "#7f1734") shown++;
  // 10 m at 37.5° N are 21 pixels of zoom 18; the tile need not hold the whole cell.
  expect(shown).toBeGreaterThan(20);
  expect(shown).toBeLessThan(23 * 23);
});

test("quantiles are those of the values", async () => {
  const quantiles = await tiles.quantiles(raster("plane.tif"));
  expect(quantiles.map(({ percent }) => percent)).toEqual([0, 2, 10, 50, 90, 98, 100]);
  const values = quantiles.map(({ value }) => value);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  // The plane is symmetric about its centre; an overview's cells are some of the raster's averaged.
  expect(Math.abs(values[3]! - heightAt(grid.columns / 2, grid.rows / 2))).toBeLessThan(10);
  expect(values[0]).toBeGreaterThanOrEqual(1);
  expect(values[6]).toBeLessThanOrEqual(heightAt(grid.columns, grid.rows));
});

test("a new version of a file is read anew, an old one is not", async () => {
  const tile = tileOverCell(17, 20, 20);
  const colorOf = async (version: string) =>
    colorsOf((await tiles.draw({ raster: raster("changing.tif", version), tile, colouring: classes }))!)(128, 128);
  await writeCog("changing.tif", grid, "uint8", 0, "nearest", () => 1);
  expect(await colorOf("a")).toBe("#d9efcf");
  await writeCog("changing.tif", grid, "uint8", 0, "nearest", () => 6);
  expect(await colorOf("a")).toBe("#d9efcf");
  expect(await colorOf("b")).toBe("#7f1734");
});

test("a missing or broken file is a clear error, and the threads go on", async () => {
  const tile = tileOverCell(14, 640, 640);
  await expect(tiles.draw({ raster: raster("gone.tif"), tile, colouring: classes })).rejects.toMatchObject({
    name: "TerraceError",
    code: "file-missing",
  });
  expect(await tiles.draw({ raster: raster("classes.tif"), tile, colouring: classes })).toBeInstanceOf(Uint8Array);
});

test("a request that is given up while it waits is dropped", async () => {
  const controller = new AbortController();
  controller.abort();
  const request = { raster: raster("plane.tif", "unseen"), tile: tileOverCell(15, 640, 640), colouring: grey };
  await expect(tiles.draw(request, controller.signal)).rejects.toMatchObject({ name: "AbortError" });
});
