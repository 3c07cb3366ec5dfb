import { Hono, type MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import {
  createFolderSource,
  createSurveyServing,
  erosionProblemStatuses,
  type SurveyLibrary,
  type SurveyReader,
} from "#contexts/erosion-assessment/server";
import { TerraceError } from "#errors";
import { NOBODY, type Session } from "#platform/database";
import {
  addressUnknown,
  createErrorHandler,
  type MountOptions,
  mountRoutes,
  securityHeaders,
  staticSite,
} from "#platform/http-api";
import { countJobs } from "#platform/jobs";
import { createMetrics, type Log, observeRequests, requestIdOf, silentLog } from "#platform/observability";
import { ogcApplication } from "#platform/ogc-api";
import { apiDescription } from "./api-description.ts";
import { askAhead } from "./ask-ahead.ts";
import { healthRoutes } from "./health.ts";
import { withPatience } from "./patience.ts";
import type { Platform } from "./platform.ts";
import { viewerRoutes } from "./viewer-session.ts";

export interface AppOptions {
  /** Served as they are where there is no platform, which has them as records. */
  readonly surveys: SurveyLibrary;
  /** The built console. */
  readonly consoleDirectory: string;
  /** One line at a time: warnings about surveys. */
  readonly onLine: (line: string) => void;
  /** Requests, and what fails in them. */
  readonly log?: Log;
  /** People and records. Without it whoever reaches the server looks at the surveys, and there is nothing else. */
  readonly platform: Platform | undefined;
  /**
   * Until the first administrator is there, whoever reaches the server looks at the published surveys, as a newcomer does: there are those of
   * the demonstration only, for nobody else can have published one. Default: no.
   */
  readonly isOpenBeforeSetUp?: boolean;
}

export interface App {
  readonly app: Hono;
  /** Has ready what a browser asks for first, so that the first opening is as quick as the next. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** The whole server but its socket. */
export async function createApp(options: AppOptions): Promise<App> {
  const { surveys: library, consoleDirectory, platform, onLine, log = silentLog, isOpenBeforeSetUp = false } = options;
  const surveys = platform?.surveys ?? createSurveyServing(createFolderSource(library));
  for (const warning of (await library.list()).warnings) onLine(`注意：${warning}`);

  let isClosing = false;
  const onBug = (error: unknown, request: Request) => {
    // What is still asked of threads when they are ended fails; who asked has been cut off already.
    if (isClosing) return;
    log.error("a request failed by a bug", { requestId: requestIdOf(request), method: request.method, error });
  };
  const database = platform?.database ?? NO_DATABASE;
  const asViewer = mountRoutes({ routes: surveys.routes, database, identify: async () => VIEWER });
  const metrics = createMetrics(
    platform === undefined
      ? null
      : {
          countJobs: () => withPatience(platform.database, () => countJobs(platform.database)),
          countConnections: () => platform.database.countConnections(),
        },
  );
  const app = new Hono();
  app.use(observeRequests(log, metrics));
  const problemStatuses = { ...erosionProblemStatuses, ...platform?.problemStatuses };
  const onError = createErrorHandler({ statuses: problemStatuses, onBug });
  app.onError(onError);
  app.use(securityHeaders());
  app.route("/", healthRoutes(platform, metrics, log));
  app.use("/api/*", compress());
  let isSetUp = !isOpenBeforeSetUp;
  const identify = async (request: Request): Promise<Session> => {
    if (platform === undefined) return VIEWER;
    const session = await platform.access.identify(request);
    if (isSetUp || session.userId !== null) return session;
    // It is once and for all.
    isSetUp = await platform.access.isSetUp();
    return isSetUp ? session : VIEWER;
  };
  if (platform === undefined) app.route("/api", viewerRoutes(false)).route("/api", asViewer);
  else {
    const { routes, access } = platform;
    app.route("/", apiDescription(routes));
    const beforeSetUp = new Hono().onError(onError).route("/api", viewerRoutes(true)).route("/api", asViewer);
    for (const path of VIEWER_PATHS) {
      app.get(path, async (context, next) => {
        const { userId } = await identify(context.req.raw);
        return userId === VIEWER.userId ? beforeSetUp.fetch(context.req.raw) : next();
      });
    }
    const identifyPerson = (request: Request) => access.identify(request);
    app.route("/api", mountRoutes({ routes, database, identify: identifyPerson }));
    app.use("/ogc/*", compress());
    app.get("/ogc/", (context) => context.redirect("/ogc", 308));
    app.route(
      "/ogc",
      ogcApplication({
        routes: platform.ogcRoutes,
        database,
        identify: identifyPerson,
        statuses: problemStatuses,
        onBug,
      }),
    );
  }
  app.all("/api/*", (context) => {
    throw addressUnknown(context.req.path);
  });
  const aheadOfSurveys: MiddlewareHandler = async (context, next) => {
    // The browser fetches them while it loads the program (HTML Standard, link type "preload"), which then finds them there.
    const ahead = async () => {
      const session = await identify(context.req.raw);
      // To whom only surveys are open, they are the first page.
      if (context.req.path === "/" && session.userId !== VIEWER.userId) return undefined;
      if (!session.permissions.includes("survey.view")) return [];
      return surveys.firstAnswers(readerOf(database, session), context.req.query("run"));
    };
    try {
      const answers = await ahead();
      if (answers === undefined) return next();
      const addresses = ["/api/session", ...answers];
      context.header("Link", addresses.map((address) => `<${address}>; rel=preload; as=fetch; crossorigin`).join(", "));
    } catch (error) {
      // The page comes without the hint; what is the matter it learns, and tells, when it asks for the same.
      if (!(error instanceof TerraceError)) throw error;
    }
    return next();
  };
  app.get("/", aheadOfSurveys);
  app.get("/surveys", aheadOfSurveys);
  app.use(staticSite(consoleDirectory));
  app.notFound((context) => {
    throw addressUnknown(context.req.path);
  });
  // Asks without a session what only those may ask who have one.
  const inside = new Hono().use("/api/*", compress()).route("/api", asViewer);
  const viewer = readerOf(database, VIEWER);
  return {
    app,
    warmUp: async () => {
      const ahead = async (addresses: Promise<readonly string[]>) => askAhead(inside, await addresses);
      try {
        await Promise.all([ahead(surveys.firstAnswers(viewer, undefined)), ahead(surveys.firstTiles(viewer))]);
      } catch (error) {
        // Who opens a survey that cannot be read is told so; the others are served.
        if (!(error instanceof TerraceError)) throw error;
        onLine(`注意：${error.userMessage}`);
      }
    },
    close: async () => {
      isClosing = true;
      await surveys.close();
    },
  };
}

/** Whoever looks at surveys without people; beside people, the program itself, which sees what is published. */
const VIEWER: Session = {
  ...NOBODY,
  userId: "00000000-0000-0000-0000-000000000000",
  userName: "本机查看",
  permissions: ["survey.view"],
};

const VIEWER_PATHS = ["/api/session", "/api/record-sets", "/api/surveys", "/api/surveys/*", "/api/comparisons"];

const NO_DATABASE: MountOptions["database"] = {
  asSession: () => Promise.reject(new Error("Surveys in folders were looked for in a database")),
};

function readerOf(database: MountOptions["database"], session: Session): SurveyReader {
  return { transaction: (work) => database.asSession(session, work) };
}
