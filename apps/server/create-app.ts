import { Hono } from "hono";
import { compress } from "hono/compress";
import {
  createLayerTiles,
  createSurveyLibrary,
  createSurveyQuestions,
  erosionAssessmentRoutes,
  erosionProblemStatuses,
  firstAnswers,
  firstTiles,
} from "#contexts/erosion-assessment/server";
import { TerraceError } from "#errors";
import { programVersion } from "#platform/configuration";
import { addressUnknown, createErrorHandler, securityHeaders, staticSite } from "#platform/http-api";
import { createTileService } from "#platform/raster-tiles";
import { askAhead, siteAddresses } from "./ask-ahead.ts";

export interface AppOptions {
  /** Folders that are surveys or hold surveys. */
  readonly surveyFolders: readonly string[];
  /** The built console. */
  readonly consoleDirectory: string;
  /** One line at a time: warnings about surveys, errors of requests. */
  readonly onLine: (line: string) => void;
}

export interface App {
  readonly app: Hono;
  /** Has ready what a browser asks for first, so that the first opening is as quick as the next. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** The whole server but its socket. */
export async function createApp({ surveyFolders, consoleDirectory, onLine }: AppOptions): Promise<App> {
  const tiles = createTileService();
  const questions = createSurveyQuestions();
  const library = createSurveyLibrary(surveyFolders);
  const layers = createLayerTiles(tiles);
  for (const warning of (await library.list()).warnings) onLine(`注意：${warning}`);

  let isClosing = false;
  const onBug = (error: unknown, request: Request) => {
    // What is still asked of threads when they are ended fails; who asked has been cut off already.
    if (isClosing) return;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    onLine(`${new Date().toISOString()} ${request.method} ${request.url} ${text}`);
  };
  const app = new Hono();
  app.onError(createErrorHandler({ statuses: erosionProblemStatuses, onBug }));
  app.use(securityHeaders());
  app.get("/healthz", (context) => context.json({ status: "ok", version: programVersion }));
  app.use("/api/*", compress());
  app.route("/api", erosionAssessmentRoutes(library, layers, questions));
  app.all("/api/*", (context) => {
    throw addressUnknown(context.req.path);
  });
  app.get("/", async (context, next) => {
    // The browser fetches them while it loads the program (HTML Standard, link type "preload"), which then finds them there.
    const addresses = await firstAnswers(library, context.req.query("run"));
    context.header("Link", addresses.map((address) => `<${address}>; rel=preload; as=fetch; crossorigin`).join(", "));
    return next();
  });
  app.use(staticSite(consoleDirectory));
  app.notFound((context) => {
    throw addressUnknown(context.req.path);
  });
  return {
    app,
    warmUp: async () => {
      const ahead = async (addresses: Promise<readonly string[]>) => askAhead(app, await addresses);
      try {
        await Promise.all([
          ahead(siteAddresses(consoleDirectory)),
          ahead(firstAnswers(library, undefined)),
          ahead(firstTiles(library, layers)),
        ]);
      } catch (error) {
        // Who opens a survey that cannot be read is told so; the others are served.
        if (!(error instanceof TerraceError)) throw error;
        onLine(`注意：${error.userMessage}`);
      }
    },
    close: async () => {
      isClosing = true;
      await Promise.all([tiles.close(), questions.close()]);
    },
  };
}
