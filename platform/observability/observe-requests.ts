import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** As a proxy before the server may have given it; anything else is replaced. */
const GIVEN_ID = /^[\w-]{8,64}$/;
const HEADER = "X-Request-Id";
const SLOW_SECONDS = 2;

/**
 * Gives each request an id, which its answer carries and its lines in the log, and notes how long it took. An address is never noted:
 * it may hold a token or a name; the route's pattern is.
 */
export function observeRequests(log: Log, metrics: Metrics): MiddlewareHandler {
  return async (context, next) => {
    const started = performance.now();
    const given = context.req.header(HEADER) ?? "";
    const requestId = GIVEN_ID.test(given) ? given : randomUUID();
    ids.set(context.req.raw, requestId);
    await next();
    context.header(HEADER, requestId);
    const seconds = (performance.now() - started) / 1000;
    const { method } = context.req;
    const { status } = context.res;
    const route = routeOf(context);
    metrics.observeRequest({ method, route, status, seconds });
    const isRead = method === "GET" || method === "HEAD";
    const write = status >= 500 ? log.warn : isRead && status < 400 && seconds < SLOW_SECONDS ? log.debug : log.info;
    write("request", { requestId, method, route, status, milliseconds: Math.round(seconds * 1000) });
  };
}

const ids = new WeakMap<Request, string>();

/** The id of a request that is being answered; empty where none was given. */
export function requestIdOf(request: Request): string {
  return ids.get(request) ?? "";
}

/** The pattern of the handler that answered: neither `*` of the middleware nor the address. */
export function routeOf(context: Context): string {
  const patterns = matchedRoutes(context).map(({ path }) => path);
  return patterns.findLast((path) => !path.endsWith("*")) ?? (context.res.status === 404 ? "unknown" : "site");
}

/**
 * Whether a request comes from a program of this machine itself: its connection does, and no proxy says that it passes on another's.
 * A request made inside the process has no connection, and is not.
 */
export function isFromThisMachine(context: Context): boolean {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const address = incoming?.socket?.remoteAddress ?? "";
  const isPassedOn = ["Forwarded", "X-Forwarded-For", "X-Real-IP"].some(
    (name) => context.req.header(name) !== undefined,
  );
  return /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(address) && !isPassedOn;
}
