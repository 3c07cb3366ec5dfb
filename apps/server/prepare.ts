import { resolve } from "node:path";
import { loadKernelModule } from "#platform/kernel-binary";
import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";
import { prepareDemonstration } from "./prepare-demonstration.ts";
import { EXIT, interruptionBySignal, runToExitCode, say } from "./process-conventions.ts";
import { StepDisplay } from "./step-display.ts";

/**
 * The process that `prepareInProcess` starts: builds and computes what is absent, then ends. Apart from the server,
 * because what a survey and a bundler take of memory goes back to the system only with their process.
 */
process.exitCode = await runToExitCode(interruptionBySignal(), async (interruption) => {
  const [dataDirectory = "data"] = process.argv.slice(2);
  const steps = new StepDisplay(say);
  await steps.run("计算内核", "the kernels", loadKernelModule);
  interruption.throwIfAborted();
  await steps.run("控制台", "the console", () => ensureConsoleBuilt());
  interruption.throwIfAborted();
  await prepareDemonstration(resolve(dataDirectory), steps, interruption);
  return EXIT.done;
});
