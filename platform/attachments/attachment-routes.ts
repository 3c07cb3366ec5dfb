import { z } from "zod";
import type { Database, Transaction } from "#platform/database";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import { alreadyWithdrawn, attachmentUnknown, contentMissing, recordClosed } from "./attachment-errors.ts";
import {
  type Attachment,
  type AttachmentAction,
  listAttachments,
  type MayAccess,
  markWithdrawn,
  openRecord,
  readAttachment,
  recordOf,
} from "./attachment-store.ts";
import type { FileStore } from "./file-stores/file-store.ts";
import { sendContent } from "./send-content.ts";

const source = z.enum(["sensor", "manual"]).nullable();

const attachment = z.object({
  id: z.uuid(),
  recordSet: z.string(),
  recordId: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  takenAt: z.iso.datetime().nullable(),
  takenAtSource: source,
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  positionAccuracyMetres: z.number().nullable(),
  positionSource: source,
  azimuthDegrees: z.number().nullable(),
  azimuthSource: source,
  exif: z
    .object({
      takenAt: z.string().nullable(),
      longitude: z.number().nullable(),
      latitude: z.number().nullable(),
      camera: z.string().nullable(),
    })
    .nullable(),
  exifDistanceMetres: z.number().nullable(),
  uploadedBy: z.uuid(),
  uploadedByName: z.string(),
  createdAt: z.iso.datetime(),
  state: z.enum(["complete", "withdrawn"]),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnByName: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
});

export interface AttachmentRoutesOptions {
  readonly database: Database;
  readonly fileStore: FileStore;
  readonly mayAccess: MayAccess;
}

const params = z.object({ id: z.uuid() });

export function attachmentRoutes({ database, fileStore, mayAccess }: AttachmentRoutesOptions): readonly Route[] {
  type RunInTransaction = <Output>(work: (tx: Transaction) => Promise<Output>) => Promise<Output>;

  /** Runs `work` with the attachment in a transaction that has opened its record. */
  async function withAttachment<Output>(
    transaction: RunInTransaction,
    id: string,
    action: AttachmentAction,
    work: (tx: Transaction, found: Attachment) => Promise<Output>,
  ): Promise<Output> {
    const record = await recordOf(database, id);
    if (record === null) throw attachmentUnknown(id);
    const { recordSet, recordId } = record;
    return transaction(async (tx) => {
      if (!(await openRecord(tx, mayAccess, recordSet, recordId, "view"))) throw attachmentUnknown(id);
      if (action === "attach" && !(await mayAccess(tx, recordSet, recordId, action)))
        throw recordClosed(recordSet, recordId);
      const found = await readAttachment(tx, id);
      if (found === null) throw attachmentUnknown(id);
      return work(tx, found);
    });
  }

  return [
    defineRoute({
      method: "get",
      path: "/record-sets/{set}/records/{id}/attachments",
      access: signedIn(),
      summary: { zh: "一条记录的附件", en: "Attachments of a record" },
      params: z.object({ set: z.string(), id: z.string() }),
      response: z.object({ attachments: z.array(attachment), canAdd: z.boolean() }),
      handle: async ({ params: { set, id }, transaction }) =>
        transaction(async (tx) => {
          if (!(await openRecord(tx, mayAccess, set, id, "view"))) throw attachmentUnknown(`${set}/${id}`);
          const attachments = [...(await listAttachments(tx, set, id))];
          return { attachments, canAdd: await mayAccess(tx, set, id, "attach") };
        }),
    }),
    defineRoute({
      method: "get",
      path: "/attachments/{id}/content",
      access: signedIn(),
      summary: { zh: "附件的原文件", en: "An attachment's original file" },
      params,
      response: "raw",
      handle: async ({ params: { id }, transaction, request }) => {
        const found = await withAttachment(transaction, id, "view", async (_tx, each) => each);
        const response = await sendContent(request, fileStore, found);
        if (response === null) throw contentMissing(id);
        return response;
      },
    }),
    defineRoute({
      method: "delete",
      path: "/attachments/{id}",
      access: signedIn(),
      summary: { zh: "撤回附件（保留原文件和理由）", en: "Withdraw an attachment (the file and the reason are kept)" },
      params,
      body: z.object({ reason: z.string().trim().min(2).max(500) }),
      response: attachment,
      handle: async ({ session, params: { id }, body: { reason }, transaction }) =>
        withAttachment(transaction, id, "attach", async (tx) => {
          if (!(await markWithdrawn(tx, id, session.userName, reason))) throw alreadyWithdrawn();
          const withdrawn = await readAttachment(tx, id);
          if (withdrawn === null) throw attachmentUnknown(id);
          return withdrawn;
        }),
    }),
  ];
}
