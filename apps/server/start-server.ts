import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { refuseUnfinishedRestore } from "#platform/backup";
import type { Configuration } from "#platform/configuration";
import { type Database, findSnapshot, migrate, openDatabase } from "#platform/database";
import { lockFolder } from "#platform/files";
import { type Log, silentLog } from "#platform/observability";
import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";
import { createApp } from "./create-app.ts";
import { listen } from "./listen.ts";
import { migrations } from "./migrations.ts";
import { createPlatform, type Platform } from "./platform.ts";
import { reportInBackground } from "./report-in-background.ts";
import { requireSurveyFolders } from "./require-survey-folders.ts";

export interface StartServerOptions {
  /** Folders that are surveys or hold surveys. */
  readonly runDirectories: readonly string[];
  /** The next free port is taken where this one is not free; 0 means any. */
  readonly port?: number;
  readonly host?: string;
  /** What is going on, one line at a time. */
  readonly onLine?: (line: string) => void;
  readonly log?: Log;
  /** People and records. Without it the surveys are shown to whoever reaches the server. */
  readonly platform?: {
    readonly configuration: Configuration;
    /** Surveys of the demonstration are to be seen before anybody is set up. Default: no. */
    readonly isOpenBeforeSetUp?: boolean;
    /** The embedded database, files, and the surveys of its folder `surveys`. One process at a time has it. */
    readonly dataDirectory: string;
  };
}

export interface RunningServer {
  readonly url: string;
  readonly platform: Platform | undefined;
  /** Has ready what a browser asks for first; for surveys that came after the start. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

export const DEFAULT_PORT = 8068;
export const DEFAULT_HOST = "127.0.0.1";

/**
 * Serves the console, the surveys in some folders and, where asked for, people and records. Builds the console where it is stale, and
 * has the first view of the latest survey drawn before it says that it is there.
 * @throws TerraceError `survey-folder-empty` | `port-unavailable` | `console-not-buildable` | `folder-in-use` |
 *   `database-unavailable` | `restore-unfinished` | `migration-changed` | `database-newer`
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { runDirectories, port = DEFAULT_PORT, host = DEFAULT_HOST } = options;
  const { onLine = () => undefined, log = silentLog } = options;
  await requireSurveyFolders(runDirectories);
  const undo: (() => Promise<void>)[] = [];
  const close = async () => {
    const failures: unknown[] = [];
    // Whatever fails of it, the folder is given free at last.
    for (const step of undo.splice(0).reverse()) await step().catch((error: unknown) => failures.push(error));
    for (const error of failures) log.error("stopping failed", { error });
  };
  try {
    const surveyFolders = [...runDirectories];
    if (options.platform !== undefined) {
      const { dataDirectory } = options.platform;
      const lock = await lockFolder(dataDirectory);
      undo.push(() => lock.release());
      const surveys = join(dataDirectory, "surveys");
      await mkdir(surveys, { recursive: true });
      surveyFolders.push(surveys);
    }
    // The one takes a thread of its own, the other this one: together they take as long as the longer.
    const [database, { directory: consoleDirectory }] = await Promise.all([
      options.platform === undefined ? null : openMigrated(options.platform, onLine, undo),
      ensureConsoleBuilt(onLine),
    ]);
    const surveys = createSurveyLibrary(surveyFolders);
    const platform =
      database === null || options.platform === undefined
        ? undefined
        : await createPlatform({
            database,
            configuration: options.platform.configuration,
            dataFolder: options.platform.dataDirectory,
            surveys,
            onError: reportInBackground(log),
          });
    const {
      app,
      warmUp,
      close: closeApp,
    } = await createApp({
      surveys,
      consoleDirectory,
      platform,
      onLine,
      log,
      isOpenBeforeSetUp: options.platform?.isOpenBeforeSetUp ?? false,
    });
    undo.push(closeApp);
    if (platform !== undefined) {
      await platform.start();
      undo.push(() => platform.stop());
    }
    await warmUp();
    const listening = await listen(app, host, port);
    undo.push(() => listening.close());
    if (port !== 0 && listening.port !== port) {
      onLine(`端口 ${port} 已被占用，改用 ${listening.port} (port ${port} is taken, using ${listening.port})`);
    }
    return { url: listening.url, platform, warmUp, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openMigrated(
  { configuration, dataDirectory }: NonNullable<StartServerOptions["platform"]>,
  onLine: (line: string) => void,
  undo: (() => Promise<void>)[],
): Promise<Database> {
  const started = performance.now();
  const { databaseAddress } = configuration;
  onLine(databaseAddress === null ? "· 内置数据库 (the embedded database) …" : "· 数据库 (the database) …");
  const database = await openDatabase(
    databaseAddress === null ? embeddedIn(dataDirectory, onLine) : { address: databaseAddress },
  );
  undo.push(() => database.close());
  await refuseUnfinishedRestore(database, dataDirectory);
  await migrate(database, migrations, {
    onExtension: () => onLine("  空间扩展 PostGIS (the spatial extension) …"),
    onApplied: ({ module, name }) => onLine(`  数据表 ${module}/${name}`),
  });
  onLine(`  数据库用时 ${((performance.now() - started) / 1000).toFixed(1)} s (the database is open)`);
  return database;
}

function embeddedIn(dataDirectory: string, onLine: (line: string) => void): Parameters<typeof openDatabase>[0] {
  const directory = join(dataDirectory, "database");
  const template = findSnapshot(migrations) ?? findSnapshot([]);
  if (!existsSync(directory)) {
    onLine(
      template === null
        ? "  首次启动，正在初始化，约 20 秒 (first start: initialising, about 20 s) …"
        : "  首次启动，由快照初始化，约 5 秒 (first start: from a snapshot, about 5 s) …",
    );
  }
  return template === null ? { directory } : { directory, template };
}
