import { isAbsolute, join, resolve } from "node:path";
import { clearInterrupted, fileError, stagedDirectory } from "#platform/files";
import type { SurveyConfig, SurveySummary } from "../model/index.ts";
import { openElevation } from "./survey-inputs/elevation.ts";
import { writeSurveyFiles } from "./survey-outputs/survey-files.ts";
import { writeSurveyPatches } from "./survey-outputs/survey-patches.ts";
import { computeSurveyRasters, type SurveyRasters, type SurveyTask } from "./survey-rasters.ts";
import { type SurveyProgress, SurveyRecord } from "./survey-record.ts";

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
 * Memory is about 18 bytes a cell of the grid, whatever the number of inputs; the grid may have up to some 150 million
 * cells.
 *
 * @throws TerraceError for anything wrong with the inputs or the disk; an AbortError when interrupted. Nothing is left
 * under the run's final name in either case.
 */
export async function runSurvey(config: SurveyConfig, options: RunSurveyOptions): Promise<SurveySummary> {
  const interrupted = await clearInterrupted(options.outDirectory);
  if (interrupted.length > 0) options.onNotice?.("上次的调查没有完成就中断了，半成品已清除，现在从头计算");
  const record = new SurveyRecord(options.onProgress);
  const closers: (() => Promise<void>)[] = [];
  const staged = await stagedDirectory(options.outDirectory);
  try {
    const resolvePath = (path: string) => (isAbsolute(path) ? path : resolve(options.baseDirectory, path));
    const elevation = await openElevation(resolvePath(config.dem.path), config.dem);
    closers.push(() => elevation.close());
    const task: SurveyTask = {
      config,
      elevation,
      record,
      directory: staged.path,
      interruption: options.interruption ?? new AbortController().signal,
      resolve: resolvePath,
      onClose: (close) => closers.push(close),
    };
    const rasters = await computeSurveyRasters(task);
    await record.stage("patches", async () => writePatches(task, rasters));
    const summary = await record.stage("outputs", () => writeSurveyFiles(task, rasters));
    for (const warning of record.warnings) options.onNotice?.(warning.zh);
    await staged.commit();
    return summary;
  } catch (error) {
    await staged.abandon();
    throw fileError(error, options.outDirectory);
  } finally {
    await Promise.all(closers.map((close) => close()));
  }
}

function writePatches({ config, directory }: SurveyTask, { area, intensity }: SurveyRasters): void {
  const mark = config.demonstration ? "（演示）" : "";
  writeSurveyPatches(
    join(directory, "patches.gpkg"),
    intensity,
    area.grid,
    area.cellAreas,
    config.patches.minimumSquareMetres,
    `${config.title} ${config.year} 年 侵蚀强度图斑${mark}`,
  );
}
