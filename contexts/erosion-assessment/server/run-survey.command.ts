import { isAbsolute, join, resolve } from "node:path";
import { flowArenaBytes } from "#engine/hydrology";
import { createKernelSession, type KernelSession } from "#engine/kernels";
import { geodesicCellAreas } from "#engine/projections";
import { type Grid, ValidityBitmap } from "#engine/rasters";
import { hillshadeKernel } from "#engine/terrain";
import { clearInterrupted, stagedDirectory } from "#platform/files";
import { loadKernelModule } from "#platform/kernel-binary";
import type { SurveyConfig, SurveyLayerId, SurveySummary } from "../model/index.ts";
import { type OpenedElevation, openElevation } from "./survey-inputs/elevation.ts";
import { checkElevation } from "./survey-inputs/elevation-checks.ts";
import { ARRAYS_FOR_INPUTS, CELLS_PER_STRIP, type InputContext } from "./survey-inputs/input-context.ts";
import { openInputs, type SurveyInputs } from "./survey-inputs/open-inputs.ts";
import type { SurveyArea } from "./survey-inputs/survey-area.ts";
import { SurveyLayerWriters, writeWholeLayer } from "./survey-outputs/layer-writers.ts";
import { writeSurveyFiles } from "./survey-outputs/survey-files.ts";
import { writeSurveyPatches } from "./survey-outputs/survey-patches.ts";
import { type SurveyProgress, SurveyRecord } from "./survey-record.ts";
import { computeSurveyStrips, type SurveyStripsResult } from "./survey-strips.ts";
import { barriersOf, computeSurveyFlow, recordTerrainRules, slopeTangentOf, terrainShapeOf } from "./survey-terrain.ts";

export interface RunSurveyOptions {
  /** Paths of the configuration are relative to this folder. */
  readonly baseDirectory: string;
  /** Takes its name only when everything in it is complete; an earlier survey there is replaced. */
  readonly outDirectory: string;
  readonly interruption?: AbortSignal;
  readonly onProgress?: (progress: SurveyProgress) => void;
  /** A sentence for the user, in Chinese. */
  readonly onNotice?: (notice: string) => void;
}

/**
 * Runs a survey: reads and checks the inputs, computes the terrain, the factors and the product, counts by zone, and
 * writes the run's folder.
 *
 * Memory is about 18 bytes a cell of the grid and does not depend on the number of inputs; the grid may have up to some
 * 150 million cells.
 *
 * @throws TerraceError for anything wrong with the inputs or the disk; an AbortError when interrupted. Nothing is left
 * under the run's final name in either case.
 */
export async function runSurvey(config: SurveyConfig, options: RunSurveyOptions): Promise<SurveySummary> {
  const record = new SurveyRecord(options.onProgress);
  const closers: (() => Promise<void>)[] = [];
  const interruption = options.interruption ?? new AbortController().signal;
  const interrupted = await clearInterrupted(options.outDirectory);
  if (interrupted.length > 0) options.onNotice?.("上次的调查没有完成就中断了,半成品已清除,现在从头计算");
  const staged = await stagedDirectory(options.outDirectory);
  try {
    const demPath = resolvePath(options.baseDirectory, config.dem.path);
    const elevation = await openElevation(demPath, config.dem);
    closers.push(() => elevation.close());
    const session = await sessionFor(elevation.grid);
    const run = new SurveyRun(
      config,
      options.baseDirectory,
      staged.path,
      record,
      session,
      elevation,
      interruption,
      (close) => closers.push(close),
    );
    const summary = await run.compute(demPath);
    for (const warning of record.warnings) options.onNotice?.(warning);
    await staged.commit();
    return summary;
  } catch (error) {
    await staged.abandon();
    throw error;
  } finally {
    await Promise.all(closers.map((close) => close()));
  }
}

async function sessionFor(grid: Grid): Promise<KernelSession> {
  const stripCells = stripCellsOf(grid);
  const outputArrays = 11;
  const stripBytes = stripCells * 4 * (ARRAYS_FOR_INPUTS + outputArrays) + 2 ** 20;
  return createKernelSession(await loadKernelModule(), flowArenaBytes(grid.columns, grid.rows) + stripBytes);
}

function stripCellsOf(grid: Grid): number {
  return Math.max(grid.columns, Math.floor(CELLS_PER_STRIP / grid.columns) * grid.columns);
}

function resolvePath(baseDirectory: string, path: string): string {
  return isAbsolute(path) ? path : resolve(baseDirectory, path);
}

class SurveyRun {
  readonly #config: SurveyConfig;
  readonly #baseDirectory: string;
  readonly #directory: string;
  readonly #record: SurveyRecord;
  readonly #session: KernelSession;
  readonly #elevation: OpenedElevation;
  readonly #interruption: AbortSignal;
  readonly #onClose: (close: () => Promise<void>) => void;
  readonly #metadata: Readonly<Record<string, string>>;

  constructor(
    config: SurveyConfig,
    baseDirectory: string,
    directory: string,
    record: SurveyRecord,
    session: KernelSession,
    elevation: OpenedElevation,
    interruption: AbortSignal,
    onClose: (close: () => Promise<void>) => void,
  ) {
    this.#config = config;
    this.#baseDirectory = baseDirectory;
    this.#directory = directory;
    this.#record = record;
    this.#session = session;
    this.#elevation = elevation;
    this.#interruption = interruption;
    this.#onClose = onClose;
    this.#metadata = config.demonstration ? { MARK: "演示数据 demonstration" } : {};
  }

