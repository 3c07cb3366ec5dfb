import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { type Database, NOBODY, type Transaction } from "#platform/database";
import { withFileErrors } from "#platform/files";
import { isDatabaseAway, type JobDefinition, type JobStep, mayRetry } from "./job-definition.ts";
import { jobInterrupted, reasonOf } from "./job-errors.ts";
import { type ClaimedJob, claimJob, endAsDone, endWithReason, heldJob, requeue, writeProgress } from "./job-store.ts";

/** A job that took the process with it this often is not started again by itself. */
const MOST_INTERRUPTIONS = 3;
const PROGRESS_INTERVAL_MS = 500;
const UNSETTLED_INTERVAL_MS = 1000;

/** What aborts a running job. */
export type JobAbort = "cancelled" | "stopping";

export interface JobRunnerOptions {
  readonly database: Database;
  readonly definitions: ReadonlyMap<string, JobDefinition>;
  readonly dataFolder: string;
  readonly onError: (error: unknown) => void;
}

export interface JobRunner {
  /** Runs a job to its end, or finds that there is nothing to do. */
  run(jobId: string, round: number, kindSignal: AbortSignal): Promise<void>;
  /** Jobs of this process that run now. */
  running(): readonly string[];
  abort(jobId: string, why: JobAbort): void;
  /** Resolves when none of those that run now does so any more. */
  settled(): Promise<void>;
  /** Gives back what has not ended: whatever it still does, nothing of it is kept. */
  giveBackAll(): Promise<void>;
}

/** Its attempt has lost the job: another one has it, or it is to be cancelled. Undoes the transaction that finishes it. */
class JobLost extends Error {
  override readonly name = "JobLost";
}

interface RunningJob {
  readonly job: ClaimedJob;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** The files of one attempt. A new one starts with none, so that what an interrupted one left is never taken for its own. */
export function attemptFolder(dataFolder: string, jobId: string, attempt: number): string {
  return join(dataFolder, "jobs", jobId, String(attempt));
}

export function createJobRunner({ database, definitions, dataFolder, onError }: JobRunnerOptions): JobRunner {
  const running = new Map<string, RunningJob>();

  async function attempt(job: ClaimedJob, definition: JobDefinition, controller: AbortController, signal: AbortSignal) {
    const progress = progressWriter(database, job, onError);
    try {
      if (job.isCancelRequested) return await endWithReason(database, job, "cancelled", null);
      if (job.interruptions > MOST_INTERRUPTIONS) throw jobInterrupted(job.attempts, definition);
      const transaction = transactionOf(database, job);
      const workFolder = attemptFolder(dataFolder, job.id, job.attempts);
      await withFileErrors(workFolder, async () => {
        await rm(join(dataFolder, "jobs", job.id), { recursive: true, force: true });
        await mkdir(workFolder, { recursive: true });
      });
      let isFinished = false;
      const finish = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
        await progress.settle();
        const result = await transaction(async (tx) => {
          const output = await work(tx);
          // The row of the job is not the user's to change. The effect is made by now, under the user's own rules.
          await sql`select set_config('role', 'none', true)`.execute(tx);
          if (!(await endAsDone(tx, job, output))) throw new JobLost(`Job ${job.id} is no longer this attempt's`);
          return output;
        });
        isFinished = true;
        return result;
      };
      const result = await definition.run({
        id: job.id,
        input: definition.input.parse(job.input),
        session: job.session ?? NOBODY,
        database,
        transaction,
        report: progress.report,
        signal,
        workFolder,
        finish,
      });
      if (!isFinished) await finish(async () => result);
    } catch (error) {
      await progress.settle();
      await settleWhenPossible(job, definition, error, controller.signal);
    }
  }

  /** Where the database is away, when it is back: sooner than its silence would be noticed. */
  async function settleWhenPossible(job: ClaimedJob, definition: JobDefinition, error: unknown, signal: AbortSignal) {
    for (;;) {
      try {
        return await settleFailure(job, definition, error, signal.reason === "stopping");
      } catch (unsettled) {
        if (!isDatabaseAway(unsettled) || signal.reason === "stopping") throw unsettled;
      }
      await pause(UNSETTLED_INTERVAL_MS);
    }
  }

  async function settleFailure(job: ClaimedJob, definition: JobDefinition, error: unknown, isStopping: boolean) {
    const held = await heldJob(database, job);
    if (held === null) return;
    if (held.isCancelRequested) return endWithReason(database, job, "cancelled", null);
    if (isStopping) return requeue(database, job, "stop");
    if (isDatabaseAway(error)) return requeue(database, job, "interruption");
    if (mayRetry(error)) onError(error);
    const { limit, delaySeconds } = definition.retry;
    const reason = reasonOf(error, definition);
    if (mayRetry(error) && held.failures < limit) {
      return requeue(database, job, { reason, delaySeconds: delaySeconds * 2 ** held.failures });
    }
    return endWithReason(database, job, "failed", reason);
  }

  return {
    run: async (jobId, round, queueSignal) => {
      const job = await claimJob(database, jobId, round);
      if (job === null) return;
      const definition = definitions.get(job.kind);
      if (definition === undefined) throw new Error(`A job of the unknown kind ${job.kind} was taken`);
      const controller = new AbortController();
      const ended = attempt(job, definition, controller, AbortSignal.any([controller.signal, queueSignal]));
      running.set(jobId, { job, controller, ended });
      try {
        await ended;
      } finally {
        if (running.get(jobId)?.job === job) running.delete(jobId);
      }
    },
    running: () => [...running.keys()],
    abort: (jobId, why) => running.get(jobId)?.controller.abort(why),
    settled: async () => {
      await Promise.allSettled([...running.values()].map(({ ended }) => ended));
    },
    giveBackAll: async () => {
      for (const { job } of running.values()) await requeue(database, job, "stop");
    },
  };
}

function transactionOf(database: Database, job: ClaimedJob) {
  const { session } = job;
  return <Output>(work: (tx: Transaction) => Promise<Output>): Promise<Output> =>
    session === null ? database.asService(job.kind, work) : database.asSession(session, work);
}

/** Writes the newest progress at most twice a second, one write at a time. */
function progressWriter(database: Database, job: ClaimedJob, onError: (error: unknown) => void) {
  let wanted: { readonly progress: number; readonly step: { readonly zh: string; readonly en: string } } | null = null;
  let step = { zh: "", en: "" };
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let isEnded = false;
  let nextAt = 0;

  async function write() {
    while (wanted !== null && !isEnded) {
      const waitMs = nextAt - Date.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const now = wanted;
      wanted = null;
      nextAt = Date.now() + PROGRESS_INTERVAL_MS;
      if (!isEnded) await writeProgress(database, job, now.progress, now.step);
    }
  }
  return {
    report: (progress: number, words?: JobStep) => {
      if (words !== undefined) step = typeof words === "string" ? { zh: words, en: words } : words;
      wanted = { progress: Math.min(1, Math.max(0, progress)), step };
      if (isWriting || isEnded) return;
      isWriting = true;
      writing = write()
        .catch(onError)
        .finally(() => {
          isWriting = false;
        });
    },
    /** No further write, and none under way. */
    settle: async () => {
      isEnded = true;
      await writing;
    },
  };
}
