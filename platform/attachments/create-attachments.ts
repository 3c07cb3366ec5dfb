import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import type { Database, Session, Transaction } from "#platform/database";
import type { Route } from "#platform/http-api";
import { defineJob, type JobDefinition } from "#platform/jobs";
import { recordClosed } from "./attachment-errors.ts";
import { attachmentRoutes } from "./attachment-routes.ts";
import {
  type Attachment,
  listAttachments,
  type MayAccess,
  markComplete,
  type OpenUpload,
  openRecord,
  readOpenUpload,
  removeUpload,
} from "./attachment-store.ts";
import { attachmentError } from "./content/attachment-errors.ts";
import { inspectContent } from "./content/inspect-content.ts";
import { readExif } from "./content/read-exif.ts";
import { type BucketSettings, createBucketStore } from "./file-stores/bucket-store.ts";
import type { OutsideStore } from "./file-stores/file-store.ts";
import { createFolderStore } from "./file-stores/folder-store.ts";
import { withEarlierFolder } from "./file-stores/with-earlier-folder.ts";
import { createResumableUploads } from "./resumable-uploads.ts";
import { uploadRoutes } from "./upload-routes.ts";

export interface AttachmentsOptions {
  readonly database: Database;
  /** Contents lie in its folder `files` where there is no bucket for them; unfinished uploads always in `uploads`. */
  readonly dataFolder: string;
  readonly mayAccess: MayAccess;
  /** Default 4 GiB. */
  readonly maximumBytes?: number;
  /** The bucket in which new contents are kept. */
  readonly objectStore?: BucketSettings | null;
  /** Told when the bucket begins to fail; its users are told each time. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface Attachments {
  readonly routes: readonly Route[];
  /** Removes unfinished uploads that nobody goes on with; to be run by the jobs. */
  readonly jobs: readonly JobDefinition[];
  /** The complete files of a record, as far as the transaction's session may see it; none where it may not. */
  filesOf(transaction: Transaction, recordSet: string, recordId: string): Promise<readonly Attachment[]>;
  /** Gives the content of a file that `filesOf` gave a name of its own, for a program that reads files. */
  place(attachment: Pick<Attachment, "sha256">, path: string): Promise<void>;
  /** Removes uploads that nobody goes on with. */
  sweep(now?: Date): Promise<number>;
  /** Where new contents are kept outside the data folder; null where they are not. */
  readonly outside: OutsideStore | null;
  /** Whether it can be reached, where there is one. What keeps it away is told to `onTrouble` and keeps nobody from the rest. */
  tryOutside(): Promise<boolean>;
  close(): void;
}

const MAXIMUM_BYTES = 4 * 2 ** 30;
const UPLOADS_KEPT_MS = 7 * 24 * 3600_000;

