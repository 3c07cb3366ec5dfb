import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { TerraceError } from "#errors";
import { withFileErrors } from "#platform/files";
import { outsideSchema } from "./outside-contents.ts";

/** Raised when a program of today could not read what is written from then on. */
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

const tableSchema = z.object({
  /** `schema.table`; its rows are in `tables/schema.table.ndjson`. */
  name: z.string().regex(/^[a-z0-9_]+\.[a-z0-9_]+$/),
  /** Those that are stored, in the order of a row's values. */
  columns: z.array(z.string()),
  rows: count,
  bytes: count,
  sha256,
});

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  program: z.object({ name: z.literal("terrace"), version: z.string() }),
  madeAt: z.iso.datetime(),
  /** Over the tables' names, columns, row counts and hashes: equal where the rows are equal, whatever the kind of database. */
  databaseSha256: sha256,
  ledger: z.array(z.object({ module: z.string(), name: z.string(), sha256 })),
  tables: z.array(tableSchema),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
  /** Of `files.ndjson`, which has a line for each file. */
  files: z.object({ count, bytes: count, sha256 }),
  /** Attachments that are in a bucket and not in the backup; null where there were none. */
  outside: outsideSchema.nullable().default(null),
  /** The chain of the history as it was: what a restored one must be again. Null where the database keeps none. */
  auditTrail: z
    .object({
      lines: count,
      lastHash: z.string(),
      fault: z.object({ id: z.number(), reason: z.string() }).nullable(),
    })
    .nullable(),
});

export type BackupManifest = z.output<typeof manifestSchema>;
export type BackedUpTable = BackupManifest["tables"][number];
export type LedgerLine = BackupManifest["ledger"][number];
export type SequencePosition = BackupManifest["sequences"][number];
export type AuditTrailState = BackupManifest["auditTrail"];

export const FILE_LIST = "files.ndjson";
const MANIFEST = "manifest.json";
const MANIFEST_HASH = "manifest.sha256";

export function tableFile(name: string): string {
  return `tables/${name}.ndjson`;
}

export function databaseHash(tables: readonly Omit<BackedUpTable, "bytes">[]): string {
  const hash = createHash("sha256");
  for (const { name, columns, rows, sha256 } of tables) hash.update(`${name} ${columns.join(",")} ${rows} ${sha256}\n`);
  return hash.digest("hex");
}

export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(folder, MANIFEST), text, { mode: 0o600 });
  await writeFile(join(folder, MANIFEST_HASH), `${hashOf(text)}  ${MANIFEST}\n`, { mode: 0o600 });
}

/** @throws TerraceError `backup-absent` where the folder is no backup, `backup-damaged`, `backup-newer` */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await textOf(folder, MANIFEST);
  if (text === null) throw backupAbsent(folder);
  const noted = await textOf(folder, MANIFEST_HASH);
  if (noted === null || noted.slice(0, 64) !== hashOf(text)) throw manifestDamaged(folder);
  const given: unknown = JSON.parse(text);
  const format = (given as { format?: unknown }).format;
  if (typeof format === "number" && format > FORMAT) throw backupNewer([`format ${format}`]);
  const parsed = manifestSchema.safeParse(given);
  if (!parsed.success) throw manifestDamaged(folder);
  return parsed.data;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function textOf(folder: string, name: string): Promise<string | null> {
  try {
    return await withFileErrors(folder, () => readFile(join(folder, name), "utf8"));
  } catch (error) {
    if (error instanceof TerraceError && error.code === "file-missing") return null;
    throw error;
  }
}

function backupAbsent(folder: string): TerraceError {
  return new TerraceError({
    code: "backup-absent",
    userMessage: `${folder} 不是备份目录（没有 ${MANIFEST}）。请用 --from 或 --verify 指定备份目录本身。`,
    message: `${folder} is no backup (it has no ${MANIFEST}). Name the folder of the backup itself.`,
    details: { folder },
  });
}

function manifestDamaged(folder: string): TerraceError {
  return new TerraceError({
    code: "backup-damaged",
    userMessage: `备份 ${folder} 不完整或被改动过：${MANIFEST} 与 ${MANIFEST_HASH} 不符。请改用另一份备份。`,
    message: `The backup ${folder} is damaged: ${MANIFEST} does not match ${MANIFEST_HASH}. Use another backup.`,
    details: { folder, faults: [{ path: MANIFEST, kind: "changed" }] },
  });
}

export function backupNewer(unknown: readonly string[]): TerraceError {
  return new TerraceError({
    code: "backup-newer",
    userMessage: `备份由更新的版本建立（本程序不认识 ${unknown.join("、")}），没有恢复。请改用建立备份的版本或更新的程序。`,
    message: `The backup was made by a newer version (unknown: ${unknown.join(", ")}); nothing was restored. Use that version or a later one.`,
    details: { unknown },
  });
}
