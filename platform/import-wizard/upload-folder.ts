import { createHash, randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { TerraceError } from "#errors";
import type { UploadedFile } from "./open-upload.ts";

/** An upload that is on the disk in full. */
export interface StoredUpload {
  readonly id: string;
  /** As the sender calls it. */
  readonly fileName: string;
  /** As it is called in its folder: nothing of the sender's name but letters and digits. */
  readonly storedName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** What may become part of a file name; everything else is a blank to some operating system or shell. */
const UNSAFE = /[^\p{L}\p{N}_-]+/gu;

/** The files of imports under way, each in a folder of its own. */
export interface UploadFolder {
  /**
   * Stores a file as it arrives.
   * @throws TerraceError `upload-broken` where it ends early
   */
  store(name: string, content: AsyncIterable<Uint8Array>): Promise<StoredUpload>;
  fileOf(upload: { readonly id: string; readonly storedName: string; readonly fileName: string }): UploadedFile;
  /** Whether the file is there as it came. */
  isIntact(upload: { readonly id: string; readonly storedName: string; readonly sha256: string }): Promise<boolean>;
  remove(id: string): Promise<void>;
}

export function createUploadFolder(folder: string): UploadFolder {
  return {
    store: async (name, content) => {
      const id = randomUUID();
      const fileName = basename(name.replaceAll("\\", "/")).slice(0, 200);
      const extension = extname(fileName)
        .toLowerCase()
        .replace(/[^.a-z0-9]/g, "");
      const stem = basename(fileName, extname(fileName)).replace(UNSAFE, "_").slice(0, 60) || "upload";
      const storedName = `${stem}${extension}`;
      const partial = join(folder, `${id}.partial`);
      await mkdir(partial, { recursive: true });
      try {
        const hash = createHash("sha256");
        let sizeBytes = 0;
        const file = await open(join(partial, storedName), "wx");
        try {
          for await (const piece of content) {
            hash.update(piece);
            sizeBytes += piece.byteLength;
            await file.write(piece);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        // A folder under its final name holds a whole file, whenever the program was killed.
        await rename(partial, join(folder, id));
        return { id, fileName, storedName, sha256: hash.digest("hex"), sizeBytes };
      } catch (error) {
        await rm(partial, { recursive: true, force: true });
        throw error;
      }
    },
    fileOf: ({ id, storedName, fileName }) => ({ path: join(folder, id, storedName), name: fileName }),
    isIntact: async ({ id, storedName, sha256 }) => {
      const path = join(folder, id, storedName);
      if (!existsSync(path)) return false;
      const hash = createHash("sha256");
      for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
      return hash.digest("hex") === sha256;
    },
    remove: (id) => rm(join(folder, id), { recursive: true, force: true }),
  };
}

/** What a request carries: one file and a few short fields. */
export interface ReceivedForm {
  readonly upload: StoredUpload;
  readonly fields: Readonly<Record<string, string>>;
}

/** Room for the boundaries and the short fields of a form. */
const FORM_BYTES = 64 * 1024;

/**
 * Takes the file of a multipart form into the folder.
 * @throws TerraceError `upload-too-large`, `upload-broken`, `upload-missing`
 */
export async function receiveForm(request: Request, folder: UploadFolder, limitBytes: number): Promise<ReceivedForm> {
  const stated = Number(request.headers.get("Content-Length") ?? 0);
  if (stated > limitBytes + FORM_BYTES) throw tooLarge(limitBytes);
  const form = await formOf(request, limitBytes + FORM_BYTES, limitBytes);
  const fields: Record<string, string> = {};
  let file: File | undefined;
  for (const [name, value] of form) {
    if (typeof value === "string") fields[name] = value.slice(0, 1000);
    else if (name === "file") file ??= value;
  }
  if (file === undefined) {
    throw new TerraceError({
      code: "upload-missing",
      userMessage: "没有收到文件。请选择要导入的文件后再上传。",
      message: "No file was received: the form needs a part named file.",
    });
  }
  if (file.size > limitBytes) throw tooLarge(limitBytes);
  return { upload: await folder.store(file.name, file.stream()), fields };
}

async function formOf(request: Request, mostBytes: number, limitBytes: number): Promise<FormData> {
  let received = 0;
  let isTooLarge = false;
  const counted = request.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, controller) => {
        received += piece.byteLength;
        // What is too much is let run out and dropped: to cancel a form under way fails in undici where nobody can catch it.
        if (received <= mostBytes) controller.enqueue(piece);
        else isTooLarge = true;
      },
    }),
  );
  try {
    const headers = { "Content-Type": request.headers.get("Content-Type") ?? "" };
    const form = await new Response(counted ?? null, { headers }).formData();
    if (isTooLarge) throw tooLarge(limitBytes);
    return form;
  } catch (cause) {
    if (isTooLarge) throw tooLarge(limitBytes);
    throw new TerraceError({
      code: "upload-broken",
      userMessage: "上传中断，文件没有收全，什么也没有保存。请重新上传。",
      message: "The upload broke off or is no multipart form; nothing was kept. Upload it again.",
      cause,
    });
  }
}

function tooLarge(limitBytes: number): TerraceError {
  const megabytes = Math.floor(limitBytes / 1024 / 1024);
  return new TerraceError({
    code: "upload-too-large",
    userMessage: `文件超过 ${megabytes} MB，不能导入。请按区市拆分，或改用压缩后的 GeoPackage、Shapefile（zip）。`,
    message: `The file exceeds ${megabytes} MB. Split it by division, or use a zipped Shapefile or a GeoPackage.`,
    details: { limitBytes },
  });
}
