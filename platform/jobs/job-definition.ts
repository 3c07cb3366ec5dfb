import type { z } from "zod";
import { TerraceError } from "#errors";
import type { Database, Session, Transaction } from "#platform/database";

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

/** What a job is doing, for its user. One text serves both languages where it is a name or a number. */
export type JobStep = string | { readonly zh: string; readonly en: string };

/** Why a job failed, as its user reads it. */
export interface JobReason {
  readonly code: string;
  readonly userMessage: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a running job is given. */
export interface JobRun<Input> {
  readonly id: string;
  readonly input: Input;
  /** On whose behalf it runs, as it was when the job was asked for; `NOBODY` for the system's own jobs. */
  readonly session: Session;
  readonly database: Database;
  /** A transaction that shows what the session may see; for the system's own jobs, everything. */
  readonly transaction: <Output>(work: (transaction: Transaction) => Promise<Output>) => Promise<Output>;
  /** @param progress 0…1 */
  readonly report: (progress: number, step?: JobStep) => void;
  /** Aborts when the job is cancelled, the server stops, or another process has taken the job over. */
  readonly signal: AbortSignal;
  /** An empty folder of this attempt. Its files can be downloaded under their names when the job is done. */
  readonly workFolder: string;
  /**
   * Ends the job together with its effect, in one transaction: either both are in the database or neither, whatever happens to the
   * process. What `work` returns is the job's result. A job that changes records does it here and nowhere else.
   */
  readonly finish: <Result>(work: (transaction: Transaction) => Promise<Result>) => Promise<Result>;
}

export interface JobRetry {
  /** Further attempts after one that failed. */
  readonly limit: number;
  /** Before the first further attempt; it doubles for each next one. */
  readonly delaySeconds: number;
}

export interface JobDefinitionOptions<Schema extends z.ZodType> {
  /** Kebab-case, with the module in front: `record-sets-export`. */
  readonly kind: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly input: Schema;
  /** Default: none. An expected failure ends the job at once, for trying again would not mend it; a lost database does not count. */
  readonly retry?: JobRetry;
  /** How many of this kind run at once in one process. Default 1. */
  readonly concurrency?: number;
  /** After which a running job counts as stuck. Default 12 h, at most 24 h. */
  readonly timeLimitSeconds?: number;
  /** Asked for by the system once a day, at this time (`"07:30"`) in the jobs' time zone, with an empty input. */
  readonly dailyAt?: string;
  /** Its value is kept as the job's result: plain JSON. */
  readonly run: (run: JobRun<z.output<Schema>>) => Promise<unknown>;
}

export interface JobDefinition {
  readonly kind: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly input: z.ZodType;
  readonly retry: JobRetry;
  readonly concurrency: number;
  readonly timeLimitSeconds: number;
  readonly dailyAt: string | null;
  readonly run: (run: JobRun<unknown>) => Promise<unknown>;
}

const HALF_A_DAY_S = 12 * 3600;
const DAY_S = 24 * 3600;

/** Declares a kind of job; its schema types its `run`. */
export function defineJob<Schema extends z.ZodType>(options: JobDefinitionOptions<Schema>): JobDefinition {
  const { kind, dailyAt = null, timeLimitSeconds = HALF_A_DAY_S } = options;
  if (!/^[a-z][a-z0-9-]{1,48}$/.test(kind)) throw new Error(`${kind}: a kind of job is named in kebab-case`);
  if (dailyAt !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(dailyAt)) throw new Error(`${kind}: ${dailyAt} is no time`);
  return {
    kind,
    titleZh: options.titleZh,
    titleEn: options.titleEn,
    input: options.input,
    retry: options.retry ?? { limit: 0, delaySeconds: 0 },
    concurrency: options.concurrency ?? 1,
    timeLimitSeconds: Math.min(timeLimitSeconds, DAY_S - 1),
    dailyAt,
    // The schema has made of the input what the type says.
    run: options.run as JobDefinition["run"],
  };
}

/** Whether the same attempt may succeed later: a bug may be a race; bad input stays bad. */
export function mayRetry(error: unknown): boolean {
  return !(error instanceof TerraceError);
}

const DATABASE_AWAY: ReadonlySet<string> = new Set(["database-unavailable", "commit-unknown"]);

/** Whether the connection went in the middle, which says nothing of the job. */
export function isDatabaseAway(error: unknown): boolean {
  return error instanceof TerraceError && DATABASE_AWAY.has(error.code);
}
