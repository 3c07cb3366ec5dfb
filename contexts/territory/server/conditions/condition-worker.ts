import { serveTasks } from "#platform/worker-threads";
import type { ConditionTasks } from "./condition-counter.ts";
import { countOutline } from "./count-outline.ts";

serveTasks<ConditionTasks>({
  count: async ({ survey, outline }) => ({ output: await countOutline(survey, outline) }),
});
