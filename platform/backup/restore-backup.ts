import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { TerraceError } from "#errors";
import { type Database, type Migration, migrate } from "#platform/database";
import { copyHashed } from "./file-tree.ts";
import { hashLines } from "./hashed-output.ts";
import { loadTable, placeSequences, sendJobsAgain, withoutTriggers } from "./load-tables.ts";
import { type BackedUpTable, type BackupManifest, backupNewer, databaseHash } from "./manifest.ts";
import {
  markFolder,
  refuseOccupiedDatabase,
  refuseOccupiedFolder,
  UNFINISHED_RESTORE,
  unmarkFolder,
} from "./restore-target.ts";
import { auditTrailOf, type StoredTable, sequencesOf, tablesOf } from "./table-catalogue.ts";
import { linesOfTable, withExactTexts } from "./table-text.ts";
import { listedFiles, verifyBackup } from "./verify-backup.ts";

export interface RestoreOptions {
  readonly from: string;
  /** Opens the target, which must be empty; `restoreBackup` closes it. */
  readonly open: () => Promise<Database>;
  /** New or empty. */
  readonly dataFolder: string;
  /** The program's. */
  readonly migrations: readonly Migration[];
  readonly onStep?: (step: { readonly zh: string; readonly en: string }) => void;
}

/**
 * Puts a backup into an empty database and an empty data folder. What is there at the end has the backup's row counts and hashes, or is
 * not there: the rows come in one transaction, and a target whose restore did not end is refused by every program.
 * @throws TerraceError `backup-absent`, `backup-damaged`, `backup-newer`, `migration-changed`, `restore-target-occupied`,
 *   `restore-unfinished`, `restore-differs`
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupManifest> {
  const { from, dataFolder, migrations, onStep = () => undefined } = options;
  await refuseOccupiedFolder(dataFolder);
  const manifest = await verifyBackup(from, onStep);
  const earlier = migrationsOf(manifest, migrations);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await markFolder(dataFolder);
  const database = await openEmpty(options);
  try {
    onStep({ zh: "建立数据表", en: "Making the tables" });
    await migrate(database, [UNFINISHED_RESTORE, ...earlier]);
    await restoreFiles(from, dataFolder, onStep);
    await database.asService("restore", (transaction) => restoreRows(transaction, from, manifest, onStep));
    await migrate(database, migrations, {
      onApplied: ({ module, name }) =>
        onStep({ zh: `升级数据表 ${module}/${name}`, en: `Upgrading ${module}/${name}` }),
    });
  } finally {
    await database.close();
  }
  await unmarkFolder(dataFolder);
  return manifest;
}

/** Where the target cannot be reached or holds something, nothing has begun. */
async function openEmpty({ open, dataFolder }: RestoreOptions): Promise<Database> {
  let database: Database | null = null;
  try {
    database = await open();
    await refuseOccupiedDatabase(database);
    return database;
  } catch (error) {
    await database?.close();
    await unmarkFolder(dataFolder);
    throw error;
  }
}

/** The program's migrations up to where the backup stood. */
function migrationsOf({ ledger }: BackupManifest, migrations: readonly Migration[]): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [`${migration.module}/${migration.name}`, migration]));
  const unknown = ledger.map(({ module, name }) => `${module}/${name}`).filter((name) => !known.has(name));
  if (unknown.length > 0) throw backupNewer(unknown);
  for (const { module, name, sha256 } of ledger) {
    if (known.get(`${module}/${name}`)?.sha256 !== sha256)
      throw differs(`数据库脚本 ${module}/${name}`, `${module}/${name}`);
  }
  const applied = new Set(ledger.map(({ module, name }) => `${module}/${name}`));
  return migrations.filter(({ module, name }) => applied.has(`${module}/${name}`));
}

async function restoreFiles(
  from: string,
  dataFolder: string,
  onStep: NonNullable<RestoreOptions["onStep"]>,
): Promise<void> {
  onStep({ zh: "附件与调查成果", en: "Attachments and surveys" });
  for await (const { path, sha256 } of listedFiles(from)) {
    const copied = await copyHashed(join(from, path), join(dataFolder, path));
    if (copied.sha256 !== sha256) throw differs(`文件 ${path}`, path);
  }
}

async function restoreRows(
  transaction: Parameters<typeof tablesOf>[0],
  from: string,
  manifest: BackupManifest,
  onStep: NonNullable<RestoreOptions["onStep"]>,
): Promise<void> {
  await withExactTexts(transaction);
  const tables = await tablesOf(transaction, manifest.ledger);
  const byName = new Map(tables.map((table) => [table.name, table]));
  await withoutTriggers(transaction, tables, async () => {
    for (const backedUp of manifest.tables) {
      onStep({ zh: `恢复数据表 ${backedUp.name}`, en: `Restoring table ${backedUp.name}` });
      const table = byName.get(backedUp.name);
      if (table === undefined) throw new Error(`The migrations of the backup make no table ${backedUp.name}`);
      await loadTable(transaction, from, table, backedUp);
    }
    await placeSequences(transaction, manifest.sequences);
    await compare(transaction, manifest, byName, onStep);
    await sendJobsAgain(transaction);
  });
  await sql`delete from terrace.migration where module = ${UNFINISHED_RESTORE.module}`.execute(transaction);
}

/** What the database now gives back, against what the backup says. */
async function compare(
  transaction: Parameters<typeof tablesOf>[0],
  manifest: BackupManifest,
  tables: ReadonlyMap<string, StoredTable>,
  onStep: NonNullable<RestoreOptions["onStep"]>,
): Promise<void> {
  const found: BackedUpTable[] = [];
  for (const backedUp of manifest.tables) {
    onStep({ zh: `核对数据表 ${backedUp.name}`, en: `Comparing table ${backedUp.name}` });
    const table = tables.get(backedUp.name);
    if (table === undefined) throw new Error(`The migrations of the backup make no table ${backedUp.name}`);
    const output = await hashLines(linesOfTable(transaction, table), null);
    if (output.rows !== backedUp.rows || output.sha256 !== backedUp.sha256) {
      throw differs(`数据表 ${backedUp.name}（应有 ${backedUp.rows} 行，实有 ${output.rows} 行）`, backedUp.name);
    }
    found.push({ name: backedUp.name, columns: table.columns.map(({ name }) => name), ...output });
  }
  if (databaseHash(found) !== manifest.databaseSha256) throw differs("数据库", "the database");
  const sequences = await sequencesOf(transaction, manifest.ledger);
  if (JSON.stringify(sequences) !== JSON.stringify(manifest.sequences)) throw differs("编号序列", "the sequences");
  const auditTrail = await auditTrailOf(transaction, manifest.ledger);
  if (JSON.stringify(auditTrail) !== JSON.stringify(manifest.auditTrail)) throw differs("历史记录链", "the history");
}

function differs(whatZh: string, whatEn: string): TerraceError {
  return new TerraceError({
    code: "restore-differs",
    userMessage: `恢复的内容与备份不符：${whatZh}。恢复已停止，目标不能使用。请清空目标，用 terrace backup --verify 检查备份后再试。`,
    message: `What was restored is not what was backed up: ${whatEn}. The restore has stopped and its target is not used. Empty it, check the backup with terrace backup --verify, and try again.`,
    details: { what: whatEn },
  });
}
