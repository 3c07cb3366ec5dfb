import { analyseFlow, DIRECTION_NO_DATA, flowArenaBytes, lengthToMetres, watershedOf } from "#engine/hydrology";
import { createKernelSession } from "#engine/kernels";
import { transformer } from "#engine/projections";
import { type CellValues, cellAt, type Grid } from "#engine/rasters";
import { aspectKernel, hillshadeKernel, slopeDegreesKernel, slopeTangentKernel } from "#engine/terrain";
import { TerraceError } from "#errors";
import { fileError, stagedDirectory } from "#platform/files";
import { loadKernelModule } from "#platform/kernel-binary";
import type { Note, SurveyConfig } from "../model/index.ts";
import { type OpenedElevation, openElevation } from "./survey-inputs/elevation.ts";
import { checkElevation } from "./survey-inputs/elevation-checks.ts";
import { terrainShapeOf } from "./survey-terrain.ts";
import { TerrainFiles, type TerrainLayerName } from "./terrain-files.ts";

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
  readonly notes: readonly Note[];
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
      throw fileError(error, request.outDirectory);
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

  const writeAndForget = async (name: TerrainLayerName, compute: () => CellValues) => {
    const mark = session.mark();
    await files.write(name, compute());
    session.release(mark);
  };
  await writeAndForget("slope", () => slopeDegreesKernel(session, slopeTangent));
  await writeAndForget("aspect", () => aspectKernel(session, heights, shape));
  await writeAndForget("hillshade", () => hillshadeKernel(session, heights, shape));
  request.onProgress("汇流", 0.4);
  const flow = analyseFlow(session, heights, slopeTangent, shape, {
    gentleCutFactor: request.gentleCutFactor,
    steepCutFactor: request.steepCutFactor,
    cutSwitchDegrees: 5,
    maximumMetres: request.maximumMetres,
    channelThresholdCells: Math.round((request.channelThresholdHectares * 10_000) / (grid.cellWidth * grid.cellHeight)),
  });
  await files.write("filled", flow.filled);
  await files.write("direction", flow.direction);
  await files.write("accumulation", flow.accumulation);
  await files.writeRows("slope-length", (_, first, last) =>
    Float32Array.from(flow.slopeLength.subarray(first, last), (length, cell) =>
      flow.direction[first + cell] === DIRECTION_NO_DATA ? Number.NaN : lengthToMetres(length, shape),
    ),
  );
  const outletCells = request.outlets.map((outlet) => outletCell(outlet, grid, flow.accumulation, request.snapMetres));
  const labels =
    request.outlets.length === 0 ? undefined : watershedOf(flow.direction, grid.columns, grid.rows, outletCells);
  if (labels !== undefined) await files.write("watershed", labels);
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
      userMessage: `出口 ${longitude}，${latitude} 不在高程范围内。请检查经纬度及其顺序。`,
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
