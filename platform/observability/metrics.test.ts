import { expect, test } from "vitest";
import { TerraceError } from "#errors";
import { createMetrics } from "./index.ts";

const connections = { busy: 2, idle: 3, waiting: 1 };
const away = () =>
  Promise.reject(new TerraceError({ code: "database-unavailable", userMessage: "数据库连不上", message: "away" }));

/** The lines `name{labels} value` of the text format (Prometheus exposition format 0.0.4), which has nothing else but comments. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.trimEnd().split("\n")) {
    if (line === "" || /^# (HELP|TYPE) [a-z0-9_]+ \S/.test(line)) continue;
    const [, series = "", value = ""] =
      /^([a-zA-Z_][a-zA-Z0-9_]*(?:\{(?:[a-z]\w*="[^"\n]*",?)*\})?) (\S+)$/.exec(line) ?? [];
    if (series === "") throw new Error(`not a line of the format: ${line}`);
    samples.set(series, Number(value.replace("+Inf", "Infinity")));
  }
  return samples;
}

test("requests are counted by method, pattern and status, with the time that they took", async () => {
  const metrics = createMetrics(null);
  for (const seconds of [0.02, 0.2, 20])
    metrics.observeRequest({ method: "GET", route: "/api/x/:id", status: 200, seconds });
  metrics.observeRequest({ method: "POST", route: "/api/x", status: 503, seconds: 0.1 });
  expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = samplesOf(await metrics.text());
  const name = "terrace_http_request_duration_seconds";
  expect(samples.get(`${name}_count{method="GET",route="/api/x/:id",status="200"}`)).toBe(3);
  expect(samples.get(`${name}_bucket{le="0.025",method="GET",route="/api/x/:id",status="200"}`)).toBe(1);
  expect(samples.get(`${name}_sum{method="GET",route="/api/x/:id",status="200"}`)).toBeCloseTo(20.22);
  expect(samples.get(`${name}_count{method="POST",route="/api/x",status="503"}`)).toBe(1);
  expect(samples.has("process_resident_memory_bytes")).toBe(true);
  expect([...samples.keys()].some((series) => series.startsWith("terrace_jobs"))).toBe(false);
});

test("jobs and connections are asked for at each reading; a kind that is gone is not shown for ever", async () => {
  let jobs = [{ kind: "export", state: "running", count: 2 }];
  const metrics = createMetrics({ countJobs: async () => jobs, countConnections: () => connections });
  const first = samplesOf(await metrics.text());
  expect(first.get('terrace_jobs{kind="export",state="running"}')).toBe(2);
  expect(first.get('terrace_database_connections{state="waiting"}')).toBe(1);
  expect(first.get("terrace_database_up")).toBe(1);
  jobs = [];
  expect(samplesOf(await metrics.text()).has('terrace_jobs{kind="export",state="running"}')).toBe(false);
});

test("a database that is away is itself a number, in the same reading, and the others are given", async () => {
  let isAway = true;
  const metrics = createMetrics({
    countJobs: () => (isAway ? away() : Promise.resolve([])),
    countConnections: () => connections,
  });
  const samples = samplesOf(await metrics.text());
  expect(samples.get("terrace_database_up")).toBe(0);
  expect(samples.get('terrace_database_connections{state="idle"}')).toBe(3);
  isAway = false;
  expect(samplesOf(await metrics.text()).get("terrace_database_up")).toBe(1);
});

test("a bug in the counting is not taken for a database that is away", async () => {
  const countJobs = () => Promise.reject(new Error("no such column"));
  const metrics = createMetrics({ countJobs, countConnections: () => connections });
  await expect(metrics.text()).rejects.toThrow("no such column");
});
