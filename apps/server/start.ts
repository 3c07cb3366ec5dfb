import { join, resolve } from "node:path";
import { prepareInProcess } from "./prepare-in-process.ts";
import { EXIT, interruptionBySignal, runToExitCode, say } from "./process-conventions.ts";
import { requireSurveyFolders } from "./require-survey-folders.ts";
import { parseStartArguments, startHelp } from "./start-arguments.ts";
import { startServer } from "./start-server.ts";

/** `npm start`: prepares what is absent, then serves until it is stopped. */
async function start(interruption: AbortSignal): Promise<number> {
  const options = parseStartArguments(process.argv.slice(2));
  if (options.isHelp) {
    process.stdout.write(startHelp);
    return EXIT.done;
  }
  const runDirectories = options.runDirectories.map((directory) => resolve(directory));
  // Before the minutes that the demonstration may take.
  await requireSurveyFolders(runDirectories);
  if (options.hasDemonstration) {
    const code = await prepareInProcess(options.dataDirectory, interruption);
    if (code !== EXIT.done) return code;
    runDirectories.push(resolve(join(options.dataDirectory, "surveys")));
  }
  interruption.throwIfAborted();
  const server = await startServer({ runDirectories, port: options.port, host: options.host, onLine: say });
  process.stdout.write(`\n智慧水保已就绪 (Terrace is ready)：${server.url}\n`);
  say("按 Ctrl+C 停止 (Ctrl+C stops it)");
  await whenAborted(interruption);
  await server.close();
  say("\n已停止 (stopped)");
  return EXIT.done;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve: done } = Promise.withResolvers<void>();
  if (signal.aborted) done();
  signal.addEventListener("abort", () => done(), { once: true });
  return promise;
}

const interruption = interruptionBySignal();
process.exitCode = await runToExitCode(interruption, start);
if (process.exitCode === EXIT.interrupted) {
  say("\n已中断，没有留下半成品 (interrupted; nothing half-written is left)");
}
