import { basename } from "node:path";
import { TerraceError } from "#errors";
import { decidedMapping, proposeMapping } from "./field-mapping.ts";
import type { ImportHints } from "./inspect-import.ts";
import { placeUpload, previewOf, previewOfUnchosen } from "./inspect-import.ts";
import { openUpload, type UploadedFile } from "./open-upload.ts";
import { prepareRows } from "./prepare-import.ts";
import type { ExaminedImport, ExamineInput } from "./wizard-tasks.ts";

/**
 * Inspects and prepares an upload in one reading of the file.
 * @throws TerraceError for a file that cannot be read, naming it as its sender does
 */
export async function examineImport({ file, hints, target, remembered }: ExamineInput): Promise<ExaminedImport> {
  return namingUpload(file, async () => {
    const allHints: ImportHints = { ...hints, geometry: target.geometry };
    const opened = await openUpload(file, hints.decisions, target.geometry === "polygon");
    if (!("raw" in opened)) return { preview: previewOfUnchosen(opened), mapping: [], prepared: null };
    const placed = placeUpload(opened, allHints);
    const preview = previewOf(placed);
    const sources = placed.raw.fields.map(({ name }) => name);
    const isBlocked = preview.obstacle !== null && target.geometry !== null;
    return {
      preview: isBlocked ? preview : { ...preview, obstacle: null },
      mapping: proposeMapping(target.fields, sources, decidedMapping(hints.decisions), remembered),
      prepared: isBlocked ? null : prepareRows(placed, allHints, target, remembered),
    };
  });
}

/** Runs work on an upload; the server's path in what it refuses becomes the sender's name of the file. */
export async function namingUpload<T>(file: UploadedFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TerraceError)) throw error;
    const named = (text: string) => text.replaceAll(file.path, file.name).replaceAll(basename(file.path), file.name);
    const { path: _path, ...details } = error.details;
    throw new TerraceError({
      code: error.code,
      userMessage: named(error.userMessage),
      message: named(error.message),
      details: { ...details, file: file.name },
      cause: error,
    });
  }
}
