import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parse as parseYaml } from "yaml";
import { type SurveyRequest, surveyConfigFrom } from "#contexts/erosion-assessment/model";
import { runSurvey, surveyStageLabel } from "#contexts/erosion-assessment/server";
import { stagedDirectory } from "#platform/files";
import { serveTasks } from "#platform/worker-threads";
import { makeDemonstration } from "#regions/yantai";
import type { PreparationTasks } from "./preparation-tasks.ts";

serveTasks<PreparationTasks>({
  demonstration: async ({ directory, cellSize, years }, report) => {
    const staged = await stagedDirectory(directory);
    await makeDemonstration(staged.path, {
      cellSize,
      years,
      onProgress: (fraction, label) => report({ kind: "progress", label, fraction }),
    });
    await staged.commit();
    return { output: undefined };
  },
  survey: async ({ configPath, outDirectory }, report) => {
    const request = parseYaml(await readFile(configPath, "utf8")) as SurveyRequest;
    await runSurvey(surveyConfigFrom(request), {
      baseDirectory: dirname(configPath),
      outDirectory,
      onProgress: ({ stage, fraction }) => report({ kind: "progress", label: surveyStageLabel(stage), fraction }),
      onNotice: (text) => report({ kind: "notice", text }),
    });
    return { output: undefined };
  },
});
