import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { TerraceError } from "#errors";
import { type Database, type Migration, readMigrations } from "#platform/database";
import { KEPT_FOLDERS } from "./file-tree.ts";

/**
 * Stands in the ledger from before the first table until the rows are whole. No program knows it, so none takes such a database for one
 * that is whole, or for a new one.
 */
export const [UNFINISHED_RESTORE] = readMigrations("restore", join(import.meta.dirname, "migrations")) as [Migration];

/** The same of a data folder, for its embedded database and its files. */
const MARK = ".terrace-restoring";

export async function markFolder(dataFolder: string): Promise<void> {
  await writeFile(join(dataFolder, MARK), "");
}

export async function unmarkFolder(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, MARK));
}

/**
 * Before a data folder's database is opened or made: whether it can take a backup.
 * @throws TerraceError `restore-target-occupied`, `restore-unfinished`
 */
export async function refuseOccupiedFolder(dataFolder: string): Promise<void> {
  await refuseUnfinishedFolder(dataFolder);
  for (const name of ["database", ...KEPT_FOLDERS]) {
    const [entry] = await namesIn(join(dataFolder, name));
    if (entry !== undefined) throw occupied(join(dataFolder, name), [entry]);
  }
}

/**
 * A backup is put where nothing is: not even an earlier one is replaced when a person names the place.
 * @throws TerraceError `backup-occupied`
 */
export async function refuseOccupiedOutput(folder: string): Promise<void> {
  const [entry] = await namesIn(folder);
  if (entry === undefined) return;
  throw new TerraceError({
    code: "backup-occupied",
    userMessage: `备份目录 ${folder} 不是空的（已有 ${entry}），没有写入。请用 --to 指定新目录。`,
    message: `The folder ${folder} is not empty (it has ${entry}); nothing was written. Name a new folder with --to.`,
    details: { folder },
  });
}

/** @throws TerraceError `restore-target-occupied`, `restore-unfinished` */
export async function refuseOccupiedDatabase(database: Database): Promise<void> {
  await refuseUnfinishedDatabase(database);
  const relations = await database.execute(`
    select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
      and n.nspname || '.' || c.relname <> 'terrace.migration'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by 1 limit 5`);
  const names = [...relations.map(({ name }) => String(name)), ...(await ledgerNames(database))];
  if (names.length > 0) throw occupied("数据库", names.slice(0, 5));
}

/**
 * Before a server migrates: a database or a data folder in which a restore began and did not end is not used.
 * @throws TerraceError `restore-unfinished`
 */
export async function refuseUnfinishedRestore(database: Database, dataFolder: string): Promise<void> {
  await refuseUnfinishedFolder(dataFolder);
  await refuseUnfinishedDatabase(database);
}

async function refuseUnfinishedFolder(dataFolder: string): Promise<void> {
  if ((await namesIn(dataFolder)).includes(MARK))
    throw unfinished(`数据目录 ${dataFolder}`, `data folder ${dataFolder}`);
}

async function refuseUnfinishedDatabase(database: Database): Promise<void> {
  const { module, name } = UNFINISHED_RESTORE;
  if ((await ledgerNames(database)).includes(`${module}/${name}`)) throw unfinished("数据库", "database");
}

async function ledgerNames(database: Database): Promise<readonly string[]> {
  return database.asService("restore", async (transaction) => {
    const { rows: found } = await sql<{ is: boolean }>`
      select to_regclass('terrace.migration') is not null as is`.execute(transaction);
    if (found[0]?.is !== true) return [];
    const { rows } = await sql<{ name: string }>`
      select module || '/' || name as name from terrace.migration order by 1`.execute(transaction);
    return rows.map(({ name }) => name);
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function occupied(place: string, names: readonly string[]): TerraceError {
  return new TerraceError({
    code: "restore-target-occupied",
    userMessage: `${place} 不是空的（已有 ${names.join("、")}），没有恢复，原有内容未动。请恢复到新的数据目录或空的数据库。`,
    message: `The target ${place} is not empty (it has ${names.join(", ")}); nothing was restored or changed. Restore into a new data folder or an empty database.`,
    details: { place, names },
  });
}

function unfinished(placeZh: string, placeEn: string): TerraceError {
  return new TerraceError({
    code: "restore-unfinished",
    userMessage: `${placeZh} 里有一次没有完成的恢复，内容不全，不能使用。请清空它（删除目录，或删除并重建数据库），再重新运行 terrace restore。`,
    message: `The ${placeEn} holds a restore that did not end; it is incomplete and not used. Empty it (remove the folder, or drop and create the database), then run terrace restore again.`,
    details: { place: placeEn },
  });
}
