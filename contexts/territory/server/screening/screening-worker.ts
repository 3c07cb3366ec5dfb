import { serveTasks } from "#platform/worker-threads";
import { findPatches } from "./find-patches.ts";
import type { ScreeningTasks } from "./screening-job.ts";

serveTasks<ScreeningTasks>({
  screen: async (input, report) => ({ output: await findPatches(input, report) }),
});
