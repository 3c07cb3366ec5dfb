import { join } from "node:path";
import { analyseFlow, flowArenaBytes, lengthToMetres, watershedOf } from "#engine/hydrology";
import { createKernelSession, type KernelSession } from "#engine/kernels";
import { transformer } from "#engine/projections";
import { type CellValues, type CellValueType, cellAt, type Grid, windowsByRows } from "#engine/rasters";
import { aspectKernel, hillshadeKernel, slopeDegreesKernel, slopeTangentKernel } from "#engine/terrain";
import { TerraceError } from "#errors";
import { createCogFile, stagedDirectory } from "#platform/files";
import { loadKernelModule } from "#platform/kernel-binary";
import type { SurveyConfig } from "../model/index.ts";
import { type OpenedElevation, openElevation } from "./survey-inputs/elevation.ts";
import { checkElevation } from "./survey-inputs/elevation-checks.ts";
import { terrainShapeOf } from "./survey-terrain.ts";

export interface TerrainRequest {
  readonly dem: SurveyConfig["dem"];
  readonly demPath: string;
  readonly outDirectory: string;
  readonly gentleCutFactor: number;
  readonly steepCutFactor: number;
  /** Metres; undefined: slope lengths are not capped. */
  readonly maximumMetres: number | undefined;
  readonly channelThresholdHectares: number;
  /** Longitude and latitude of points whose watersheds are wanted. */
  readonly outlets: readonly (readonly [longitude: number, latitude: number])[];
  /** An outlet moves to the cell of the greatest accumulation within this distance, metres. */
  readonly snapMetres: number;
  readonly onProgress: (label: string, fraction: number) => void;
}

export interface TerrainReport {
  readonly grid: Grid;
  readonly files: readonly string[];
  readonly filledCells: number;
  readonly flatCells: number;
  readonly greatestAccumulation: number;
  readonly watersheds: readonly { readonly longitude: number; readonly latitude: number; readonly cells: number }[];
  readonly notes: readonly string[];
}

/**
 * The terrain of a DEM: slope (°), aspect (° from north, −1 flat), hillshade, filled surface (m), D8 directions (ESRI codes),
 * accumulation (cells), slope length (m), and watersheds (1 … n) of points.
 *
 * @throws TerraceError of opening the DEM and writing, `outlet-outside`
 */
export async function computeTerrain(request: TerrainRequest): Promise<TerrainReport> {
  const elevation = await openElevation(request.demPath, request.dem);
  try {
    const staged = await stagedDirectory(request.outDirectory);
    try {
      const report = await computeInto(staged.path, elevation, request);
      await staged.commit();
      return report;
    } catch (error) {
      await staged.abandon();
      throw error;
    }
  } finally {
    await elevation.close();
  }
}

async function computeInto(
  directory: string,
  elevation: OpenedElevation,
  request: TerrainRequest,
): Promise<TerrainReport> {
  const { grid } = elevation;
  const shape = terrainShapeOf(grid);
  const cells = grid.columns * grid.rows;
  const session = createKernelSession(
    await loadKernelModule(),
    flowArenaBytes(grid.columns, grid.rows) + cells * 4 + 2 ** 20,
  );
  const heights = session.allocate("float32", cells);
  await elevation.load(heights, (fraction) => request.onProgress("读取高程", fraction * 0.2));
  const notes = [...elevation.notes, ...checkElevation(heights, grid, request.dem.path, request.dem.spikes)];
  const slopeTangent = slopeTangentKernel(session, heights, shape);
  const files = new TerrainFiles(directory, grid, request.onProgress);

  await files.writeFromKernel(session, "slope", "坡度", "°", "float32", () =>
    slopeDegreesKernel(session, slopeTangent),
  );
  await files.writeFromKernel(session, "aspect", "坡向(从北顺时针,平地 −1)", "°", "float32", () =>
    aspectKernel(session, heights, shape),
  );
  await files.writeFromKernel(session, "hillshade", "山体阴影", "", "uint8", () =>
    hillshadeKernel(session, heights, shape),
  );
  request.onProgress("汇流", 0.4);
  const flow = analyseFlow(session, heights, slopeTangent, shape, {
    gentleCutFactor: request.gentleCutFactor,
    steepCutFactor: request.steepCutFactor,
    cutSwitchDegrees: 5,
    maximumMetres: request.maximumMetres,
    channelThresholdCells: Math.round((request.channelThresholdHectares * 10_000) / (grid.cellWidth * grid.cellHeight)),
  });
  await files.write("filled", "填洼后的高程", "m", "float32", flow.filled);
  await files.write(
    "direction",
    "D8 流向(1 东 2 东南 4 南 8 西南 16 西 32 西北 64 北 128 东北,0 出口)",
    "",
    "uint8",
    flow.direction,
  );
  await files.write("accumulation", "汇流累积(栅格数,含自身)", "cells", "uint32", flow.accumulation);
  const lengths = Float32Array.from(flow.slopeLength, (length, cell) =>
    flow.direction[cell] === 255 ? Number.NaN : lengthToMetres(length, shape),
  );
  await files.write("slope-length", "坡长", "m", "float32", lengths);
  const outletCells = request.outlets.map((outlet) => outletCell(outlet, grid, flow.accumulation, request.snapMetres));
  const labels =
    request.outlets.length === 0 ? undefined : watershedOf(flow.direction, grid.columns, grid.rows, outletCells);
  if (labels !== undefined) await files.write("watershed", "集水区序号", "", "uint32", labels);
  request.onProgress("完成", 1);
  return {
    grid,
    files: files.names,
    filledCells: flow.filledCells,
    flatCells: flow.flatCells,
    greatestAccumulation: flow.accumulation.reduce((most, value) => Math.max(most, value), 0),
    watersheds: request.outlets.map(([longitude, latitude], index) => ({
      longitude,
      latitude,
      cells: labels?.reduce((count, label) => count + (label === index + 1 ? 1 : 0), 0) ?? 0,
    })),
    notes,
  };
}

