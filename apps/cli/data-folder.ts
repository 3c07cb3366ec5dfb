import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { TerraceError } from "#errors";
import { refuseUnfinishedRestore } from "#platform/backup";
import { readConfiguration } from "#platform/configuration";
import { type Database, openDatabase } from "#platform/database";
import { lockFolder } from "#platform/files";

export interface DataFolder {
  readonly path: string;
  readonly database: Database;
}

/**
 * The database that a server with this data folder and this environment has. An embedded one is taken for this process alone: its
 * server must be stopped. A database server may go on serving others.
 * @param data the folder as given with `--data`; by default `data`
 * @throws TerraceError `data-folder-empty`, `folder-in-use`, `database-unavailable`, `configuration-invalid`, `restore-unfinished`
 */
export async function withDataFolder<Output>(
  data: string | undefined,
  work: (folder: DataFolder) => Promise<Output>,
): Promise<Output> {
  const path = resolve(data ?? "data");
  const { databaseAddress } = readConfiguration(process.env);
  if (databaseAddress !== null) return withDatabase(path, { address: databaseAddress }, work);
  const directory = join(path, "database");
  if (!existsSync(directory)) throw dataFolderEmpty(path);
  const lock = await lockFolder(path);
  try {
    return await withDatabase(path, { directory }, work);
  } finally {
    await lock.release();
  }
}

async function withDatabase<Output>(
  path: string,
  location: Parameters<typeof openDatabase>[0],
  work: (folder: DataFolder) => Promise<Output>,
): Promise<Output> {
  const database = await openDatabase(location);
  try {
    await refuseUnfinishedRestore(database, path);
    return await work({ path, database });
  } finally {
    await database.close();
  }
}

function dataFolderEmpty(path: string): TerraceError {
  return new TerraceError({
    code: "data-folder-empty",
    userMessage: `数据目录 ${path} 里没有数据库。请用 --data 指定服务所用的数据目录，或设置 DATABASE_URL。`,
    message: `The data folder ${path} has no database. Name the server's data folder with --data, or set DATABASE_URL.`,
    details: { path },
  });
}
