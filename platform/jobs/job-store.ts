import { sql } from "kysely";
import type { Database, Session, Transaction } from "#platform/database";
import type { JobReason, JobState } from "./job-definition.ts";

export interface NewJob {
  readonly kind: string;
  readonly key: string | null;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly input: unknown;
  readonly session: Session | null;
}

/** A job as the attempt that took it holds it. */
export interface ClaimedJob {
  readonly id: string;
  readonly kind: string;
  readonly claim: string;
  readonly input: unknown;
  readonly session: Session | null;
  readonly attempts: number;
  readonly interruptions: number;
  readonly isCancelRequested: boolean;
}

/** Values as JSON, whatever the driver would make of an array. */
export function json(value: unknown) {
  return sql`${JSON.stringify(value ?? null)}::text::jsonb`;
}

/** Adds a job in the caller's transaction. Asked for again with the same key, it is the job that exists; null where another's. */
export async function insertJob(tx: Transaction, job: NewJob): Promise<string | null> {
  const { kind, key, session } = job;
  const division = session?.scope === "division" ? (session.divisions[0] ?? null) : null;
  const { rows } = await sql<{ id: string }>`
    insert into jobs.job (kind, key, title_zh, title_en, input, session, created_by, organisation_id, division_code)
    values (${kind}, ${key}, ${job.titleZh}, ${job.titleEn}, ${json(job.input)},
      ${session === null ? sql`null` : json(session)}, ${session?.userId ?? null}, ${session?.organisationId ?? null}, ${division})
    on conflict (kind, key) where key is not null do nothing
    returning id`.execute(tx);
  if (rows[0] !== undefined) return rows[0].id;
  const known = await sql<{ id: string }>`select id from jobs.job where kind = ${kind} and key = ${key}`.execute(tx);
  return known.rows[0]?.id ?? null;
}

/** Takes a job for an attempt: from the queue, or from a process that went away. Null where there is nothing to do any more. */
export function claimJob(database: Database, id: string, round: number): Promise<ClaimedJob | null> {
  return database.asService("jobs", async (tx) => {
    const before = await sql<{ state: JobState }>`
      select state from jobs.job where id = ${id} and round = ${round} and state in ('queued', 'running') for update`.execute(
      tx,
    );
    const [row] = before.rows;
    if (row === undefined) return null;
    const { rows } = await sql<ClaimedJob>`
      update jobs.job set state = 'running', claim = gen_random_uuid(), attempts = attempts + 1, progress = 0, step_zh = '', step_en = '',
        interruptions = interruptions + ${row.state === "running" ? 1 : 0}, started_at = coalesce(started_at, now()),
        version = version + 1, updated_at = now()
      where id = ${id}
      returning id, kind, claim, input, session, attempts, interruptions, is_cancel_requested as "isCancelRequested"`.execute(
      tx,
    );
    return rows[0] ?? null;
  });
}

/** The job as done, in the transaction that holds its effect. False where the attempt has lost the job, or it is to be cancelled. */
export async function endAsDone(tx: Transaction, { id, claim }: ClaimedJob, result: unknown): Promise<boolean> {
  const { rows } = await sql`
    update jobs.job set state = 'done', claim = null, progress = 1, result = ${json(result)}, reason = null, ended_at = now(),
      version = version + 1, updated_at = now()
    where id = ${id} and claim = ${claim} and not is_cancel_requested
    returning id`.execute(tx);
  return rows.length > 0;
}

export function endWithReason(
  database: Database,
  { id, claim }: ClaimedJob,
  state: "failed" | "cancelled",
  reason: JobReason | null,
): Promise<void> {
  return database.asService("jobs", async (tx) => {
    await sql`
      update jobs.job set state = ${state}, claim = null, reason = ${reason === null ? sql`reason` : json(reason)}, ended_at = now(),
        failures = failures + ${state === "failed" ? 1 : 0}, version = version + 1, updated_at = now()
      where id = ${id} and claim = ${claim}`.execute(tx);
  });
}

/** After which a job goes on whose connection to the database went. */
const AFTER_INTERRUPTION_S = 1;

/**
 * Back into the queue: after a failure, with its reason; because the database went in the middle, as if the process had; or because the
 * process stops, which counts for nothing.
 */
