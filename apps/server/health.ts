import { Hono } from "hono";
import { TerraceError } from "#errors";
import { programVersion } from "#platform/configuration";
import { type Database, NOBODY } from "#platform/database";
import { permission, refuseWithoutAccess } from "#platform/http-api";
import { isFromThisMachine, type Log, type Metrics } from "#platform/observability";
import { withPatience } from "./patience.ts";
import type { Platform } from "./platform.ts";

/**
 * What those ask who keep the server running: `/healthz` (the process answers), `/readyz` (its database does too) and `/metrics`
 * (measurements, for programs of this machine and for whoever has `system.observe`).
 */
export function healthRoutes(platform: Platform | undefined, metrics: Metrics, log: Log): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => context.json({ status: "ok", version: programVersion }));
  let wasReady = true;
  app.get("/readyz", async (context) => {
    const reason = platform === undefined ? null : await whyNotReady(platform.database);
    if (wasReady !== (reason === null)) {
      wasReady = reason === null;
      if (wasReady) log.info("ready again");
      else log.warn("not ready", { reason });
    }
    context.header("Cache-Control", "no-store");
    if (reason === null) return context.json({ status: "ready" });
    context.header("Retry-After", "5");
    return context.json(
      { status: "not-ready", code: "database-unavailable", userMessage: AWAY_ZH, message: reason },
      503,
    );
  });
  app.get("/metrics", async (context) => {
    if (!isFromThisMachine(context)) {
      const session = (await platform?.access.identify(context.req.raw)) ?? NOBODY;
      refuseWithoutAccess(permission("system.observe"), session);
    }
    return context.text(await metrics.text(), 200, {
      "Content-Type": metrics.contentType,
      "Cache-Control": "no-store",
    });
  });
  return app;
}

const AWAY_ZH = "数据库暂时连不上，系统不能办理业务；恢复后自动继续，无需重启。";

async function whyNotReady(database: Database): Promise<string | null> {
  try {
    await withPatience(database, () => database.execute("select 1"));
    return null;
  } catch (error) {
    if (!(error instanceof TerraceError)) throw error;
    return error.message;
  }
}
