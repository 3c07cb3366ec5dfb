import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { sql } from "kysely";
import * as tus from "tus-js-client";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { type Attachments, type AttachmentsOptions, attachmentProblemStatuses, createAttachments } from "./index.ts";

const user = (last: number, divisions: string[]): Session => ({
  ...NOBODY,
  userId: `00000000-0000-4000-8000-00000000000${last}`,
  userName: `用户${last}`,
  scope: "division",
  divisions,
});
export const OWNER: Session = user(1, ["370686"]);
export const NEIGHBOUR: Session = user(2, ["370682"]);
export const COLLEAGUE: Session = user(3, ["370686"]);
export const MIB: number = 2 ** 20;

/** Attachments of the plots `a`, `b`, `closed` of 370686 and `other` of 370682, over HTTP. */
export interface AttachmentsServer {
  readonly folder: string;
  readonly attachments: Attachments;
  /** `http://127.0.0.1:port/api` */
  readonly address: string;
  /** What no test looks at. */
  readonly bugs: readonly unknown[];
  ask(path: string, who?: Session, init?: RequestInit): Promise<Response>;
  listed(record: string, who?: Session): Promise<Record<string, unknown>[]>;
  /** Uploads with the client library. Its address, or the problem's code where it is refused. */
  upload(bytes: Uint8Array, fileName: string, more?: Record<string, string>, who?: Session): Promise<string>;
  headersOf(who: Session): Record<string, string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openAttachmentsServer(
  database: Database,
  objectStore: AttachmentsOptions["objectStore"] = null,
): Promise<AttachmentsServer> {
  await database.execute(`create table public.plot (id text primary key, division_code text, is_closed boolean not null);
    alter table public.plot enable row level security; grant select on public.plot to terrace_user;
    create policy p on public.plot to terrace_user using (access.sees_division(division_code));
    insert into public.plot values ('a', '370686', false), ('b', '370686', false), ('closed', '370686', true), ('other', '370682', false)`);
  const folder = await mkdtemp(join(tmpdir(), "terrace-attachments-"));
  const bugs: unknown[] = [];
  let attachments: Attachments;
  let server: Server;
  let address = "";

  async function start() {
    attachments = await createAttachments({
      database,
      dataFolder: folder,
      objectStore,
      maximumBytes: 200 * MIB,
      mayAccess: async (tx, set, id, action) => {
        const { rows } = await sql<{ is_closed: boolean }>`select is_closed from public.plot where id = ${id}`.execute(
          tx,
        );
        return set === "plots" && rows[0] !== undefined && !(action === "attach" && rows[0].is_closed);
      },
    });
    const app = new Hono();
    app.onError(createErrorHandler({ statuses: attachmentProblemStatuses, onBug: (error) => bugs.push(error) }));
    const people = new Map([OWNER, NEIGHBOUR, COLLEAGUE].map((session) => [session.userId, session]));
    const identify = async (request: Request) => people.get(request.headers.get("X-Who")) ?? NOBODY;
    app.route("/api", mountRoutes({ routes: attachments.routes, database, identify }));
    await new Promise<void>((resolve) => {
      server = serve({ fetch: app.fetch, port: 0 }, () => resolve()) as Server;
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
      attachments.close();
    });
  await start();

  const headersOf = (who: Session) => ({ "X-Who": String(who.userId), "X-Terrace-Request": "1" });
  const ask: AttachmentsServer["ask"] = (path, who = OWNER, init = {}) =>
    fetch(`${address}${path}`, { ...init, headers: { ...headersOf(who), ...init.headers } });
  return {
    folder,
    get attachments() {
      return attachments;
    },
    get address() {
      return address;
    },
    bugs,
    headersOf,
    ask,
    start,
    stop,
    listed: async (record, who = OWNER) => {
      const answer = await ask(`/record-sets/plots/records/${record}/attachments`, who);
      if (answer.status !== 200) throw new Error(`The attachments of ${record} are answered with ${answer.status}`);
      return ((await answer.json()) as { attachments: Record<string, unknown>[] }).attachments;
    },
    upload: (bytes, fileName, more = {}, who = OWNER) =>
      new Promise((resolve, reject) => {
        const sending = new tus.Upload(Buffer.from(bytes), {
          endpoint: `${address}/uploads`,
          headers: headersOf(who),
          metadata: { recordSet: "plots", recordId: "a", fileName, ...more },
          retryDelays: [],
          onSuccess: () => resolve(sending.url ?? ""),
          onError: (error) => {
            const body = error instanceof tus.DetailedError ? error.originalResponse?.getBody() : undefined;
            if (body === undefined || body === "") reject(error);
            else resolve((JSON.parse(body) as { code: string }).code);
          },
        });
        sending.start();
      }),
    close: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}
