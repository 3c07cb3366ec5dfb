import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { TerraceError } from "#errors";

/** What is counted of a request when it has been answered. */
export interface ServedRequest {
  readonly method: string;
  /** The pattern, never the address: `/api/record-sets/:set/records`. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface MetricsSources {
  /** How many jobs of each kind are in each state. */
  readonly countJobs: () => Promise<
    readonly { readonly kind: string; readonly state: string; readonly count: number }[]
  >;
  readonly countConnections: () => { readonly busy: number; readonly idle: number; readonly waiting: number };
}

/** Measurements in the text format of Prometheus. */
export interface Metrics {
  observeRequest(request: ServedRequest): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** From a kept answer to a large export, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(sources: MetricsSources | null): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "terrace_http_request_duration_seconds",
    help: "Time from a request to its answer, by the route's pattern.",
    labelNames: ["method", "route", "status"] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  const ask = sources === null ? null : addSources(registry, sources);
  return {
    observeRequest: ({ method, route, status, seconds }) => {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    contentType: registry.contentType,
    text: async () => {
      await ask?.();
      return registry.metrics();
    },
  };
}

/** @returns what asks the sources; before each reading, for the registry reads all of its measurements at once */
function addSources(registry: Registry, { countJobs, countConnections }: MetricsSources): () => Promise<void> {
  const registers = [registry];
  const isUp = new Gauge({
    name: "terrace_database_up",
    help: "1 where the database answered when it was asked for these numbers, else 0.",
    registers,
  });
  const jobs = new Gauge({
    name: "terrace_jobs",
    help: "Jobs by kind and state; those that ended count for a day.",
    labelNames: ["kind", "state"] as const,
    registers,
  });
  const connections = new Gauge({
    name: "terrace_database_connections",
    help: "Connections of this process by what they do, and requests that wait for one.",
    labelNames: ["state"] as const,
    registers,
  });
  return async () => {
    for (const [state, count] of Object.entries(countConnections())) connections.set({ state }, count);
    try {
      const counted = await countJobs();
      // A kind that is gone is not shown for ever.
      jobs.reset();
      for (const { kind, state, count } of counted) jobs.set({ kind, state }, count);
      isUp.set(1);
    } catch (error) {
      if (!(error instanceof TerraceError && error.code === "database-unavailable")) throw error;
      // The gauge is the report, and the other numbers are given all the same.
      jobs.reset();
      isUp.set(0);
    }
  };
}
