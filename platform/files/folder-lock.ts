import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TerraceError } from "#errors";
import { withFileErrors } from "./file-errors.ts";
import { isProcessRunning, processIdentity } from "./process-identity.ts";

export interface FolderLock {
  release(): Promise<void>;
}

const LOCK = ".terrace-lock";

/**
 * Takes a folder for this process alone: two that write one embedded database would ruin it. The lock of a process that is gone (kill
 * -9, power cut) is taken over.
 * @throws TerraceError `folder-in-use`, `file-forbidden`, `disk-full`
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, LOCK);
  const own = JSON.stringify({ processId: process.pid, identity: (await processIdentity(process.pid)) ?? "" });
  return withFileErrors(folder, async () => {
    await mkdir(folder, { recursive: true });
    for (;;) {
      try {
        await writeFile(path, own, { flag: "wx" });
        return { release: () => rm(path, { force: true }) };
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      }
      await removeIfStale(path, folder);
    }
  });
}

async function removeIfStale(path: string, folder: string): Promise<void> {
  const text = await readFile(path, "utf8");
  const holder = parseHolder(text);
  if (holder !== null && (await isProcessRunning(holder.processId, holder.identity))) {
    throw new TerraceError({
      code: "folder-in-use",
      userMessage: `目录 ${folder} 正被另一个智慧水保进程（进程号 ${holder.processId}）使用。请先停止它，或用 --data 指定另一个目录。`,
      message: `The folder ${folder} is used by another Terrace process (${holder.processId}). Stop it first, or name another folder with --data.`,
      details: { folder, processId: holder.processId },
    });
  }
  await rm(path, { force: true });
}

/** Null where the process ended before it had written it. */
function parseHolder(text: string): { readonly processId: number; readonly identity: string } | null {
  try {
    const { processId, identity } = JSON.parse(text) as { processId: unknown; identity: unknown };
    return typeof processId === "number" && typeof identity === "string" ? { processId, identity } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
