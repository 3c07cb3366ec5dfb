import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { TerraceError } from "#errors";
import { programVersion } from "#platform/configuration";
import type { Database } from "#platform/database";
import { fileError, stagedDirectory } from "#platform/files";
import { copyHashed, filesUnder, KEPT_FOLDERS, linkHashed } from "./file-tree.ts";
import { hashLines } from "./hashed-output.ts";
import {
  type BackedUpTable,
  type BackupManifest,
  databaseHash,
  FILE_LIST,
  FORMAT,
  tableFile,
  writeManifest,
} from "./manifest.ts";
import { listOutside, type OutsideContents } from "./outside-contents.ts";
import { UNFINISHED_RESTORE } from "./restore-target.ts";
import { auditTrailOf, ledgerOf, sequencesOf, tablesOf } from "./table-catalogue.ts";
import { inSnapshot, linesOfTable } from "./table-text.ts";

export interface BackupOptions {
  readonly database: Database;
  /** Whose files are backed up with the database. */
  readonly dataFolder: string;
  /** Gets its name when it is complete, and is for its owner alone. An earlier output of this program there is replaced. */
  readonly to: string;
  /** Attachments in a bucket, which are listed and not copied: the bucket has its own copies. */
  readonly outside?: OutsideContents | null;
  /** A link saves room on the same disk; a copy is independent of what happens there. */
  readonly files: "copy" | "link";
  readonly signal?: AbortSignal;
  readonly onStep?: (step: { readonly zh: string; readonly en: string }) => void;
}

/**
 * Every row, as of one moment, and every file of a data folder, in a form that any kind of database takes back.
 * @throws TerraceError `backup-without-database`, `restore-unfinished`, `output-occupied`, `disk-full`, `file-forbidden`
 */
export async function backUp(options: BackupOptions): Promise<BackupManifest> {
  // Not `withStagedDirectory`: on SIGTERM it would end the process, which here may be a server that is stopping in good order.
  const staged = await stagedDirectory(options.to);
  try {
    await chmod(staged.path, 0o700);
    const manifest = await writeBackup(staged.path, options);
    await staged.commit();
    return manifest;
  } catch (error) {
    await staged.abandon();
    throw fileError(error, options.to);
  }
}

async function writeBackup(folder: string, options: BackupOptions): Promise<BackupManifest> {
  const { database, dataFolder, files, outside = null, signal, onStep = () => undefined } = options;
  await mkdir(join(folder, "tables"), { mode: 0o700 });
  const content = await inSnapshot(database, async (transaction) => {
    const ledger = await ledgerOf(transaction);
    if (ledger.length === 0) throw withoutDatabase(dataFolder);
    if (ledger.some(({ module }) => module === UNFINISHED_RESTORE.module)) throw sourceUnfinished();
    const tables: BackedUpTable[] = [];
    for (const table of await tablesOf(transaction, ledger)) {
      onStep({ zh: `数据表 ${table.name}`, en: `Table ${table.name}` });
      const path = join(folder, tableFile(table.name));
      const output = await hashLines(linesOfTable(transaction, table), path, signal);
      tables.push({ name: table.name, columns: table.columns.map(({ name }) => name), ...output });
    }
    const sequences = await sequencesOf(transaction, ledger);
    onStep({ zh: "核对历史记录", en: "Verifying the history" });
    const auditTrail = await auditTrailOf(transaction, ledger);
    return { ledger: [...ledger], tables, sequences: [...sequences], auditTrail };
  });
  // After the rows: a file lies in its place before its row says so, and is not removed.
  onStep({ zh: "附件与调查成果", en: "Attachments and surveys" });
  let bytes = 0;
  const keep = files === "link" ? linkHashed : copyHashed;
  const list = await hashLines(
    (async function* () {
      for (const kept of KEPT_FOLDERS) {
        for await (const path of filesUnder(dataFolder, kept)) {
          const digest = await keep(join(dataFolder, path), join(folder, path));
          bytes += digest.bytes;
          yield [JSON.stringify({ path, ...digest })];
        }
      }
    })(),
    join(folder, FILE_LIST),
    signal,
  );
  if (outside !== null) onStep({ zh: "列出对象存储中的附件", en: "Listing attachments in the object store" });
  const manifest: BackupManifest = {
    format: FORMAT,
    program: { name: "terrace", version: programVersion },
    madeAt: new Date().toISOString(),
    databaseSha256: databaseHash(content.tables),
    ...content,
    files: { count: list.rows, bytes, sha256: list.sha256 },
    outside: outside === null ? null : await listOutside(folder, outside, signal),
  };
  await writeManifest(folder, manifest);
  return manifest;
}

function withoutDatabase(dataFolder: string): TerraceError {
  return new TerraceError({
    code: "backup-without-database",
    userMessage: `没有可备份的数据库（数据目录 ${dataFolder}）。请用 --data 指定数据目录，或设置 DATABASE_URL。`,
    message: `There is no database to back up (data folder ${dataFolder}). Name the data folder with --data, or set DATABASE_URL.`,
    details: { dataFolder },
  });
}

function sourceUnfinished(): TerraceError {
  return new TerraceError({
    code: "backup-without-database",
    userMessage: "数据库里是一次没有完成的恢复，不能备份。请清空后重新恢复。",
    message: "The database holds a restore that did not end, which is not backed up. Empty it and restore again.",
  });
}
