import { flowArenaBytes } from "#engine/hydrology";
import { createKernelSession, type KernelSession } from "#engine/kernels";
import { geodesicCellAreas } from "#engine/projections";
import { type Grid, ValidityBitmap } from "#engine/rasters";
import { hillshadeKernel } from "#engine/terrain";
import type { ZonalErosion } from "#engine/zonal-statistics";
import { loadKernelModule } from "#platform/kernel-binary";
import type { Provenance, SurveyConfig, SurveyLayerId } from "../model/index.ts";
import type { SurveyFactors } from "./factor-layers.ts";
import type { OpenedElevation } from "./survey-inputs/elevation.ts";
import { checkElevation } from "./survey-inputs/elevation-checks.ts";
import { ARRAYS_FOR_INPUTS, CELLS_PER_STRIP } from "./survey-inputs/input-context.ts";
import type { LandUseInput } from "./survey-inputs/land-use-input.ts";
import { openInputs, type SurveyInputs } from "./survey-inputs/open-inputs.ts";
import type { SurveyArea } from "./survey-inputs/survey-area.ts";
import type { ZonesInput } from "./survey-inputs/zones-input.ts";
import { layerMetadata, SurveyLayerWriters, writeWholeLayer } from "./survey-outputs/layer-writers.ts";
import type { SurveyRecord } from "./survey-record.ts";
import { computeSurveyStrips, type SurveyStripsInput, type SurveyStripsResult } from "./survey-strips.ts";
import { barriersOf, computeSurveyFlow, recordTerrainRules, slopeTangentOf, terrainShapeOf } from "./survey-terrain.ts";

/** One survey under way. */
export interface SurveyTask {
  readonly config: SurveyConfig;
  readonly elevation: OpenedElevation;
  readonly record: SurveyRecord;
  /** Where the run's files are gathered until it is complete. */
  readonly directory: string;
  readonly interruption: AbortSignal;
  /** A path of the configuration as a path of the machine. */
  resolve(path: string): string;
  onClose(close: () => Promise<void>): void;
}

/**
 * What the rasters of a survey came to. Nothing here holds on to the kernels' memory, which is most of a survey's and
 * can go before the patches are made.
 */
export interface SurveyRasters {
  readonly area: SurveyArea;
  readonly landUse: LandUseInput;
  readonly zones: ZonesInput | undefined;
  readonly constantFactors: Provenance["constantFactors"];
  /** Class codes of all cells, 0 where there is no result. */
  readonly intensity: Uint8Array;
  readonly zonal: ZonalErosion;
}

/** Reads the elevation and the inputs, computes everything that is a raster and writes it. */
export async function computeSurveyRasters(task: SurveyTask): Promise<SurveyRasters> {
  const { config, record } = task;
  const { grid } = task.elevation;
  const session = await sessionFor(grid);
  const heights = session.allocate("float32", grid.columns * grid.rows);
  const area = await record.stage("terrain", (advance) => loadElevation(task, heights, advance));
  const inputs = await record.stage("inputs", (advance) => openSurveyInputs(task, session, area, advance));
  const slopeTangent = slopeTangentOf(session, heights, grid);
  await writeHillshade(task, session, heights);
  recordTerrainRules(record, config.slopeLength);
  const flow = await record.stage("flow", async (advance) => {
    const barriers = barriersOf(session, inputs.landUse);
    return computeSurveyFlow(session, heights, slopeTangent, grid, config.slopeLength, barriers, advance);
  });
  const strips = await record.stage("factors", (advance) =>
    writeStrips(
      task,
      layersOf(config, inputs.factors),
      {
        session,
        grid,
        cellAreas: area.cellAreas,
        stripCells: stripCellsOf(grid),
        slopeTangent,
        flow,
        factors: inputs.factors,
        config,
        zoneOfCell: inputs.zones?.zoneOfCell,
        zoneCount: inputs.zones?.zones.length ?? 0,
        interruption: task.interruption,
      },
      advance,
    ),
  );
  const { landUse, zones } = inputs;
  return { area, landUse, zones, constantFactors: constantsOf(inputs), ...strips };
}

