import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";
import { createApp } from "./create-app.ts";
import { listen } from "./listen.ts";
import { requireSurveyFolders } from "./require-survey-folders.ts";

export interface StartServerOptions {
  /** Folders that are surveys or hold surveys. */
  readonly runDirectories: readonly string[];
  /** The next free port is taken where this one is not free; 0 means any. */
  readonly port?: number;
  readonly host?: string;
  /** What is going on, one line at a time. */
  readonly onLine?: (line: string) => void;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export const DEFAULT_PORT = 8068;
export const DEFAULT_HOST = "127.0.0.1";

/**
 * Serves the console and the surveys in some folders. Builds the console where it is stale, and has the first view of the
 * latest survey drawn before it says that it is there.
 * @throws TerraceError `survey-folder-empty` | `port-unavailable` | `console-not-buildable`
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { runDirectories, port = DEFAULT_PORT, host = DEFAULT_HOST, onLine = () => undefined } = options;
  await requireSurveyFolders(runDirectories);
  const { directory: consoleDirectory } = await ensureConsoleBuilt(onLine);
  const { app, warmUp, close: closeApp } = await createApp({ surveyFolders: runDirectories, consoleDirectory, onLine });
  try {
    await warmUp();
    const listening = await listen(app, host, port);
    if (port !== 0 && listening.port !== port) {
      onLine(`端口 ${port} 已被占用，改用 ${listening.port} (port ${port} is taken, using ${listening.port})`);
    }
    return {
      url: listening.url,
      close: async () => {
        await listening.close();
        await closeApp();
      },
    };
  } catch (error) {
    await closeApp();
    throw error;
  }
}