/** Files of records: uploaded in resumable parts, checked when whole, kept as they came. */
export async function createAttachments(options: AttachmentsOptions): Promise<Attachments> {
  const { database, dataFolder, mayAccess, maximumBytes = MAXIMUM_BYTES } = options;
  const filesFolder = join(dataFolder, "files");
  await mkdir(filesFolder, { recursive: true });
  const folderStore = createFolderStore(filesFolder);
  const { objectStore = null, onTrouble } = options;
  const outside =
    objectStore === null ? null : withEarlierFolder(await createBucketStore(objectStore, onTrouble), folderStore);
  const fileStore = outside ?? folderStore;
  /** A client whose connection broke while its file was being hashed asks again. */
  const completing = new Map<string, Promise<void>>();
  const sessions = new WeakMap<object, Session>();
  const uploads = await createResumableUploads({
    folder: join(dataFolder, "uploads"),
    path: "/api/uploads",
    maximumBytes,
    onFull: async (request, id) => {
      const session = sessions.get(request);
      if (session === undefined) throw new Error("An upload ended without its session");
      const upload = await readOpenUpload(database, session, id);
      if (upload !== null) await complete(session, upload);
    },
  });

  /**
   * All bytes are there: they are hashed, looked at, kept, and only then is the attachment complete. Whatever of this an earlier
   * process has done already does no harm done again.
   */
  function complete(session: Session, upload: OpenUpload): Promise<void> {
    const known = completing.get(upload.id);
    if (known !== undefined) return known;
    const completed = completeOnce(session, upload).finally(() => completing.delete(upload.id));
    completing.set(upload.id, completed);
    return completed;
  }

  async function completeOnce(session: Session, upload: OpenUpload): Promise<void> {
    const { id, fileName, recordSet, recordId } = upload;
    const path = uploads.pathOf(id);
    try {
      const sha256 = await uploads.digestOf(id, upload.size);
      if (upload.declaredSha256 !== null && upload.declaredSha256 !== sha256) throw hashMismatch(upload, sha256);
      const mediaType = await inspectContent(path, fileName);
      const exif = await readExif(path, mediaType);
      await fileStore.put(path, sha256);
      await database.asSession(session, async (tx) => {
        if (!(await openRecord(tx, mayAccess, recordSet, recordId, "attach"))) throw recordClosed(recordSet, recordId);
        await markComplete(tx, id, { sha256, mediaType, exif });
      });
    } catch (error) {
      // What was sent is refused for good; a full disk, a bucket or a database that is away is not the file's fault: its end is tried
      // again.
      if (isRefusal(error)) {
        await removeUpload(database, id);
        await uploads.remove(id);
      } else {
        uploads.askForEnd(id);
      }
      throw error;
    }
    await uploads.remove(id);
  }

  async function sweep(now: Date = new Date()): Promise<number> {
    const expired = await uploads.notGrownSince(new Date(now.getTime() - UPLOADS_KEPT_MS));
    for (const id of expired) await uploads.remove(id);
    return database.asService("attachments", async (tx) => {
      const { rows } = await sql`delete from attachments.attachment
        where state = 'uploading' and (id::text = any (string_to_array(${expired.join(",")}, ','))
          or updated_at < ${new Date(now.getTime() - 2 * UPLOADS_KEPT_MS).toISOString()}) returning id`.execute(tx);
      return rows.length;
    });
  }

  return {
    routes: [
      ...uploadRoutes({ database, uploads, maximumBytes, mayAccess, sessions, complete }),
      ...attachmentRoutes({ database, fileStore, mayAccess }),
    ],
    jobs: [
      defineJob({
        kind: "attachments-sweep",
        titleZh: "清理过期的上传",
        titleEn: "Remove expired uploads",
        input: z.object({}),
        dailyAt: "03:10",
        run: async () => ({ removed: await sweep() }),
      }),
    ],
    filesOf: async (transaction, recordSet, recordId) => {
      if (!(await openRecord(transaction, mayAccess, recordSet, recordId, "view"))) return [];
      const files = await listAttachments(transaction, recordSet, recordId);
      return files.filter(({ state }) => state === "complete");
    },
    place: ({ sha256 }, path) => fileStore.place(sha256, path),
    sweep,
    outside,
    tryOutside: async () => {
      try {
        await outside?.check();
        return true;
      } catch (error) {
        if (!(error instanceof TerraceError)) throw error;
        return false;
      }
    },
    close: () => outside?.close(),
  };
}

function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("attachment-");
}

function hashMismatch({ fileName, declaredSha256 }: OpenUpload, sha256: string) {
  return attachmentError(
    "attachment-hash-mismatch",
    fileName,
    "收到的内容与您电脑上的文件不一致（校验值不同），没有保存。可能是传输出错，或文件在上传时被改动；请重新上传。",
    "what arrived differs from the file that was sent (SHA-256) and was not kept. It was damaged on the way or changed meanwhile; upload it again.",
    { expected: declaredSha256, received: sha256 },
  );
}
