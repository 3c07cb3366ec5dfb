import { Hono, type MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import {
  createLayerTiles,
  createSurveyQuestions,
  erosionAssessmentRoutes,
  erosionProblemStatuses,
  firstAnswers,
  firstTiles,
  type SurveyLibrary,
} from "#contexts/erosion-assessment/server";
import { TerraceError } from "#errors";
import { programVersion } from "#platform/configuration";
import {
  addressUnknown,
  createErrorHandler,
  mountRoutes,
  openApiDocument,
  permission,
  refuseWithoutAccess,
  securityHeaders,
  staticSite,
} from "#platform/http-api";
import { createTileService } from "#platform/raster-tiles";
import { askAhead, siteAddresses } from "./ask-ahead.ts";
import type { Platform } from "./platform.ts";
import { viewerRoutes } from "./viewer-session.ts";

export interface AppOptions {
  readonly surveys: SurveyLibrary;
  /** The built console. */
  readonly consoleDirectory: string;
  /** One line at a time: warnings about surveys, errors of requests. */
  readonly onLine: (line: string) => void;
  /** People and records. Without it whoever reaches the server looks at the surveys, and there is nothing else. */
  readonly platform: Platform | undefined;
}

export interface App {
  readonly app: Hono;
  /** Has ready what a browser asks for first, so that the first opening is as quick as the next. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** The whole server but its socket. */
export async function createApp({ surveys: library, consoleDirectory, platform, onLine }: AppOptions): Promise<App> {
  const tiles = createTileService();
  const questions = createSurveyQuestions();
  const layers = createLayerTiles(tiles);
  for (const warning of (await library.list()).warnings) onLine(`注意：${warning}`);

  let isClosing = false;
  const onBug = (error: unknown, request: Request) => {
    // What is still asked of threads when they are ended fails; who asked has been cut off already.
    if (isClosing) return;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    onLine(`${new Date().toISOString()} ${request.method} ${request.url} ${text}`);
  };
  const surveyRoutes = erosionAssessmentRoutes(library, layers, questions);
  const app = new Hono();
  app.onError(createErrorHandler({ statuses: { ...erosionProblemStatuses, ...platform?.problemStatuses }, onBug }));
  app.use(securityHeaders());
  app.get("/healthz", (context) => context.json({ status: "ok", version: programVersion }));
  app.use("/api/*", compress());
  if (platform === undefined) app.route("/api", viewerRoutes());
  else {
    const { database, routes, access } = platform;
    app.get("/readyz", async (context) => {
      await database.execute("select 1");
      return context.json({ status: "ready" });
    });
    app.get("/api/openapi.json", (context) => context.json(openApiDocument(routes, programVersion)));
    app.route("/api", mountRoutes({ routes, database, identify: (request) => access.identify(request) }));
    app.use("/api/*", surveyReaders(platform));
  }
  app.route("/api", surveyRoutes);
  app.all("/api/*", (context) => {
    throw addressUnknown(context.req.path);
  });
  // Of a server that has only surveys, they are the first page.
  const surveyPage = platform === undefined ? "/" : "/surveys";
  app.get(surveyPage, async (context, next) => {
    // The browser fetches them while it loads the program (HTML Standard, link type "preload"), which then finds them there.
    const addresses = await firstAnswers(library, context.req.query("run"));
    context.header("Link", addresses.map((address) => `<${address}>; rel=preload; as=fetch; crossorigin`).join(", "));
    return next();
  });
  app.use(staticSite(consoleDirectory));
  app.notFound((context) => {
    throw addressUnknown(context.req.path);
  });
  // Asks without a session what only those may ask who have one.
  const inside = new Hono().use("/api/*", compress()).route("/api", surveyRoutes).use(staticSite(consoleDirectory));
  return {
    app,
    warmUp: async () => {
      const ahead = async (addresses: Promise<readonly string[]>) => askAhead(inside, await addresses);
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

/** Surveys are for those who may see them. */
function surveyReaders({ access }: Platform): MiddlewareHandler {
  return async (context, next) => {
    refuseWithoutAccess(permission("survey.view"), await access.identify(context.req.raw));
    await next();
  };
}
