import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { programRoot } from "#platform/configuration";

/** What is derived for embedded databases, and can be made again at any time. */
export const EMBEDDED_FOLDER: string = join(programRoot, "build", "embedded-database");

/**
 * Readies the folder of an embedded database. While the first files of a new one are written, a mark lies beside it: a process that
 * was ended in the middle leaves a folder that looks like a database and is none, and which holds nothing of anybody's.
 * @returns null where the database is there already, else what takes the mark away when its files are whole
 */
export async function beginDirectory(directory: string): Promise<(() => Promise<void>) | null> {
  const mark = `${directory}.making`;
  if (existsSync(mark)) await rm(directory, { recursive: true, force: true });
  if (existsSync(join(directory, "PG_VERSION"))) return null;
  await mkdir(dirname(directory), { recursive: true });
  await writeFile(mark, "");
  return () => rm(mark);
}
