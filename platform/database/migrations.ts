import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { TerraceError } from "#errors";
import type { Database } from "./database.ts";

/** One numbered SQL file. Once released it is never edited: a later one changes what it made. */
export interface Migration {
  readonly module: string;
  /** File name without its ending, as `0001-tasks`. */
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

const FILE = /^(\d{4}-[a-z0-9-]+)\.sql$/;

/** The migrations of a module from its folder, in the order of their numbers. */
export function readMigrations(module: string, folder: string): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort();
  return files.map((file, index) => {
    const name = FILE.exec(file)?.[1];
    if (name === undefined || Number(name.slice(0, 4)) !== index + 1) {
      throw new Error(`${folder}/${file}: migrations are named 0001-what-it-does.sql without gaps`);
    }
    const text = readFileSync(join(folder, file), "utf8");
    return { module, name, text, sha256: createHash("sha256").update(text).digest("hex") };
  });
}

const LEDGER = `
  create schema if not exists terrace;
  create table if not exists terrace.migration (
    module text not null,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now(),
    primary key (module, name)
  );`;

/** Any number, the same in every process that migrates: one of them does it, the others wait. */
const MIGRATION_LOCK = 6_041_965;

export interface MigrateOptions {
  /** Told before PostGIS is added, which takes 10 s on a new embedded database. */
  readonly onExtension?: () => void;
  /** Told of each migration as it is applied. */
  readonly onApplied?: (migration: Migration) => void;
}

/**
 * Adds PostGIS and applies what is missing, each migration in a transaction of its own with its line in the ledger.
 * @throws TerraceError `migration-changed` where an applied migration's text differs, `database-newer` where the database has
 *   migrations that this program does not know
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  { onExtension, onApplied }: MigrateOptions = {},
): Promise<void> {
  await database.asService("migration", async (transaction) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    const { rows } = await sql`select 1 from pg_extension where extname = 'postgis'`.execute(transaction);
    if (rows.length === 0) {
      onExtension?.();
      await sql`create extension postgis`.execute(transaction);
    }
    await sql.raw(LEDGER).execute(transaction);
  });
  for (const migration of migrations) {
    const isApplied = await database.asService("migration", async (transaction) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
      const known = await sql<{ sha256: string }>`
        select sha256 from terrace.migration where module = ${migration.module} and name = ${migration.name}`.execute(
        transaction,
      );
      const [line] = known.rows;
      if (line !== undefined) {
        if (line.sha256 !== migration.sha256) throw migrationChanged(migration);
        return false;
      }
      await sql.raw(migration.text).execute(transaction);
      await sql`insert into terrace.migration (module, name, sha256)
        values (${migration.module}, ${migration.name}, ${migration.sha256})`.execute(transaction);
      return true;
    });
    if (isApplied) onApplied?.(migration);
  }
  await refuseNewer(database, migrations);
}

async function refuseNewer(database: Database, migrations: readonly Migration[]): Promise<void> {
  const known = new Set(migrations.map(({ module, name }) => `${module}/${name}`));
  const applied = await database.execute("select module, name from terrace.migration");
  const unknown = applied.map(({ module, name }) => `${module}/${name}`).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new TerraceError({
    code: "database-newer",
    userMessage: `数据库由更新的版本建立（本程序不认识 ${unknown.join("、")}）。请改用新版本的程序，或恢复旧版本的备份。`,
    message: `The database was made by a newer version (unknown: ${unknown.join(", ")}). Use that version, or restore an older backup.`,
    details: { unknown },
  });
}

function migrationChanged({ module, name }: Migration): TerraceError {
  return new TerraceError({
    code: "migration-changed",
    userMessage: `数据库脚本 ${module}/${name} 在执行之后被改动过，已停止启动，数据未受影响。请恢复该文件的原内容，改动应写在新的脚本中。`,
    message: `Migration ${module}/${name} was changed after it had been applied. Restore its text; put the change into a new one.`,
    details: { module, name },
  });
}
