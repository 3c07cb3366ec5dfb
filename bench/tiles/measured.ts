import { readFileSync } from "node:fs";
import type { Database } from "#platform/database";

export interface Measured {
  readonly clockMs: number;
  /** Of this process and of the database's process that answers it. */
  readonly cpuMs: number;
}

/**
 * Takes what `work` takes. It must use one connection at a time, the one that the pool gives first.
 * The server must run on this machine, with Linux's scheduler statistics.
 */
export async function measured(database: Database, work: () => Promise<unknown>): Promise<Measured> {
  const [row] = await database.execute("select pg_backend_pid() as pid");
  const serverBefore = serverCpuMs(Number(row?.pid));
  const ownBefore = process.cpuUsage();
  const start = performance.now();
  await work();
  const clockMs = performance.now() - start;
  const { user, system } = process.cpuUsage(ownBefore);
  return { clockMs, cpuMs: (user + system) / 1000 + serverCpuMs(Number(row?.pid)) - serverBefore };
}

/** The first number is nanoseconds on a processor (Documentation/scheduler/sched-stats.rst of Linux). */
function serverCpuMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
