import { join, resolve } from "node:path";
import { TerraceError } from "#errors";
import { type Configuration, describeConfiguration, programVersion, readConfiguration } from "#platform/configuration";
import { createLog, fileSink, type Log, terminalSink } from "#platform/observability";
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
  const log = openLog(configuration, join(dataDirectory, "logs"));
  // Says in the log's files too what ends the process; that it ends stays as it is.
  process.on("uncaughtExceptionMonitor", (error) => log.error("the program ends by a bug", { error }));
  const server = await startServer({
    runDirectories,
    port: options.port,
    host: options.host,
    onLine: say,
    log,
    platform: { configuration, dataDirectory, isOpenBeforeSetUp: options.hasDemonstration },
  });
  log.info("started", { version: programVersion, node: process.version });
  const address = configuration.publicAddress ?? server.url;
  process.stdout.write(`\n智慧水保已就绪 (Terrace is ready)：${address}\n`);
  if (options.hasDemonstrationRecords && server.platform !== undefined) {
    const { platform } = server;
    await orGoOn(log, () => addDemonstrationAccounts(platform, dataDirectory, say));
  }
  const setupLink = await server.platform?.access.ensureSetupLink(address);
  if (setupLink) {
    process.stdout.write(
      `首次使用：用下面的一次性链接设置首位系统管理员 (first start: set the first administrator by this one-time link)\n${setupLink}\n`,
    );
    if (options.hasDemonstration) {
      say(
        "设置之前，打开上面的地址就能看演示调查，不用登录 (until then the address above shows the demonstration surveys to anybody)",
      );
    }
  }
  say("按 Ctrl+C 停止 (Ctrl+C stops it)");
  if (options.hasDemonstration) {
    await demonstrate(server, { dataDirectory, hasRecords: options.hasDemonstrationRecords, log, interruption });
  }
  await whenAborted(interruption);
  await server.close();
  log.info("stopped");
  log.close();
  say("\n已停止 (stopped)");
  return EXIT.done;
}

interface DemonstrationOptions {
  readonly dataDirectory: string;
  readonly hasRecords: boolean;
  readonly log: Log;
  readonly interruption: AbortSignal;
}

/**
 * After the server is there: the surveys appear in it as they are finished. Whatever fails of the demonstration is told, and the
 * server goes on: nobody's work depends on it.
 */
async function demonstrate(server: RunningServer, options: DemonstrationOptions): Promise<void> {
  const { dataDirectory, hasRecords, log, interruption } = options;
  await orGoOn(log, async () => {
    const code = await prepareInProcess(dataDirectory, interruption);
    if (interruption.aborted) return;
    if (code !== EXIT.done) return say(DEMONSTRATION_INCOMPLETE);
    await server.platform?.adoptSurveys();
    await server.warmUp();
    if (!hasRecords || server.platform === undefined) return;
    await fillDemonstration(server.platform, dataDirectory);
    say("演示记录已填入 (the demonstration records are there)");
  });
}

async function orGoOn(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error("the demonstration failed", { error });
    const isExpected = error instanceof TerraceError;
    say(
      isExpected
        ? `${error.userMessage}\n${error.message}`
        : `演示数据出错 (the demonstration failed)：${String(error)}`,
    );
    say(DEMONSTRATION_INCOMPLETE);
  }
}

const DEMONSTRATION_INCOMPLETE =
  "演示数据没有完成，服务照常运行；重新启动会接着做 (the demonstration is incomplete, the server goes on; the next start resumes it)";

/** Readable on a terminal, JSON lines elsewhere; and JSON lines in files of the data folder. */
function openLog({ log: { level, keptDays } }: Configuration, folder: string): Log {
  const onFailure = (error: unknown) => say(`日志写不进 ${folder} (the log cannot be written)：${String(error)}`);
  return createLog({ level, sinks: [terminalSink(process.stderr), fileSink({ folder, keptDays, onFailure })] });
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
