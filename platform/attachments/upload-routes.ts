import { randomUUID } from "node:crypto";
import { z } from "zod";
import { TerraceError } from "#errors";
import type { Database, Session } from "#platform/database";
import { defineRoute, type Route, type RouteCall, signedIn } from "#platform/http-api";
import { recordClosed, uploadUnknown } from "./attachment-errors.ts";
import {
  completedSize,
  insertUpload,
  type MayAccess,
  type OpenUpload,
  openRecord,
  readOpenUpload,
  removeUpload,
} from "./attachment-store.ts";
import type { ResumableUploads } from "./resumable-uploads.ts";
import { readNewUpload } from "./upload-metadata.ts";

export interface UploadRoutesOptions {
  readonly database: Database;
  readonly uploads: ResumableUploads;
  readonly maximumBytes: number;
  readonly mayAccess: MayAccess;
  /** Whose request it is that ends an upload. */
  readonly sessions: WeakMap<object, Session>;
  readonly complete: (session: Session, upload: OpenUpload) => Promise<void>;
}

const params = z.object({ id: z.uuid() });

/** The tus 1.0 protocol under `/uploads`. Hono gives HEAD to the route of GET. */
export function uploadRoutes(options: UploadRoutesOptions): readonly Route[] {
  const { database, uploads, maximumBytes, mayAccess, sessions, complete } = options;

  const ownUpload = async (session: Session, id: string): Promise<OpenUpload> => {
    const upload = await readOpenUpload(database, session, id);
    if (upload === null) throw uploadUnknown();
    return upload;
  };
  const answer = async (
    { request, session }: Pick<RouteCall<unknown, unknown, unknown>, "request" | "session">,
    id: string,
  ) => {
    sessions.set(request, session);
    return uploads.answer(request, id);
  };

  return [
    defineRoute({
      method: "post",
      path: "/uploads",
      access: signedIn(),
      summary: { zh: "开始一次可续传的上传（tus 1.0）", en: "Begin a resumable upload (tus 1.0)" },
      response: "raw",
      handle: async ({ session, request, transaction }) => {
        const upload = readNewUpload(request, maximumBytes);
        const { recordSet, recordId } = upload;
        const id = randomUUID();
        await transaction(async (tx) => {
          if (!(await openRecord(tx, mayAccess, recordSet, recordId, "attach")))
            throw recordClosed(recordSet, recordId);
          await insertUpload(tx, session, id, upload);
        });
        try {
          return await answer({ request, session }, id);
        } catch (error) {
          await removeUpload(database, id);
          throw error;
        }
      },
    }),
    defineRoute({
      method: "get",
      path: "/uploads/{id}",
      access: signedIn(),
      summary: { zh: "上传到了哪里（HEAD，tus 1.0）", en: "How far an upload is (HEAD, tus 1.0)" },
      params,
      response: "raw",
      handle: async ({ session, request, params: { id } }) => {
        if (request.method !== "HEAD") throw uploadUnknown();
        const completed = await completedSize(database, session, id);
        if (completed !== null) return completedAnswer(completed);
        const upload = await ownUpload(session, id);
        // Its last byte came and its process ended: it is completed now.
        if (await uploads.isFull(id, upload.size)) {
          const response = await answer({ request, session }, id);
          try {
            await complete(session, upload);
          } catch (error) {
            // HEAD has no body for the reason, and a client that is told of a failure here begins anew. Its next part brings the reason.
            if (error instanceof TerraceError && uploads.isEndAsked(id)) return answer({ request, session }, id);
            throw error;
          }
          return response;
        }
        return answer({ request, session }, id);
      },
    }),
    defineRoute({
      method: "patch",
      path: "/uploads/{id}",
      access: signedIn(),
      summary: { zh: "续传（tus 1.0）", en: "Go on with an upload (tus 1.0)" },
      params,
      response: "raw",
      handle: async ({ session, request, params: { id } }) => {
        await ownUpload(session, id);
        return answer({ request, session }, id);
      },
    }),
    defineRoute({
      method: "delete",
      path: "/uploads/{id}",
      access: signedIn(),
      summary: { zh: "放弃未完成的上传（tus 1.0）", en: "Give up an unfinished upload (tus 1.0)" },
      params,
      response: "raw",
      handle: async ({ session, request, params: { id } }) => {
        await ownUpload(session, id);
        const response = await answer({ request, session }, id);
        await removeUpload(database, id);
        return response;
      },
    }),
  ];
}

/** All of it is here: the client, whose connection broke before it heard so, need not send it again. */
function completedAnswer(size: number): Response {
  return new Response(null, {
    headers: {
      "Tus-Resumable": "1.0.0",
      "Upload-Offset": String(size),
      "Upload-Length": String(size),
      "Cache-Control": "no-store",
    },
  });
}
