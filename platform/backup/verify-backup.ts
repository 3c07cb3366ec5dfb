import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { TerraceError } from "#errors";
import { type FileDigest, sha256OfFile } from "#platform/files";
import { type BackupManifest, databaseHash, FILE_LIST, readManifest, tableFile } from "./manifest.ts";
import { OUTSIDE_LIST } from "./outside-contents.ts";
import { valuesOfLine } from "./table-text.ts";
import { linesOfFile } from "./text-lines.ts";

/** What of a backup is not as it was written. */
export interface BackupFault {
  /** Within the backup. */
  readonly path: string;
  readonly kind: "missing" | "changed";
  /** The first line that is not as it was written, from 1, where one can be told. */
  readonly line: number | null;
}

const listedFile = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() });
export type ListedFile = z.output<typeof listedFile>;

/**
 * Reads every byte of a backup and compares it with the hashes of its manifest.
 * @throws TerraceError `backup-absent`, `backup-newer`, `backup-damaged` naming what is missing or changed
 */
export async function verifyBackup(
  folder: string,
  onStep: (step: { readonly zh: string; readonly en: string }) => void = () => undefined,
): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  const faults: BackupFault[] = [];
  for (const { name, sha256 } of manifest.tables) {
    onStep({ zh: `校验数据表 ${name}`, en: `Verifying table ${name}` });
    const path = tableFile(name);
    const line = await changedLine(folder, path, sha256);
    if (line !== "none") faults.push(line);
  }
  if (databaseHash(manifest.tables) !== manifest.databaseSha256) {
    faults.push({ path: "manifest.json", kind: "changed", line: null });
  }
  onStep({ zh: "校验文件", en: "Verifying files" });
  const list = await digestOf(join(folder, FILE_LIST));
  if (list?.sha256 !== manifest.files.sha256) {
    faults.push({ path: FILE_LIST, kind: list === null ? "missing" : "changed", line: null });
  } else {
    for await (const { path, sha256 } of listedFiles(folder)) {
      const found = await digestOf(join(folder, path));
      if (found?.sha256 !== sha256) faults.push({ path, kind: found === null ? "missing" : "changed", line: null });
    }
  }
  const listed = manifest.outside?.listed ?? null;
  if (listed !== null) {
    const found = await digestOf(join(folder, OUTSIDE_LIST));
    if (found?.sha256 !== listed.sha256) {
      faults.push({ path: OUTSIDE_LIST, kind: found === null ? "missing" : "changed", line: null });
    }
  }
  if (faults.length > 0) throw damaged(folder, faults);
  return manifest;
}

/** The files of a backup. */
export async function* listedFiles(folder: string): AsyncGenerator<ListedFile, void, undefined> {
  for await (const line of linesOfFile(join(folder, FILE_LIST))) yield listedFile.parse(JSON.parse(line));
}

async function changedLine(folder: string, path: string, sha256: string): Promise<BackupFault | "none"> {
  const hash = createHash("sha256");
  let number = 0;
  let firstChanged: number | null = null;
  try {
    for await (const line of linesOfFile(join(folder, path), (bytes) => hash.update(bytes))) {
      number++;
      if (firstChanged === null && valuesOfLine(line) === null) firstChanged = number;
    }
  } catch (error) {
    if (error instanceof TerraceError && error.code === "file-missing") return { path, kind: "missing", line: null };
    throw error;
  }
  return hash.digest("hex") === sha256 ? "none" : { path, kind: "changed", line: firstChanged };
}

async function digestOf(path: string): Promise<FileDigest | null> {
  try {
    return await sha256OfFile(path);
  } catch (error) {
    if (error instanceof TerraceError && error.code === "file-missing") return null;
    throw error;
  }
}

const MOST_NAMED = 5;

function damaged(folder: string, faults: readonly BackupFault[]): TerraceError {
  const zh = faults.slice(0, MOST_NAMED).map(({ path, kind, line }) => {
    if (kind === "missing") return `缺少 ${path}`;
    return line === null ? `${path} 被改动` : `${path} 第 ${line} 行被改动`;
  });
  const en = faults.slice(0, MOST_NAMED).map(({ path, kind, line }) => {
    if (kind === "missing") return `${path} is missing`;
    return line === null ? `${path} was changed` : `line ${line} of ${path} was changed`;
  });
  const isCut = faults.length > MOST_NAMED;
  return new TerraceError({
    code: "backup-damaged",
    userMessage: `备份 ${folder} 不完整或被改动过：${zh.join("；")}${isCut ? ` 等 ${faults.length} 处` : ""}。没有恢复任何内容，请改用另一份备份。`,
    message: `The backup ${folder} is damaged: ${en.join("; ")}${isCut ? ` (${faults.length} in all)` : ""}. Nothing was restored; use another backup.`,
    details: { folder, faults },
  });
}
