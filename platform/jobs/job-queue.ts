import { PgBoss } from "pg-boss";
import { TerraceError } from "#errors";
import { type Database, DatabaseError, type Transaction } from "#platform/database";
import type { JobDefinition } from "./job-definition.ts";

/** The turn of a job, as it lies in the queue. */
export interface JobTurn {
  readonly jobId: string;
  readonly round: number;
}

export interface JobQueue {
  /** Puts a turn into the queue within the transaction that notes it as sent. */
  send(tx: Transaction, kind: string, turn: JobTurn, startAfter: string): Promise<void>;
  /** Lets the workers of a kind look now rather than at their next turn. */
  wake(kind: string): void;
  /** No further turn is taken; those in work go on. */
  stopTaking(): Promise<void>;
  close(): Promise<void>;
}

export interface JobQueueOptions {
  readonly database: Database;
  readonly definitions: readonly JobDefinition[];
  /** After this long without a sign of life, a job's process counts as gone. At least 10. */
  readonly heartbeatSeconds: number;
  readonly onTurn: (turn: JobTurn, signal: AbortSignal) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

const SCHEMA = "jobs_queue";
/** Attempts are counted in the job's row, by what ended them; the queue's own count must not end a job before. */
const NO_RETRY_LIMIT = 1_000_000;
const QUARTER_S = 90 * 24 * 3600;
const DAY_S = 24 * 3600;

/** pg-boss on our database: one queue for a kind of job. It makes and migrates its schema itself. */
export async function openJobQueue(options: JobQueueOptions): Promise<JobQueue> {
  const { database, definitions, heartbeatSeconds, onTurn, onError } = options;
  const boss = new PgBoss({
    db: { executeSql: (text, values) => execute((...statement) => database.execute(...statement), text, values) },
    schema: SCHEMA,
    schedule: false,
    superviseIntervalSeconds: Math.ceil(heartbeatSeconds / 3),
    monitorIntervalSeconds: heartbeatSeconds,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on("error", (error: unknown) => onError(asThrown(error)));
  await boss.start();
  const workers = new Map<string, string>();
  for (const definition of definitions) {
    const { kind, concurrency } = definition;
    await createQueue(boss, definition, heartbeatSeconds);
    const worker = await boss.work<JobTurn>(
      kind,
      // Alone with its database, this process wakes its own workers; otherwise another one may have sent.
      { pollingIntervalSeconds: database.capabilities.hasParallelConnections ? 2 : 5, localConcurrency: concurrency },
      async ([job]) => {
        if (job !== undefined) await onTurn(job.data, job.signal);
      },
    );
    workers.set(kind, worker);
  }
  return {
    send: async (tx, kind, turn, startAfter) => {
      const db = { executeSql: (text: string, values?: unknown[]) => execute(inTransaction(tx), text, values) };
      await boss.send(kind, turn, { startAfter: new Date(startAfter), db });
    },
    wake: (kind) => {
      const worker = workers.get(kind);
      if (worker !== undefined) boss.notifyWorker(worker);
    },
    stopTaking: async () => {
      await Promise.all([...workers.keys()].map((kind) => boss.offWork(kind, { wait: false })));
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

async function createQueue(boss: PgBoss, definition: JobDefinition, heartbeatSeconds: number): Promise<void> {
  const settings = {
    retryLimit: NO_RETRY_LIMIT,
    retryDelay: 1,
    expireInSeconds: definition.timeLimitSeconds,
    heartbeatSeconds,
    retentionSeconds: QUARTER_S,
    deleteAfterSeconds: DAY_S,
  };
  await boss.createQueue(definition.kind, settings);
  await boss.updateQueue(definition.kind, settings);
}

type Execute = (text: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

async function execute(run: Execute, text: string, values: readonly unknown[] = []) {
  try {
    return { rows: [...(await run(text, values))] };
  } catch (error) {
    // pg-boss looks for the code of PostgreSQL where its driver puts it.
    if (error instanceof DatabaseError) throw Object.assign(error, { code: error.sqlState });
    throw error;
  }
}

function inTransaction(tx: Transaction): Execute {
  return async (text, parameters) => {
    const query = { sql: text, parameters, query: { kind: "RawNode" }, queryId: { queryId: "job-queue" } };
    const { rows } = await tx.executeQuery(query as unknown as Parameters<typeof tx.executeQuery>[0]);
    return rows as Record<string, unknown>[];
  };
}

/** What a worker of pg-boss meets it tells as a plain object with the fields of the error: no `instanceof` would know it again. */
function asThrown(told: unknown): unknown {
  if (told instanceof Error || typeof told !== "object" || told === null) return told;
  const { code, userMessage, message, details, stack, queue } = told as Readonly<Record<string, unknown>>;
  const error =
    typeof code === "string" && typeof userMessage === "string"
      ? new TerraceError({ code, userMessage, message: String(message), details: { ...(details as object), queue } })
      : Object.assign(new Error(String(message)), { code });
  if (typeof stack === "string") error.stack = stack;
  return error;
}
