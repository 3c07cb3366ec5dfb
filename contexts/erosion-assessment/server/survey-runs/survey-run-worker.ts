import { serveTasks } from "#platform/worker-threads";
import { runSurvey } from "../run-survey.command.ts";
import type { SurveyRunTasks } from "./survey-run-messages.ts";

serveTasks<SurveyRunTasks>({
  survey: async ({ config, baseDirectory, outDirectory }, report) => {
    await runSurvey(config, { baseDirectory, outDirectory, onProgress: report });
    return { output: undefined };
  },
});
