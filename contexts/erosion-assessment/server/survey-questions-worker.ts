import { serveTasks } from "#platform/worker-threads";
import { compareSurveys } from "./compare-surveys.query.ts";
import { explainCell } from "./explain-cell.query.ts";
import type { SurveyQuestionTasks } from "./survey-questions.ts";

serveTasks<SurveyQuestionTasks>({
  explain: async ({ directory, longitude, latitude }) => ({
    output: await explainCell(directory, longitude, latitude),
  }),
  compare: async ({ a, b }) => ({ output: await compareSurveys(a, b) }),
});