  async compute(demPath: string): Promise<SurveySummary> {
    const record = this.#record;
    const session = this.#session;
    const { grid } = this.#elevation;
    const heights = session.allocate("float32", grid.columns * grid.rows);
    const area = await record.stage("terrain", (advance) => this.#loadElevation(demPath, heights, advance));
    const inputs = await record.stage("inputs", (advance) => openInputs(this.#config, this.#contextOf(area), advance));
    const slopeTangent = slopeTangentOf(session, heights, grid);
    await this.#writeHillshade(heights);
    recordTerrainRules(record, this.#config.slopeLength);
    const flow = await record.stage("flow", async (advance) =>
      computeSurveyFlow(
        session,
        heights,
        slopeTangent,
        grid,
        this.#config.slopeLength,
        barriersOf(session, inputs.landUse),
        advance,
      ),
    );
    const strips = await record.stage("factors", (advance) => this.#strips(area, inputs, slopeTangent, flow, advance));
    await record.stage("patches", async () => this.#writePatches(area, strips));
    return record.stage("outputs", () =>
      writeSurveyFiles(this.#directory, { config: this.#config, grid, area, inputs, record, ...strips }),
    );
  }

  async #loadElevation(
    demPath: string,
    heights: Float32Array,
    advance: (fraction: number) => void,
  ): Promise<SurveyArea> {
    const { grid, alignment, notes } = this.#elevation;
    await this.#elevation.load(heights, advance);
    this.#interruption.throwIfAborted();
    const spikes = checkElevation(heights, grid, this.#config.dem.path, this.#config.dem.spikes);
    for (const note of spikes) this.#record.warn(note);
    await this.#record.addFile("dem", demPath, { crs: grid.crs, alignment, notes: [...notes, ...spikes] });
    const inside = ValidityBitmap.fromNaN(heights);
    return { grid, isInside: (cell) => inside.isValid(cell), cellAreas: geodesicCellAreas(grid) };
  }

  #contextOf(area: SurveyArea): InputContext {
    return {
      area,
      record: this.#record,
      session: this.#session,
      stripCells: stripCellsOf(area.grid),
      allowUncovered: this.#config.allowUncovered,
      resolve: (path) => resolvePath(this.#baseDirectory, path),
      onClose: this.#onClose,
    };
  }

  async #writeHillshade(heights: Float32Array): Promise<void> {
    const { grid } = this.#elevation;
    const mark = this.#session.mark();
    const shade = hillshadeKernel(this.#session, heights, terrainShapeOf(grid));
    await writeWholeLayer(this.#directory, grid, "hillshade", shade, this.#metadata);
    this.#session.release(mark);
  }

  async #strips(
    area: SurveyArea,
    inputs: SurveyInputs,
    slopeTangent: Float32Array,
    flow: ReturnType<typeof computeSurveyFlow>,
    advance: (fraction: number) => void,
  ): Promise<SurveyStripsResult> {
    const { grid, cellAreas } = area;
    const writers = await SurveyLayerWriters.open(
      this.#directory,
      grid,
      layersOf(this.#config, inputs),
      this.#metadata,
    );
    try {
      const result = await computeSurveyStrips(
        {
          session: this.#session,
          grid,
          cellAreas,
          stripCells: stripCellsOf(grid),
          slopeTangent,
          flow,
          factors: inputs.factors,
          config: this.#config,
          zoneOfCell: inputs.zones?.zoneOfCell,
          zoneCount: inputs.zones?.zones.length ?? 0,
          writers,
          interruption: this.#interruption,
        },
        advance,
      );
      await writers.finish();
      return result;
    } catch (error) {
      await writers.abandon();
      throw error;
    }
  }

  #writePatches(area: SurveyArea, strips: SurveyStripsResult): void {
    const { patches, title, year } = this.#config;
    const description = `${title ?? "水土流失调查"} ${year} 年 侵蚀强度图斑${this.#config.demonstration ? "(演示)" : ""}`;
    writeSurveyPatches(
      join(this.#directory, "patches.gpkg"),
      strips.intensity,
      area.grid,
      area.cellAreas,
      patches.minimumSquareMetres,
      description,
    );
  }
}

/** The layers that are written strip by strip. */
function layersOf(config: SurveyConfig, inputs: SurveyInputs): SurveyLayerId[] {
  const always: SurveyLayerId[] = ["intensity", "soil-loss", "slope", "ls"];
  if (!config.factors) return always;
  const { erosivity, erodibility, biological, engineering, tillage } = inputs.factors;
  const varying: [SurveyLayerId, boolean][] = [
    ["l", true],
    ["s", true],
    ["r", erosivity.kind === "strips"],
    ["k", erodibility.kind === "strips"],
    ["b", biological.kind === "strips"],
    ["e", engineering.kind === "strips"],
    ["t", tillage.kind === "strips"],
  ];
  return [...always, ...varying.flatMap(([layer, isVarying]) => (isVarying ? [layer] : []))];
}
