import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transformer } from "#engine/projections";
import type { CellValues, Grid } from "#engine/rasters";
import { createCogFile } from "#platform/files";
import { type SurveySummary, surveyConfigFrom } from "../model/index.ts";
import { runSurvey } from "./run-survey.command.ts";

/** The grid of the small survey: 160 × 120 cells of 10 m in the hills south of Yantai. */
export const smallGrid: Grid = {
  columns: 160,
  rows: 120,
  originX: 590_000,
  originY: 4_140_000,
  cellWidth: 10,
  cellHeight: 10,
  crs: "EPSG:4549",
};

/** Longitude and latitude of the centre of a cell of `smallGrid`. */
export function placeOfCell(column: number, row: number): { readonly lon: number; readonly lat: number } {
  const toDegrees = transformer(smallGrid.crs, "EPSG:4326");
  const { x, y } = toDegrees(smallGrid.originX + (column + 0.5) * 10, smallGrid.originY - (row + 0.5) * 10);
  return { lon: x, lat: y };
}

/** Fields in the west, orchards and woods in the east, a pond. */
function landUseAt(column: number, row: number): number {
  if (Math.hypot(column - 40, row - 90) < 6) return 71;
  if (column < 80) return 13;
  return row < 60 ? 21 : 31;
}

/** Two valleys; the first columns hold no elevation. */
function elevationAt(column: number, row: number): number {
  if (column < 5) return Number.NaN;
  return 300 + 25 * Math.sin(column / 14) + 18 * Math.cos(row / 11) - 0.4 * row + 0.1 * ((column * 7 + row * 13) % 5);
}

/**
 * Runs a real survey of small invented inputs into `directory/<name>`.
 * @param name of the run's folder
 */
export async function makeSmallSurvey(
  directory: string,
  name: string,
  options: { readonly year: number; readonly rain: number; readonly demonstration?: boolean },
): Promise<{ readonly directory: string; readonly summary: SurveySummary }> {
  const inputs = join(directory, `${name}-inputs`);
  await writeSmallInputs(inputs);
  const outDirectory = join(directory, name);
  const config = surveyConfigFrom({
    title: `小流域 ${options.year}`,
    year: options.year,
    demonstration: options.demonstration ?? true,
    dem: "dem.tif",
    rain: options.rain,
    soil: 0.03,
    landUse: "land-use.tif",
    cover: "cover.csv",
    tillage: 0.4,
    zones: "zones.geojson",
    zonesName: "name",
  });
  const summary = await runSurvey(config, { baseDirectory: inputs, outDirectory });
  return { directory: outDirectory, summary };
}

/** The inputs of the small survey: `dem.tif`, `land-use.tif`, `cover.csv`, `zones.geojson`. */
export async function writeSmallInputs(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeRaster(join(directory, "dem.tif"), "float32", elevationAt);
  await writeRaster(join(directory, "land-use.tif"), "uint8", landUseAt);
  await writeFile(join(directory, "cover.csv"), "code,b\n21,0.2\n31,0.01\n");
  await writeZones(join(directory, "zones.geojson"));
}

/** The same hills further on, 1.4 M cells: a survey of it takes long enough to be stopped. */
export function writeLargeElevation(path: string): Promise<void> {
  return writeRaster(path, "float32", elevationAt, { ...smallGrid, columns: 1200, rows: 1200 });
}

async function writeRaster(
  path: string,
  valueType: "float32" | "uint8",
  valueAt: (column: number, row: number) => number,
  grid: Grid = smallGrid,
): Promise<void> {
  const { columns, rows } = grid;
  const values: CellValues = valueType === "uint8" ? new Uint8Array(columns * rows) : new Float32Array(columns * rows);
  for (let i = 0; i < values.length; i++) values[i] = valueAt(i % columns, Math.floor(i / columns));
  const noData = valueType === "uint8" ? 0 : Number.NaN;
  const cog = await createCogFile(path, { grid, valueType, noData, overviewMethod: "nearest" });
  await cog.writeRows(values);
  await cog.finish();
}

/** A western and an eastern half. */
async function writeZones(path: string): Promise<void> {
  const corner = (column: number, row: number) => {
    const { lon, lat } = placeOfCell(column - 0.5, row - 0.5);
    return [lon, lat];
  };
  const box = (west: number, east: number) => [
    [corner(west, 130), corner(east, 130), corner(east, -10), corner(west, -10), corner(west, 130)],
  ];
  const feature = (name: string, code: string, west: number, east: number) => ({
    type: "Feature",
    properties: { name, code },
    geometry: { type: "Polygon", coordinates: box(west, east) },
  });
  const features = [feature("西区", "370613", -10, 80), feature("东区", "370612", 80, 170)];
  await writeFile(path, JSON.stringify({ type: "FeatureCollection", features }));
}
