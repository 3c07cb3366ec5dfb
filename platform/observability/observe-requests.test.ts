import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { createLog, createMetrics, type LogEntry, observeRequests, requestIdOf } from "./index.ts";

const entries: LogEntry[] = [];
const sink = { write: (entry: LogEntry) => entries.push(entry), close: () => undefined };
const metrics = createMetrics(null);
afterEach(() => entries.splice(0));

/** A small server as ours is built: observed, with routes of a sub-application, middleware on `*`, and a handler of failures. */
function server() {
  const app = new Hono();
  app.use(observeRequests(createLog({ level: "debug", sinks: [sink] }), metrics));
  app.onError((_, context) => context.json({ code: "internal-error" }, 500));
  const api = new Hono();
  api.use("*", async (_, next) => next());
  api.get("/people/:name", (context) => context.text(requestIdOf(context.req.raw)));
  api.post("/people", (context) => context.json({}, 201));
  api.get("/broken/:token", () => {
    throw new Error("a bug");
  });
  app.route("/api", api);
  app.use(async (context, next) => (context.req.path === "/logo.svg" ? context.text("<svg/>") : next()));
  app.notFound((context) => context.json({}, 404));
  return app;
}

test("the answer and the log carry the id of the request, which the handler sees too", async () => {
  const answer = await server().request("/api/people/li");
  const id = answer.headers.get("X-Request-Id");
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answer.text()).toBe(id);
  expect(entries).toMatchObject([
    { level: "debug", message: "request", fields: { requestId: id, method: "GET", status: 200 } },
  ]);
});

test("a proxy's id is kept, anything else in its place is not", async () => {
  const idFor = async (given: string) =>
    (await server().request("/logo.svg", { headers: { "X-Request-Id": given } })).headers.get("X-Request-Id");
  expect(await idFor("a1b2c3d4e5f6")).toBe("a1b2c3d4e5f6");
  for (const wrong of ["short", "x".repeat(65), "a1b2c3d4 injected", "a1b2c3d4{}"]) {
    expect(await idFor(wrong)).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("what was asked for is noted by the route's pattern: neither name, token nor query is in the log or the numbers", async () => {
  const app = server();
  const secrets = ["张三", "9f8e7d6c5b4a", "geheim"];
  await app.request("/api/people/张三?token=geheim");
  await app.request("/api/broken/9f8e7d6c5b4a");
  await app.request("/nowhere/张三");
  await app.request("/logo.svg?geheim");
  expect(entries.map(({ fields }) => fields.route)).toEqual([
    "/api/people/:name",
    "/api/broken/:token",
    "unknown",
    "site",
  ]);
  const written = JSON.stringify(entries) + (await metrics.text());
  for (const secret of secrets) expect(decodeURIComponent(written.replaceAll("%", "%25"))).not.toContain(secret);
  expect(written).not.toContain(encodeURIComponent("张三"));
});

test("a thousand addresses are a handful of series", async () => {
  const app = server();
  const series = async () => (await metrics.text()).match(/^terrace_http_request_duration_seconds_count/gm)?.length;
  await app.request("/api/people/0");
  await app.request("/nowhere/0");
  const before = await series();
  for (let index = 1; index < 500; index++) {
    await app.request(`/api/people/${index}`);
    await app.request(`/nowhere/${index}`);
  }
  expect(await series()).toBe(before);
});

test("a failing server warns; what changes something is told, what only reads is for a closer look", async () => {
  const app = server();
  await app.request("/api/broken/x");
  await app.request("/api/people", { method: "POST" });
  await app.request("/api/people/li");
  await app.request("/nowhere");
  expect(entries.map(({ level, fields }) => [level, fields.status])).toEqual([
    ["warn", 500],
    ["info", 201],
    ["debug", 200],
    ["info", 404],
  ]);
});
