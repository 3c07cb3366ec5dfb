import { resolve } from "node:path";
import { TerraceError } from "#errors";
import { loadKernelModule } from "#platform/kernel-binary";
import { prepareDemonstration } from "./prepare-demonstration.ts";
import { requireSurveyFolders } from "./require-survey-folders.ts";
import { parseStartArguments, startHelp } from "./start-arguments.ts";
import { type RunningServer, startServer } from "./start-server.ts";
import { StepDisplay } from "./step-display.ts";

/** 2: the arguments were not understood; 1: something could not be done; 130: stopped before it served. */
const EXIT = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(args: readonly string[]): Promise<number> {
  const interruption = interruptionBySignal();
  try {
    const options = parseStartArguments(args);
    if (options.isHelp) {
      process.stdout.write(startHelp);
      return EXIT.done;
    }
    const server = await prepareAndServe(options, interruption);
    process.stdout.write(`\n智慧水保已就绪 (Terrace is ready)：${server.url}\n`);
    say("按 Ctrl+C 停止 (Ctrl+C stops it)");
    await whenAborted(interruption);
    await server.close();
    say("\n已停止 (stopped)");
    return EXIT.done;
  } catch (error) {
    if (interruption.aborted) {
      say("\n已中断，没有留下半成品 (interrupted; nothing half-written is left)");
      return EXIT.interrupted;
    }
    if (!(error instanceof TerraceError)) throw error;
    say(`${error.userMessage}\n${error.message}`);
    return error.code === "arguments-invalid" ? EXIT.misused : EXIT.failed;
  }
}

async function prepareAndServe(
  options: ReturnType<typeof parseStartArguments>,
  interruption: AbortSignal,
): Promise<RunningServer> {
  const steps = new StepDisplay(say);
  const runDirectories = options.runDirectories.map((directory) => resolve(directory));
  await requireSurveyFolders(runDirectories);
  if (options.hasDemonstration) {
    await steps.run("准备计算内核", "preparing the kernels", loadKernelModule);
    interruption.throwIfAborted();
    runDirectories.push(await prepareDemonstration(options.dataDirectory, steps, interruption));
  }
  const server = await startServer({ runDirectories, port: options.port, host: options.host, onLine: say });
  if (!interruption.aborted) return server;
  await server.close();
  return interruption.throwIfAborted() as never;
}

/** Aborts on Ctrl+C or SIGTERM. Under npm a Ctrl+C arrives twice; the second changes nothing. */
function interruptionBySignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve: done } = Promise.withResolvers<void>();
  if (signal.aborted) done();
  signal.addEventListener("abort", () => done(), { once: true });
  return promise;
}

process.exitCode = await main(process.argv.slice(2));
