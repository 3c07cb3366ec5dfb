import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** What an earlier run left beside its output directory. */
export interface InterruptedRun {
  readonly path: string;
  readonly processId: number;
  /** When its directory last changed. */
  readonly lastChange: Date;
  /** Another process is writing it at this moment. */
  readonly isRunning: boolean;
}

export function partialPathOf(finalDirectory: string, processId: number): string {
  return `${finalDirectory}.partial-${processId}`;
}

/** Leftovers of runs that ended without committing (kill -9, power cut), and runs under way, for one output directory. */
export async function findInterrupted(finalDirectory: string): Promise<InterruptedRun[]> {
  const final = resolve(finalDirectory);
  const runs: InterruptedRun[] = [];
  for (const { path, processId } of await siblings(final, "partial")) {
    if (processId === process.pid) continue;
    const { mtime } = await stat(path);
    runs.push({ path, processId, lastChange: mtime, isRunning: isRunning(processId) });
  }
  return runs;
}

/**
 * Removes leftovers of runs that are no longer under way, and puts an earlier output back if the crash came while it was
 * being replaced.
 * @returns what was removed
 */
export async function clearInterrupted(finalDirectory: string): Promise<InterruptedRun[]> {
  const final = resolve(finalDirectory);
  const stopped = (await findInterrupted(final)).filter((run) => !run.isRunning);
  for (const { path } of stopped) await rm(path, { recursive: true, force: true });
  for (const { path, processId } of await siblings(final, "previous")) {
    if (isRunning(processId)) continue;
    const hasOutput = (await siblingNames(final)).includes(basename(final));
    if (hasOutput) await rm(path, { recursive: true, force: true });
    else await rename(path, final);
  }
  return stopped;
}

async function siblingNames(final: string): Promise<string[]> {
  try {
    return await readdir(dirname(final));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function siblings(
  final: string,
  kind: "partial" | "previous",
): Promise<{ readonly path: string; readonly processId: number }[]> {
  const prefix = `${basename(final)}.${kind}-`;
  const names = (await siblingNames(final)).filter((name) => name.startsWith(prefix));
  return names
    .map((name) => ({ path: join(dirname(final), name), processId: Number(name.slice(prefix.length)) }))
    .filter(({ processId }) => Number.isInteger(processId));
}

/** Signal 0 asks whether a process exists without touching it. */
function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
