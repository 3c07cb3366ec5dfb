import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { sql } from "kysely";
import type { Attachment, Attachments } from "#platform/attachments";
import type { Transaction } from "#platform/database";
import { type SurveyInputFile, type SurveyInputKind, surveyInputsRecord } from "../../model/index.ts";

/** What of uploaded files the runs of surveys need. */
export type SurveyUploads = Pick<Attachments, "filesOf" | "place">;

/** Folders of the data folder whose files a survey may be made from. */
export const INPUT_FOLDERS = ["inputs", "demonstration"] as const;
export const UPLOADS = "uploads";

const KINDS: readonly (readonly [SurveyInputKind, RegExp])[] = [
  ["raster", /\.(tif|tiff)$/i],
  ["vector", /\.(shp|zip|gpkg|geojson|json|kml|kmz|gml)$/i],
  ["table", /\.(csv|txt)$/i],
  ["settings", /\.(yaml|yml)$/i],
];
/** More than anybody chooses from; a folder of tiles or photographs is not read to its end. */
const MOST_FILES = 5000;

export interface InputFilesOptions {
  readonly dataFolder: string;
  readonly uploads: SurveyUploads;
}

/** The files that a survey can be made from: those of the data folder, and those that were uploaded. */
export async function listInputFiles(
  transaction: Transaction,
  { dataFolder, uploads }: InputFilesOptions,
): Promise<SurveyInputFile[]> {
  const inFolders: SurveyInputFile[] = [];
  for (const folder of INPUT_FOLDERS) inFolders.push(...(await filesIn(dataFolder, folder)));
  const uploaded = await uploadedFiles(transaction, uploads);
  return [...uploaded.map(({ file }) => file), ...inFolders];
}

/** Uploaded inputs with what their contents are found by. */
export async function uploadedFiles(
  transaction: Transaction,
  uploads: SurveyUploads,
): Promise<readonly { readonly file: SurveyInputFile; readonly attachment: Attachment }[]> {
  const { recordSet, recordId } = surveyInputsRecord;
  const attachments = await uploads.filesOf(transaction, recordSet, recordId);
  return attachments.flatMap((attachment) => {
    const { id, fileName, size, createdAt, uploadedByName } = attachment;
    const kind = kindOf(fileName);
    if (kind === undefined) return [];
    const name = `${UPLOADS}/${id}/${fileName}`;
    return [{ file: { name, kind, origin: "upload", size, modifiedAt: createdAt, uploadedByName }, attachment }];
  });
}

/** Whether a session may see uploaded inputs and add to them: they are the city's, among those who run surveys. */
export async function mayUseSurveyInputs(transaction: Transaction, recordId: string): Promise<boolean> {
  if (recordId !== surveyInputsRecord.recordId) return false;
  const { rows } = await sql<{ may: boolean }>`
    select access.is_city() and access.has_permission('survey.run') as may`.execute(transaction);
  return rows[0]?.may ?? false;
}

async function filesIn(dataFolder: string, folder: (typeof INPUT_FOLDERS)[number]): Promise<SurveyInputFile[]> {
  const paths: string[] = [];
  await gather(join(dataFolder, folder), paths);
  const origin = folder === "inputs" ? "folder" : "demonstration";
  const files = await Promise.all(
    paths.map(async (path): Promise<SurveyInputFile | undefined> => {
      const kind = kindOf(path);
      const status = await orAbsent(stat(path));
      if (kind === undefined || status === undefined || !status.isFile()) return undefined;
      const name = relative(dataFolder, path).replaceAll(sep, "/");
      const modifiedAt = status.mtime.toISOString();
      return { name, kind, origin, size: status.size, modifiedAt, uploadedByName: null };
    }),
  );
  return files.filter((file) => file !== undefined);
}

async function gather(folder: string, paths: string[]): Promise<void> {
  const entries = (await orAbsent(readdir(folder, { withFileTypes: true }))) ?? [];
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    if (entry.name.startsWith(".") || paths.length >= MOST_FILES) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await gather(path, paths);
    // Large data is often linked in from another disk.
    else if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
  }
}

function kindOf(name: string): SurveyInputKind | undefined {
  return KINDS.find(([, ending]) => ending.test(name))?.[0];
}

async function orAbsent<T>(access: Promise<T>): Promise<T | undefined> {
  try {
    return await access;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  }
}
