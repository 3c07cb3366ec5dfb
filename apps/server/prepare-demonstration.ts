import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { clearInterrupted, partialPathOf } from "#platform/files";
import { createWorkerPool, type RunOptions } from "#platform/worker-threads";
import type { PreparationReport, PreparationTasks } from "./preparation-tasks.ts";
import type { StepDisplay } from "./step-display.ts";

/** Yantai at 50 m is some 5.5 million cells of land: a survey in about a minute on two cores. */
const CELL_SIZE_METRES = 50;
/** Two years, so that the comparison has something to compare. */
const YEARS = [2023, 2024] as const;
const CONFIG = /^survey-(\d{4})\.yaml$/;

/**
 * Makes the demonstration region and its surveys where they are absent.
 * @param interruption ends the work at once and removes what is half done
 * @returns the folder that holds the surveys
 * @throws TerraceError of making them; the reason of `interruption`
 */
export async function prepareDemonstration(
  dataDirectory: string,
  steps: StepDisplay,
  interruption: AbortSignal,
): Promise<string> {
  const pool = createWorkerPool<PreparationTasks>(new URL("./preparation.worker.ts", import.meta.url), 1);
  const regionFolder = resolve(dataDirectory, "demonstration");
  const surveysFolder = resolve(dataDirectory, "surveys");

  /** One piece of work that fills a folder: whole, or not there. */
  const fill = async (folder: string, work: (options: RunOptions<PreparationReport>) => Promise<unknown>) => {
    await clearInterrupted(folder);
    const onReport = (report: PreparationReport) => {
      if (report.kind === "progress") steps.progress(report.label, report.fraction);
      else steps.notice(report.text);
    };
    try {
      await work({ signal: interruption, onReport });
    } catch (error) {
      await pool.close();
      await rm(partialPathOf(folder, process.pid), { recursive: true, force: true });
      throw error;
    }
  };

  try {
    if ((await configsIn(regionFolder)).length === 0) {
      await steps.run("生成演示区域（示意地形与资料）", "making the demonstration region", () =>
        fill(regionFolder, (options) =>
          pool.run("demonstration", { directory: regionFolder, cellSize: CELL_SIZE_METRES, years: YEARS }, options),
        ),
      );
    }
    const { runs } = await createSurveyLibrary([surveysFolder]).list();
    for (const { year, file } of await configsIn(regionFolder)) {
      const outDirectory = join(surveysFolder, `demonstration-${year}`);
      if (runs.some((run) => run.directory === outDirectory)) continue;
      const configPath = join(regionFolder, file);
      await steps.run(`计算 ${year} 年度调查（演示）`, `running the ${year} survey`, () =>
        fill(outDirectory, (options) => pool.run("survey", { configPath, outDirectory }, options)),
      );
    }
    return surveysFolder;
  } finally {
    await pool.close();
  }
}

async function configsIn(folder: string): Promise<{ readonly year: string; readonly file: string }[]> {
  let files: string[];
  try {
    files = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return files.flatMap((file) => {
    const year = CONFIG.exec(file)?.[1];
    return year === undefined ? [] : [{ year, file }];
  });
}
