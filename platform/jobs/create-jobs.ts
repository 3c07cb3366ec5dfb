import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database, Session, Transaction } from "#platform/database";
import { parseInput, type Route } from "#platform/http-api";
import { asDailyKey } from "./daily-time.ts";
import type { JobDefinition } from "./job-definition.ts";
import { type JobQueue, openJobQueue } from "./job-queue.ts";
import { jobRoutes } from "./job-routes.ts";
import { createJobRunner } from "./job-runner.ts";
import { cancelledOf, insertJob, requeueInterrupted } from "./job-store.ts";

export interface JobsOptions {
  readonly database: Database;
  readonly definitions: readonly JobDefinition[];
  /** Files of jobs lie in its folder `jobs`. Every process that runs jobs shares it. */
  readonly dataFolder: string;
  /** Told of what fails and is tried again, and of bugs in jobs. */
  readonly onError: (error: unknown) => void;
  /** Of the daily jobs. Default Asia/Shanghai. */
  readonly timeZone?: string;
  /** After this long without a sign of life, a job's process counts as gone. Default 60, at least 10. */
  readonly heartbeatSeconds?: number;
}

export interface EnqueueOptions {
  /** Asked for twice with one key, the job is made once. */
  readonly key?: string;
  /** Instead of the kind's, where it says more: “导出：封育区”. */
  readonly titleZh?: string;
  readonly titleEn?: string;
}

export interface Jobs {
  /**
   * Asks for a job within the caller's transaction: it exists if, and only if, that commits. It runs as the session, whose
   * transaction it must be; `null` for the system's own, in a service's transaction.
   * @returns the job's id
   * @throws TerraceError `request-invalid` where the input is not the kind's
   */
  enqueue(
    tx: Transaction,
    session: Session | null,
    kind: string,
    input: unknown,
    options?: EnqueueOptions,
  ): Promise<string>;
  /** Begins to run jobs, with those that an earlier process left. */
  start(): Promise<void>;
  /**
   * Takes no further job, waits for those that run, then asks them to stop; what has not ended by then goes back into the queue.
   * @param graceSeconds how long they may go on undisturbed; default 20
   */
  stop(graceSeconds?: number): Promise<void>;
  readonly routes: readonly Route[];
}

const SWEEP_MS = 1000;
const MOST_SENT_AT_ONCE = 200;
const ABORT_GRACE_MS = 5000;
const FILES_SWEEP_MS = 3600_000;

/** Jobs of all kinds: asked for in a transaction, run by whichever process has time, seen by their users. */
export function createJobs(options: JobsOptions): Jobs {
  const { database, dataFolder, onError, timeZone = "Asia/Shanghai" } = options;
  const definitions = new Map(options.definitions.map((definition) => [definition.kind, definition]));
  if (definitions.size !== options.definitions.length) throw new Error("Two kinds of job have one name");
  const runner = createJobRunner({ database, definitions, dataFolder, onError });
  let queue: JobQueue | null = null;
  let sweeping: Promise<void> | null = null;
  let isStopping = false;
  let wakeSweep: () => void = () => undefined;

  const enqueue: Jobs["enqueue"] = async (tx, session, kind, input, given = {}) => {
    const definition = definitions.get(kind);
    if (definition === undefined) throw new Error(`There is no kind of job ${kind}`);
    const id = await insertJob(tx, {
      kind,
      key: given.key ?? null,
      titleZh: given.titleZh ?? definition.titleZh,
      titleEn: given.titleEn ?? definition.titleEn,
      input: parseInput(definition.input, input),
      session,
    });
    if (id === null) throw new Error(`The key ${given.key} of a job ${kind} is another user's`);
    wakeSweep();
    return id;
  };

  /** Hands jobs whose transaction has committed to the queue: their row is the outbox. */
  async function sendQueued(to: JobQueue): Promise<void> {
    const kinds = await database.asService("jobs", async (tx) => {
      const { rows } = await sql<{ id: string; kind: string; round: number; startAfter: string }>`
        select id, kind, round, start_after as "startAfter" from jobs.job
        where state = 'queued' and sent_round < round and kind in (${sql.join([...definitions.keys()])})
        order by created_at limit ${MOST_SENT_AT_ONCE} for update skip locked`.execute(tx);
      for (const { id, kind, round, startAfter } of rows) {
        await to.send(tx, kind, { jobId: id, round }, startAfter);
        await sql`update jobs.job set sent_round = ${round} where id = ${id}`.execute(tx);
      }
      return new Set(rows.map(({ kind }) => kind));
    });
    for (const kind of kinds) to.wake(kind);
  }

  async function enqueueDaily(): Promise<void> {
    for (const { kind, dailyAt } of definitions.values()) {
      const day = dailyAt === null ? null : asDailyKey(new Date(), dailyAt, timeZone);
      if (day === null || asked.get(kind) === day) continue;
      await database.asService("jobs", (tx) => enqueue(tx, null, kind, {}, { key: `daily ${day}` }));
      asked.set(kind, day);
    }
  }
  const asked = new Map<string, string>();

  async function sweep(to: JobQueue): Promise<void> {
    let filesSweptAt = 0;
    while (!isStopping) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wakeSweep = () => setTimeout(resolve, 30);
      try {
        await enqueueDaily();
        await sendQueued(to);
        const ids = runner.running();
        for (const id of ids.length === 0 ? [] : await cancelledOf(database, ids)) runner.abort(id, "cancelled");
        if (Date.now() - filesSweptAt > FILES_SWEEP_MS) {
          filesSweptAt = Date.now();
          await removeOldFiles(database, dataFolder);
        }
      } catch (error) {
        // The database is away, say: the next sweep tries again.
        onError(error);
      }
      const timer = setTimeout(resolve, SWEEP_MS);
      await promise;
      clearTimeout(timer);
    }
  }

  return {
    enqueue,
    start: async () => {
      if (queue !== null) throw new Error("The jobs are started already");
      isStopping = false;
      // Nobody else can have the database open, so nobody else runs them.
      if (!database.capabilities.hasParallelConnections) await requeueInterrupted(database);
      queue = await openJobQueue({
        database,
        definitions: options.definitions,
        heartbeatSeconds: options.heartbeatSeconds ?? 60,
        onTurn: ({ jobId, round }, signal) => runner.run(jobId, round, signal),
        onError,
      });
      if (definitions.size > 0) sweeping = sweep(queue);
    },
    stop: async (graceSeconds = 20) => {
      if (queue === null) return;
      isStopping = true;
      wakeSweep();
      await sweeping;
      await queue.stopTaking();
      await within(runner.settled(), graceSeconds * 1000);
      for (const id of runner.running()) runner.abort(id, "stopping");
      await within(runner.settled(), ABORT_GRACE_MS);
      try {
        await runner.giveBackAll();
      } catch (error) {
        // The database is away, say: what is not given back is taken over later, as from a process that was killed.
        onError(error);
      }
      await queue.close();
      queue = null;
    },
    routes: jobRoutes({ database, dataFolder, onCancelled: (id) => runner.abort(id, "cancelled") }),
  };
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}

/** Files that a job left for its user are kept for 30 days; its row stays. */
async function removeOldFiles(database: Database, dataFolder: string): Promise<void> {
  const old = await database.execute(
    "select id from jobs.job where ended_at between now() - interval '37 days' and now() - interval '30 days'",
  );
  for (const { id } of old) await rm(join(dataFolder, "jobs", String(id)), { recursive: true, force: true });
}
