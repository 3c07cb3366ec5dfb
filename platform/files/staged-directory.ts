import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { TerraceError } from "#errors";
import { fileError, withFileErrors } from "./file-errors.ts";
import { OUTPUT_MARKER, partialPathOf } from "./interrupted-runs.ts";
import { cleanUpOnInterruption } from "./interruption.ts";
import { processIdentity } from "./process-identity.ts";

/** An output directory under construction: it gets its final name only when it is complete. */
export interface StagedDirectory {
  /** Where to write meanwhile. */
  readonly path: string;
  /** Forces everything onto the disk and gives the directory its final name, in the place of an earlier output. */
  commit(): Promise<void>;
  /** Removes what was written. Harmless after `commit`. */
  abandon(): Promise<void>;
}

/**
 * @throws TerraceError `output-occupied` where the final directory holds files that this program did not write,
 * `disk-full`, `file-forbidden`, `file-missing`
 */
export async function stagedDirectory(finalDirectory: string): Promise<StagedDirectory> {
  const final = resolve(finalDirectory);
  await requireReplaceable(final);
  const path = partialPathOf(final, process.pid);
  await withFileErrors(final, async () => {
    await mkdir(dirname(final), { recursive: true });
    await rm(path, { recursive: true, force: true });
    await mkdir(path);
    await writeFile(join(path, OUTPUT_MARKER), (await processIdentity(process.pid)) ?? "");
  });
  return {
    path,
    commit: () => withFileErrors(final, () => commit(path, final)),
    abandon: () => rm(path, { recursive: true, force: true }),
  };
}

/**
 * Runs `work` in a staged directory: committed when it ends well, removed when it throws, on Ctrl-C and on SIGTERM.
 * @throws TerraceError of `stagedDirectory`, and whatever `work` throws
 */
export async function withStagedDirectory<T>(finalDirectory: string, work: (path: string) => Promise<T>): Promise<T> {
  const staged = await stagedDirectory(finalDirectory);
  const stopWatching = cleanUpOnInterruption(() => staged.abandon());
  try {
    const result = await work(staged.path);
    await staged.commit();
    return result;
  } catch (error) {
    await staged.abandon();
    throw fileError(error, finalDirectory);
  } finally {
    stopWatching();
  }
}

async function requireReplaceable(final: string): Promise<void> {
  const names = await namesIn(final);
  if (names.length === 0 || names.includes(OUTPUT_MARKER)) return;
  throw new TerraceError({
    code: "output-occupied",
    userMessage: `输出目录 ${final} 里已有其他文件（如 ${names[0]}），为免误删没有写入。请换一个空目录或新目录。`,
    message: `The output directory ${final} holds files that are not ours (such as ${names[0]}), so nothing was written. Choose an empty or a new directory.`,
    details: { path: final },
  });
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw fileError(error, directory);
  }
}

/** Between the two renames the final name is free for a moment; a crash there leaves both directories, and both whole. */
async function commit(partial: string, final: string): Promise<void> {
  await syncTree(partial);
  const previous = `${final}.previous-${process.pid}`;
  const hasPrevious = (await namesIn(final)).length > 0;
  if (hasPrevious) await rename(final, previous);
  await rename(partial, final);
  await syncPath(dirname(final));
  if (hasPrevious) await rm(previous, { recursive: true, force: true });
}

async function syncTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await syncPath(path);
  }
  await syncPath(directory);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