async function sessionFor(grid: Grid): Promise<KernelSession> {
  const outputArrays = 11;
  const stripBytes = stripCellsOf(grid) * 4 * (ARRAYS_FOR_INPUTS + outputArrays) + 2 ** 20;
  return createKernelSession(await loadKernelModule(), flowArenaBytes(grid.columns, grid.rows) + stripBytes);
}

function stripCellsOf(grid: Grid): number {
  return Math.max(grid.columns, Math.floor(CELLS_PER_STRIP / grid.columns) * grid.columns);
}

async function loadElevation(
  { config, elevation, interruption, record, resolve }: SurveyTask,
  heights: Float32Array,
  advance: (fraction: number) => void,
): Promise<SurveyArea> {
  const { grid, alignment, notes } = elevation;
  await elevation.load(heights, advance);
  interruption.throwIfAborted();
  const spikes = checkElevation(heights, grid, config.dem.path, config.dem.spikes);
  for (const note of spikes) record.warn(note);
  await record.addFile("dem", resolve(config.dem.path), { crs: grid.crs, alignment, notes: [...notes, ...spikes] });
  return areaOf(grid, ValidityBitmap.fromNaN(heights));
}

/** On its own, so that what it returns keeps the bitmap only and not the heights. */
function areaOf(grid: Grid, inside: ValidityBitmap): SurveyArea {
  return { grid, isInside: (cell) => inside.isValid(cell), cellAreas: geodesicCellAreas(grid) };
}

function openSurveyInputs(
  { config, record, resolve, onClose }: SurveyTask,
  session: KernelSession,
  area: SurveyArea,
  advance: (fraction: number) => void,
): Promise<SurveyInputs> {
  const context = {
    area,
    record,
    session,
    stripCells: stripCellsOf(area.grid),
    allowUncovered: config.allowUncovered,
    resolve,
    onClose,
  };
  return openInputs(config, context, advance);
}

async function writeHillshade(
  { config, directory, elevation: { grid } }: SurveyTask,
  session: KernelSession,
  heights: Float32Array,
): Promise<void> {
  const mark = session.mark();
  const shade = hillshadeKernel(session, heights, terrainShapeOf(grid));
  await writeWholeLayer(directory, grid, "hillshade", shade, layerMetadata(config));
  session.release(mark);
}

async function writeStrips(
  { config, directory }: SurveyTask,
  layers: readonly SurveyLayerId[],
  input: Omit<SurveyStripsInput, "writers">,
  advance: (fraction: number) => void,
): Promise<SurveyStripsResult> {
  const writers = await SurveyLayerWriters.open(directory, input.grid, layers, layerMetadata(config));
  try {
    const result = await computeSurveyStrips({ ...input, writers }, advance);
    await writers.finish();
    return result;
  } catch (error) {
    await writers.abandon();
    throw error;
  }
}

const FACTOR_OF_LAYER = { r: "erosivity", k: "erodibility", b: "biological", e: "engineering", t: "tillage" } as const;

/** The layers that are written strip by strip; a factor that is one number everywhere has none. */
function layersOf(config: SurveyConfig, factors: SurveyFactors): SurveyLayerId[] {
  const always: SurveyLayerId[] = ["intensity", "soil-loss", "slope", "ls"];
  if (!config.factors) return always;
  const varying = (["r", "k", "b", "e", "t"] as const).filter(
    (layer) => factors[FACTOR_OF_LAYER[layer]].kind === "strips",
  );
  return [...always, "slope-length", "l", "s", ...varying];
}

function constantsOf({ factors, landUse }: SurveyInputs): Provenance["constantFactors"] {
  const constants: Provenance["constantFactors"] = {};
  for (const layer of ["r", "k", "b", "e", "t"] as const) {
    const source = factors[FACTOR_OF_LAYER[layer]];
    if (source.kind === "constant") constants[layer] = source.value;
  }
  if (landUse.kind === "constant") constants["land-use"] = landUse.code;
  return constants;
}
