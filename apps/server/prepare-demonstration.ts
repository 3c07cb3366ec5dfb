import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { clearInterrupted, partialPathOf } from "#platform/files";
import { createWorkerPool, type RunOptions } from "#platform/worker-threads";
import type { PreparationReport, PreparationTasks } from "./preparation-tasks.ts";
import type { StepDisplay } from "./step-display.ts";

/**
 * Makes the demonstration region and its surveys where they are absent, or of an earlier version.
 * @param interruption ends the work at once and removes what is half done
 * @throws TerraceError of making them; the reason of `interruption`
 */
export async function prepareDemonstration(
  dataDirectory: string,
  steps: StepDisplay,
  interruption: AbortSignal,
): Promise<void> {
  const pool = createWorkerPool<PreparationTasks>(new URL("./preparation-worker.ts", import.meta.url), 1);
  const regionFolder = join(dataDirectory, "demonstration");
  const surveysFolder = join(dataDirectory, "surveys");
  const onReport = (report: PreparationReport) => {
    if (report.kind === "progress") steps.progress(report.label, report.fraction);
    else steps.notice(report.text);
  };

  /** One piece of work that fills a folder: whole, or not there. */
  const fill = async <T>(folder: string, work: (options: RunOptions<PreparationReport>) => Promise<T>): Promise<T> => {
    const cleared = await clearInterrupted(folder);
    if (cleared.length > 0) steps.notice(`${basename(folder)} 上次没有完成就中断了，半成品已清除，现在重做`);
    try {
      return await work({ signal: interruption, onReport });
    } catch (error) {
      // The thread goes first: it must not write into the folder that is being removed.
      await pool.close();
      await rm(partialPathOf(folder, process.pid), { recursive: true, force: true });
      throw error;
    }
  };

  try {
    const { surveyFiles, wasMade } = await steps.run("演示区域（示意地形与资料）", "the demonstration region", () =>
      fill(regionFolder, (options) => pool.run("demonstration", { directory: regionFolder }, options)),
    );
    const { runs } = await createSurveyLibrary([surveysFolder]).list();
    const surveys = surveyFiles.map((configPath) => {
      const name = basename(configPath, ".yaml").replace("survey", "demonstration");
      return { configPath, name, outDirectory: join(surveysFolder, name) };
    });
    // Surveys of another version of the region go at once, so that an interruption cannot leave them beside it.
    if (wasMade) await Promise.all(surveys.map((survey) => rm(survey.outDirectory, { recursive: true, force: true })));
    for (const { configPath, name, outDirectory } of surveys) {
      if (!wasMade && runs.some((run) => run.directory === outDirectory)) continue;
      await steps.run(`演示调查 ${name.replace(/\D/g, "")} 年度`, `the survey ${name}`, () =>
        fill(outDirectory, (options) => pool.run("survey", { configPath, outDirectory }, options)),
      );
    }
  } finally {
    await pool.close();
  }
}
