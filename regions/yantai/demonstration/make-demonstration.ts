import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CellValues, Grid } from "#engine/rasters";
import { type CogFile, createCogFile, withStagedDirectory } from "#platform/files";
import { divisions } from "../divisions.ts";
import { demonstrationBox } from "./coarse-grid.ts";
import { DemonstrationRows } from "./demonstration-rows.ts";
import { placeFeatures, zoneFeatures } from "./map-features.ts";
import { rainTable } from "./rain.ts";
import { Relief } from "./relief.ts";
import { makeCoarseRelief } from "./relief-evolution.ts";
import { soilTable } from "./soils.ts";
import { coverFile, surveyFile } from "./survey-file.ts";
import { measuresOf } from "./terraces.ts";
import { allocateUnits } from "./unit-allocation.ts";
import { makeUnitPolygons } from "./unit-polygons.ts";
import { coverHalfMonths } from "./vegetation-cover.ts";

/** Raised with every change of what is made, so that older directories are made anew. */
export const DEMONSTRATION_VERSION = 1;

export const DEMONSTRATION_MARKER = "demonstration.json";

export interface DemonstrationOptions {
  /** Cell size in metres; by default 100. */
  readonly cellSize?: number;
  /** Survey years, 2023 and later; by default 2023 and 2024. */
  readonly years?: readonly number[];
  readonly onProgress?: (stage: DemonstrationStage, fraction: number) => void;
}

export type DemonstrationStage = "relief" | "rasters" | "vectors";

/** @zh 演示数据目录 What lies in it. */
export interface Demonstration {
  readonly directory: string;
  readonly version: number;
  readonly cellSize: number;
  readonly years: readonly number[];
  /** `survey-YEAR.yaml` of each year, full paths in the order of `years`. */
  readonly surveyFiles: readonly string[];
  /** False where the directory already held the same demonstration. */
  readonly wasMade: boolean;
}

const DEFAULT_CELL_SIZE = 100;
const DEFAULT_YEARS = [2023, 2024] as const;
/** Rows handed to the writers at a time. */
const ROWS_AT_A_TIME = 64;
/** 示意 in the metadata of every raster. */
const METADATA = { TERRACE_DEMONSTRATION: "演示/示意:程序生成,非实测 (generated, not measured)" };

export function demonstrationGrid(cellSize: number): Grid {
  return {
    columns: Math.ceil((demonstrationBox.maxX - demonstrationBox.minX) / cellSize),
    rows: Math.ceil((demonstrationBox.maxY - demonstrationBox.minY) / cellSize),
    originX: demonstrationBox.minX,
    originY: demonstrationBox.maxY,
    cellWidth: cellSize,
    cellHeight: cellSize,
    crs: "EPSG:4549",
  };
}

/**
 * Writes the demonstration (演示) of Yantai: elevation, rain, soil, land use and cover per year, measures, units and one
 * survey file per year, all generated. The directory appears whole or not at all; where it already holds this version
 * with the same cell size and years, nothing is done.
 *
 * @throws TerraceError `output-occupied`, `disk-full`, `file-forbidden`
 */
export async function makeDemonstration(directory: string, options: DemonstrationOptions = {}): Promise<Demonstration> {
  const cellSize = options.cellSize ?? DEFAULT_CELL_SIZE;
  const years = [...(options.years ?? DEFAULT_YEARS)];
  const onProgress = options.onProgress ?? (() => undefined);
  const description = { version: DEMONSTRATION_VERSION, cellSize, years, mark: "演示" };
  const result = {
    directory,
    version: DEMONSTRATION_VERSION,
    cellSize,
    years,
    surveyFiles: years.map((year) => join(directory, `survey-${year}.yaml`)),
  };
  const marker = `${JSON.stringify(description, null, 2)}\n`;
  if ((await markerOf(directory)) === marker) return { ...result, wasMade: false };
  await withStagedDirectory(directory, async (path) => {
    onProgress("relief", 0);
    const relief = new Relief(makeCoarseRelief());
    const unitOfCell = allocateUnits(
      relief.coarse,
      divisions.map((division) => division.code),
    );
    const units = makeUnitPolygons(relief.coarse, unitOfCell);
    onProgress("relief", 1);
    const rows = new DemonstrationRows(demonstrationGrid(cellSize), relief, units, years);
    await writeRasters(path, rows, years, (fraction) => onProgress("rasters", fraction));
    onProgress("vectors", 0);
    const texts: [name: string, text: string][] = [
      ["zones.geojson", JSON.stringify(zoneFeatures(units))],
      ["places.geojson", JSON.stringify(placeFeatures())],
      ["rain-daily.csv", rainTable()],
      ["soil.csv", soilTable()],
    ];
    for (const year of years) {
      texts.push([`measures-${year}.geojson`, JSON.stringify(measuresOf(relief, unitOfCell, year))]);
      texts.push([`survey-${year}.yaml`, surveyFile(year)]);
    }
    for (const [name, text] of texts) await writeFile(join(path, name), text);
    await writeFile(join(path, DEMONSTRATION_MARKER), marker);
    onProgress("vectors", 1);
  });
  return { ...result, wasMade: true };
}

async function markerOf(directory: string): Promise<string | undefined> {
  try {
    return await readFile(join(directory, DEMONSTRATION_MARKER), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

interface RasterOutput {
  readonly file: CogFile;
  rowsOf(rows: DemonstrationRows): CellValues;
}

/** Writes all rasters in one pass over the rows. */
async function writeRasters(
  directory: string,
  rows: DemonstrationRows,
  years: readonly number[],
  onProgress: (fraction: number) => void,
): Promise<void> {
  const { grid } = rows;
  const outputs: RasterOutput[] = [];
  const open = async (
    name: string,
    description: string,
    kind: "height" | "code" | "percent",
    rowsOf: RasterOutput["rowsOf"],
  ): Promise<void> => {
    const file = await createCogFile(join(directory, name), {
      grid,
      valueType: kind === "height" ? "float32" : "uint8",
      noData: kind === "height" ? Number.NaN : kind === "code" ? 0 : 255,
      overviewMethod: kind === "code" ? "mode" : "average",
      description,
      metadata: METADATA,
    });
    outputs.push({ file, rowsOf });
  };
  try {
    await open("dem.tif", "高程(示意) m", "height", (strip) => strip.height);
    await open("soil.tif", "土壤类型代码(演示)", "code", (strip) => strip.soil);
    for (const [index, year] of years.entries()) {
      await open(`land-use-${year}.tif`, `${year} 年土地利用(演示)`, "code", (strip) => strip.years[index]!.landUse);
      for (const [date, halfMonth] of coverHalfMonths.entries()) {
        const title = `${year} 年第 ${halfMonth} 个半月植被盖度(演示) %`;
        await open(coverFile(year, halfMonth), title, "percent", (strip) => strip.years[index]!.cover[date]!);
      }
    }
    for (let row = 0; row < grid.rows; row += ROWS_AT_A_TIME) {
      rows.compute(row, Math.min(ROWS_AT_A_TIME, grid.rows - row));
      await Promise.all(outputs.map(({ file, rowsOf }) => file.writeRows(rowsOf(rows))));
      onProgress(Math.min((row + ROWS_AT_A_TIME) / grid.rows, 1));
    }
    for (const { file } of outputs) await file.finish();
  } finally {
    await Promise.all(outputs.map(({ file }) => file.abandon()));
  }
}