export function requeue(
  database: Database,
  { id, claim }: ClaimedJob,
  after: { readonly reason: JobReason; readonly delaySeconds: number } | "interruption" | "stop",
): Promise<void> {
  const failure = typeof after === "string" ? null : after;
  const delaySeconds = failure?.delaySeconds ?? (after === "interruption" ? AFTER_INTERRUPTION_S : 0);
  return database.asService("jobs", async (tx) => {
    await sql`
      update jobs.job set state = 'queued', claim = null, round = round + 1, progress = 0,
        reason = ${failure === null ? sql`reason` : json(failure.reason)}, failures = failures + ${failure === null ? 0 : 1},
        interruptions = interruptions + ${after === "interruption" ? 1 : 0},
        start_after = now() + make_interval(secs => ${delaySeconds}),
        version = version + 1, updated_at = now()
      where id = ${id} and claim = ${claim}`.execute(tx);
  });
}

/** Jobs that ran when the only process that could run them ended. */
export function requeueInterrupted(database: Database): Promise<void> {
  return database.asService("jobs", async (tx) => {
    await sql`
      update jobs.job set state = 'queued', claim = null, round = round + 1, interruptions = interruptions + 1, start_after = now(),
        version = version + 1, updated_at = now()
      where state = 'running'`.execute(tx);
  });
}

export async function writeProgress(
  database: Database,
  { id, claim }: ClaimedJob,
  progress: number,
  step: { readonly zh: string; readonly en: string },
): Promise<void> {
  await database.asService("jobs", async (tx) => {
    await sql`
      update jobs.job set progress = ${progress}, step_zh = ${step.zh}, step_en = ${step.en}, updated_at = now()
      where id = ${id} and claim = ${claim}`.execute(tx);
  });
}

/** How often an attempt has failed so far, of a job that this attempt still holds; null where it lost it. */
export function heldJob(
  database: Database,
  { id, claim }: ClaimedJob,
): Promise<{ readonly failures: number; readonly isCancelRequested: boolean } | null> {
  return database.asService("jobs", async (tx) => {
    const { rows } = await sql<{ failures: number; isCancelRequested: boolean }>`
      select failures, is_cancel_requested as "isCancelRequested" from jobs.job where id = ${id} and claim = ${claim}`.execute(
      tx,
    );
    return rows[0] ?? null;
  });
}

/** How many jobs of each kind are in each state, for who watches over the program; those that ended, within the last day. */
export async function countJobs(
  database: Database,
): Promise<readonly { readonly kind: string; readonly state: JobState; readonly count: number }[]> {
  const rows = await database.execute(`select kind, state, count(*) as count from jobs.job
    where state in ('queued', 'running') or ended_at > now() - interval '1 day' group by kind, state`);
  return rows as unknown as Awaited<ReturnType<typeof countJobs>>;
}

/** Which of these running jobs are to be cancelled. */
export function cancelledOf(database: Database, ids: readonly string[]): Promise<readonly string[]> {
  return database.asService("jobs", async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from jobs.job where state = 'running' and is_cancel_requested and id in (${sql.join(ids)})`.execute(tx);
    return rows.map(({ id }) => id);
  });
}

/** A queued job is cancelled at once, a running one asked to stop. Gives the state that it was in. */
export function requestCancel(database: Database, id: string, reason: JobReason): Promise<JobState | null> {
  return database.asService("jobs", async (tx) => {
    const { rows } = await sql<{ state: JobState }>`select state from jobs.job where id = ${id} for update`.execute(tx);
    const state = rows[0]?.state ?? null;
    if (state === "queued") {
      await sql`update jobs.job set state = 'cancelled', is_cancel_requested = true, reason = ${json(reason)}, ended_at = now(),
        version = version + 1, updated_at = now() where id = ${id}`.execute(tx);
    } else if (state === "running") {
      await sql`update jobs.job set is_cancel_requested = true, reason = ${json(reason)}, version = version + 1, updated_at = now()
        where id = ${id}`.execute(tx);
    }
    return state;
  });
}

/** A job that failed or was cancelled, from the start. Gives the state that it was in. */
export function retryJob(database: Database, id: string): Promise<JobState | null> {
  return database.asService("jobs", async (tx) => {
    const { rows } = await sql<{ state: JobState }>`select state from jobs.job where id = ${id} for update`.execute(tx);
    const state = rows[0]?.state ?? null;
    if (state === "failed" || state === "cancelled") {
      await sql`update jobs.job set state = 'queued', round = round + 1, failures = 0, interruptions = 0, progress = 0,
        is_cancel_requested = false, ended_at = null, started_at = null, start_after = now(), version = version + 1, updated_at = now()
        where id = ${id}`.execute(tx);
    }
    return state;
  });
}
