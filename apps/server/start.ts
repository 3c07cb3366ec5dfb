import { resolve } from "node:path";
import { TerraceError } from "#errors";
import { describeConfiguration, readConfiguration } from "#platform/configuration";
import { addDemonstrationAccounts, fillDemonstration } from "./demonstration/fill-demonstration.ts";
import { prepareInProcess } from "./prepare-in-process.ts";
import { EXIT, interruptionBySignal, runToExitCode, say } from "./process-conventions.ts";
import { parseStartArguments, startHelp } from "./start-arguments.ts";
import { type RunningServer, startServer } from "./start-server.ts";

/** `npm start`: serves until it is stopped, and meanwhile prepares what is absent of the demonstration. */
async function start(interruption: AbortSignal): Promise<number> {
  const options = parseStartArguments(process.argv.slice(2));
  if (options.isHelp) {
    process.stdout.write(startHelp);
    return EXIT.done;
  }
  const runDirectories = options.runDirectories.map((directory) => resolve(directory));
  const dataDirectory = resolve(options.dataDirectory);
  const configuration = readConfiguration(process.env);
  for (const line of describeConfiguration(configuration)) say(line);
  const server = await startServer({
    runDirectories,
    port: options.port,
    host: options.host,
    onLine: say,
    platform: { configuration, dataDirectory },
  });
  const address = configuration.publicAddress ?? server.url;
  process.stdout.write(`\n智慧水保已就绪 (Terrace is ready)：${address}\n`);
  if (options.hasDemonstrationRecords && server.platform !== undefined) {
    await addDemonstrationAccounts(server.platform, dataDirectory, say);
  }
  const setupLink = await server.platform?.access.ensureSetupLink(address);
  if (setupLink) {
    process.stdout.write(
      `首次使用：用下面的一次性链接设置首位系统管理员 (first start: set the first administrator by this one-time link)\n${setupLink}\n`,
    );
  }
  say("按 Ctrl+C 停止 (Ctrl+C stops it)");
  if (options.hasDemonstration) {
    await demonstrate(server, dataDirectory, options.hasDemonstrationRecords, interruption);
  }
  await whenAborted(interruption);
  await server.close();
  say("\n已停止 (stopped)");
  return EXIT.done;
}

/** After the server is there: the surveys appear in it as they are finished. */
async function demonstrate(
  server: RunningServer,
  dataDirectory: string,
  hasRecords: boolean,
  interruption: AbortSignal,
): Promise<void> {
  try {
    const code = await prepareInProcess(dataDirectory, interruption);
    if (code !== EXIT.done || interruption.aborted) return;
    await server.platform?.adoptSurveys();
    await server.warmUp();
    if (hasRecords && server.platform !== undefined) await fillDemonstration(server.platform, dataDirectory);
  } catch (error) {
    if (!(error instanceof TerraceError)) throw error;
    say(`${error.userMessage}\n${error.message}`);
  }
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
