import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { sql } from "kysely";
import { z } from "zod";
import type { Database, Session, Transaction } from "#platform/database";
import { defineRoute, type ProblemStatuses, type Route, sendFile, signedIn } from "#platform/http-api";
import { jobCancelled, jobEnded, jobFileUnknown, jobNotEnded, jobUnknown } from "./job-errors.ts";
import { attemptFolder } from "./job-runner.ts";
import { requestCancel, retryJob } from "./job-store.ts";

export const jobProblemStatuses: ProblemStatuses = {
  "job-unknown": 404,
  "job-file-unknown": 404,
  "job-already-ended": 409,
  "job-not-failed": 409,
};

const reason = z.object({
  code: z.string(),
  userMessage: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

const jobLine = z.object({
  id: z.uuid(),
  kind: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  /** It was asked to stop and has not yet done so. */
  isCancelling: z.boolean(),
  progress: z.number().min(0).max(1),
  stepZh: z.string(),
  stepEn: z.string(),
  result: z.unknown(),
  reason: reason.nullable(),
  createdBy: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  attempts: z.number().int(),
});

const wholeJob = jobLine.extend({
  input: z.unknown(),
  files: z.array(z.object({ name: z.string(), size: z.number().int() })),
});

type JobLine = z.output<typeof jobLine>;

const COLUMNS = sql`id, kind, title_zh as "titleZh", title_en as "titleEn", state, progress, step_zh as "stepZh", step_en as "stepEn",
  state = 'running' and is_cancel_requested as "isCancelling", result, reason, created_by as "createdBy", created_at as "createdAt",
  started_at as "startedAt", ended_at as "endedAt", attempts, input`;

export interface JobRoutesOptions {
  readonly database: Database;
  readonly dataFolder: string;
  /** So that a job of this process stops at once. */
  readonly onCancelled: (id: string) => void;
}

const params = z.object({ id: z.uuid() });

export function jobRoutes({ database, dataFolder, onCancelled }: JobRoutesOptions): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/jobs",
      access: signedIn(),
      summary: { zh: "我的任务，新的在前", en: "My jobs, newest first" },
      query: z.object({
        /** Those of others, too, as far as the session sees them. */
        all: z.stringbool().default(false),
        kind: z.string().max(50).optional(),
        before: z.iso.datetime().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      response: z.object({ jobs: z.array(jobLine) }),
      handle: async ({ session, query, transaction }) =>
        transaction(async (tx) => {
          const { rows } = await sql<JobLine>`select ${COLUMNS} from jobs.job
            where ${query.all ? sql`true` : sql`created_by = ${session.userId}`}
              and ${query.kind === undefined ? sql`true` : sql`kind = ${query.kind}`}
              and ${query.before === undefined ? sql`true` : sql`created_at < ${query.before}`}
            order by created_at desc limit ${query.limit}`.execute(tx);
          return { jobs: rows };
        }),
    }),
    defineRoute({
      method: "get",
      path: "/jobs/{id}",
      access: signedIn(),
      summary: { zh: "一个任务", en: "One job" },
      params,
      response: wholeJob,
      handle: async ({ params: { id }, transaction }) =>
        wholeJobOf(dataFolder, await transaction((tx) => read(tx, id))),
    }),
    defineRoute({
      method: "post",
      path: "/jobs/{id}/cancel",
      access: signedIn(),
      summary: { zh: "取消任务", en: "Cancel a job" },
      params,
      response: wholeJob,
      handle: async ({ session, params: { id }, transaction }) => {
        await transaction((tx) => readOwn(tx, session, id));
        const { code, userMessage, message, details } = jobCancelled(session.userName);
        const state = await requestCancel(database, id, { code, userMessage, message, details });
        if (state !== "queued" && state !== "running") throw jobEnded(String(state));
        onCancelled(id);
        return wholeJobOf(dataFolder, await transaction((tx) => read(tx, id)));
      },
    }),
    defineRoute({
      method: "post",
      path: "/jobs/{id}/retry",
      access: signedIn(),
      summary: { zh: "重新运行失败或已取消的任务", en: "Run a failed or cancelled job again" },
      params,
      response: wholeJob,
      handle: async ({ session, params: { id }, transaction }) => {
        await transaction((tx) => readOwn(tx, session, id));
        const state = await retryJob(database, id);
        if (state !== "failed" && state !== "cancelled") throw jobNotEnded(String(state));
        return wholeJobOf(dataFolder, await transaction((tx) => read(tx, id)));
      },
    }),
    defineRoute({
      method: "get",
      path: "/jobs/{id}/files/{name}",
      access: signedIn(),
      summary: { zh: "下载任务的结果文件", en: "Download a file that a job made" },
      params: z.object({ id: z.uuid(), name: z.string().min(1) }),
      response: "raw",
      handle: async ({ session, params: { id, name }, transaction, request }) => {
        const job = await transaction((tx) => readOwn(tx, session, id));
        const files = await filesOf(dataFolder, job);
        if (!files.some((file) => file.name === name)) throw jobFileUnknown(name);
        const path = join(attemptFolder(dataFolder, id, job.attempts), name);
        return new Hono().all("*", (context) => sendFile(context, path, { asAttachment: true })).fetch(request);
      },
    }),
  ];
}

async function read(tx: Transaction, id: string): Promise<z.input<typeof wholeJob>> {
  const { rows } = await sql<z.input<typeof wholeJob>>`select ${COLUMNS} from jobs.job where id = ${id}`.execute(tx);
  if (rows[0] === undefined) throw jobUnknown(id);
  return rows[0];
}

/** The city sees every job, but what it holds may go beyond what its beholder may see: only its user has its files and its end. */
async function readOwn(tx: Transaction, session: Session, id: string): Promise<z.input<typeof wholeJob>> {
  const job = await read(tx, id);
  if (job.createdBy !== session.userId && !session.permissions.includes("jobs.all")) throw jobUnknown(id);
  return job;
}

async function wholeJobOf(dataFolder: string, job: z.input<typeof wholeJob>): Promise<z.input<typeof wholeJob>> {
  return { ...job, files: await filesOf(dataFolder, job) };
}

/** None while it runs: a file that is still being written looks like one. */
async function filesOf(dataFolder: string, { id, state, attempts }: Pick<JobLine, "id" | "state" | "attempts">) {
  if (state !== "done") return [];
  const folder = attemptFolder(dataFolder, id, attempts);
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    names = [];
  }
  const files = await Promise.all(
    names.map(async (name) => {
      const status = await stat(join(folder, name));
      return status.isFile() ? [{ name, size: status.size }] : [];
    }),
  );
  return files.flat();
}
