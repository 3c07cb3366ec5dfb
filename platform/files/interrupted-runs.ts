import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isProcessRunning } from "./process-identity.ts";

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

/** In every output directory of this program: marks what a later run may replace, and holds its process's identity. */
export const OUTPUT_MARKER = ".terrace-output";

async function isUnderWay(path: string, processId: number): Promise<boolean> {
  try {
    return await isProcessRunning(processId, await readFile(join(path, OUTPUT_MARKER), "utf8"));
  } catch (error) {
    // Killed before it wrote the marker.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/** Leftovers of runs that ended without committing (kill -9, power cut), and runs under way, for one output directory. */
export async function findInterrupted(finalDirectory: string): Promise<InterruptedRun[]> {
  const final = resolve(finalDirectory);
  const runs: InterruptedRun[] = [];
  for (const { path, processId } of await siblings(final, "partial")) {
    const { mtime } = await stat(path);
    runs.push({ path, processId, lastChange: mtime, isRunning: await isUnderWay(path, processId) });
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
    if (await isUnderWay(partialPathOf(final, processId), processId)) continue;
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