/** No data of each file: 255 and 0 can stand for it because no direction, shade, count or label has that value. */
const NO_DATA: Readonly<Record<string, number>> = { hillshade: 0, direction: 255, accumulation: 0, watershed: 0 };

class TerrainFiles {
  readonly names: string[] = [];
  readonly #directory: string;
  readonly #grid: Grid;
  readonly #onProgress: (label: string, fraction: number) => void;

  constructor(directory: string, grid: Grid, onProgress: (label: string, fraction: number) => void) {
    this.#directory = directory;
    this.#grid = grid;
    this.#onProgress = onProgress;
  }

  /** For an array that the kernels' memory need not keep. */
  async writeFromKernel(
    session: KernelSession,
    name: string,
    description: string,
    unit: string,
    valueType: CellValueType,
    compute: () => CellValues,
  ): Promise<void> {
    const mark = session.mark();
    await this.write(name, description, unit, valueType, compute());
    session.release(mark);
  }

  async write(
    name: string,
    description: string,
    unit: string,
    valueType: CellValueType,
    values: CellValues,
  ): Promise<void> {
    const file = await createCogFile(join(this.#directory, `${name}.tif`), {
      grid: this.#grid,
      valueType,
      noData: NO_DATA[name] ?? Number.NaN,
      overviewMethod: name in NO_DATA && name !== "hillshade" ? "nearest" : "average",
      description,
      ...(unit === "" ? {} : { unit }),
    });
    for (const window of windowsByRows(this.#grid, 512)) {
      const first = window.row * this.#grid.columns;
      await file.writeRows(values.subarray(first, first + window.rows * this.#grid.columns));
    }
    await file.finish();
    this.names.push(`${name}.tif`);
    this.#onProgress(description, 0.2 + this.names.length * 0.09);
  }
}

function outletCell(
  [longitude, latitude]: readonly [number, number],
  grid: Grid,
  accumulation: Uint32Array,
  snapMetres: number,
): number {
  const { x, y } = transformer("EPSG:4326", grid.crs)(longitude, latitude);
  const cell = cellAt(grid, x, y);
  if (cell === undefined) {
    throw new TerraceError({
      code: "outlet-outside",
      userMessage: `出口 ${longitude}, ${latitude} 不在高程范围内。请检查经纬度及其顺序。`,
      message: `The outlet ${longitude}, ${latitude} lies outside the DEM.`,
      details: { longitude, latitude },
    });
  }
  const reachColumns = Math.floor(snapMetres / grid.cellWidth);
  const reachRows = Math.floor(snapMetres / grid.cellHeight);
  let best = cell.row * grid.columns + cell.column;
  for (let row = Math.max(0, cell.row - reachRows); row <= Math.min(grid.rows - 1, cell.row + reachRows); row++) {
    for (
      let column = Math.max(0, cell.column - reachColumns);
      column <= Math.min(grid.columns - 1, cell.column + reachColumns);
      column++
    ) {
      const candidate = row * grid.columns + column;
      if (accumulation[candidate]! > accumulation[best]!) best = candidate;
    }
  }
  return best;
}
