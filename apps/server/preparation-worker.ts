import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parse as parseYaml } from "yaml";
import { type SurveyRequest, surveyConfigFrom } from "#contexts/erosion-assessment/model";
import { runSurvey, surveyStageLabel } from "#contexts/erosion-assessment/server";
import { serveTasks } from "#platform/worker-threads";
import { type DemonstrationStage, makeDemonstration } from "#regions/yantai";
import type { PreparationTasks } from "./preparation-tasks.ts";

const DEMONSTRATION_LABELS: Readonly<Record<DemonstrationStage, string>> = {
  relief: "地形",
  rasters: "高程、土壤、土地利用、植被",
  vectors: "分区、措施、雨量",
};

serveTasks<PreparationTasks>({
  demonstration: async ({ directory }, report) => {
    const { surveyFiles, wasMade } = await makeDemonstration(directory, {
      onProgress: (stage, fraction) => report({ kind: "progress", label: DEMONSTRATION_LABELS[stage], fraction }),
    });
    return { output: { surveyFiles, wasMade } };
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
