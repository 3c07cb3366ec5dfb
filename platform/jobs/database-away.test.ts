import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { TerraceError } from "#errors";
import { type DatabaseBehindForwarder, openBehindForwarder, testDatabases } from "#fixtures/test-database";
import { createJobs, defineJob, type Jobs, jobsMigrations } from "./index.ts";

interface Gate {
  readonly reached: Promise<void>;
  readonly reach: () => void;
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return { reached: reached.promise, reach: reached.resolve, opened: opened.promise, open: opened.resolve };
}

/** An embedded database cannot go away by itself. */
const servers = testDatabases().filter(({ name }) => name !== "embedded");

test("jobs on a database that is away: asked of a database server only", () => {
  expect(testDatabases().length).toBeGreaterThanOrEqual(servers.length);
});

describe.each(servers)("a job whose database goes away, on $name", ({ open }) => {
  let folder: string;
  let behind: DatabaseBehindForwarder;
  let jobs: Jobs;
  /** Where the next job stops: before its effect, and within it. */
  let before: Gate | null = null;
  let inside: ((tx: Parameters<Jobs["enqueue"]>[0]) => Promise<void>) | null = null;
  const errors: unknown[] = [];
  const effect = defineJob({
    kind: "effect",
    titleZh: "示意任务",
    titleEn: "Example",
    input: z.object({}),
    run: async ({ id, report, finish }) => {
      report(0.5);
      const [stop, within] = [before, inside];
      [before, inside] = [null, null];
      stop?.reach();
      await stop?.opened;
      return finish(async (tx) => {
        await sql`insert into public.effect values (${id})`.execute(tx);
        await within?.(tx);
        return { id };
      });
    },
  });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-away-"));
    behind = await openBehindForwarder(open, jobsMigrations);
    await behind.direct.execute("create table public.effect (job_id uuid not null)");
    const onError = (error: unknown) => errors.push(error);
    jobs = createJobs({
      database: behind.database,
      definitions: [effect],
      dataFolder: folder,
      heartbeatSeconds: 10,
      onError,
    });
    await jobs.start();
  });
  afterAll(async () => {
    await jobs.stop();
    await behind.close();
    await rm(folder, { recursive: true });
  });

  const ask = () => behind.database.asService("test", (tx) => jobs.enqueue(tx, null, "effect", {}));
  async function ended(id: string) {
    for (;;) {
      const [row] = await behind.direct.execute(
        `select state, attempts, interruptions, failures, (select count(*) from public.effect where job_id = id) as effects
         from jobs.job where id = $1`,
        [id],
      );
      if (!["queued", "running"].includes(String(row?.state))) return row;
      await pause(100);
    }
  }

  test("while it runs: done after the database's return, from the start, with its effect once", async () => {
    before = gate();
    const { reached, open: goOn } = before;
    const id = await ask();
    await reached;
    await behind.forwarder.cut();
    goOn();
    await pause(3000);
    await behind.forwarder.mend();
    expect(await ended(id)).toEqual({ state: "done", attempts: 2, interruptions: 1, failures: 0, effects: 1 });
    // Each is told as what it is, the queue's own too, so that whoever writes them down can tell it from a bug.
    expect(errors).not.toEqual([]);
    for (const error of errors) expect(error).toBeInstanceOf(TerraceError);
  });

  test("while it runs, and back before it ends: its effect is there once, whoever made it", async () => {
    before = gate();
    const { reached, open: goOn } = before;
    const id = await ask();
    await reached;
    await behind.forwarder.cut();
    await pause(1000);
    await behind.forwarder.mend();
    goOn();
    expect(await ended(id)).toMatchObject({ state: "done", failures: 0, effects: 1 });
  });

  test("the server ends the connection within its effect: that is undone, and made by the next attempt", async () => {
    inside = async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await behind.direct.execute("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await sql`select pg_sleep(60)`.execute(tx);
    };
    expect(await ended(await ask())).toEqual({
      state: "done",
      attempts: 2,
      interruptions: 1,
      failures: 0,
      effects: 1,
    });
  });

  test.each([
    ["before", 2],
    ["after", 1],
  ] as const)(
    "the connection goes %s its commit arrives: %i attempt(s), and the effect once",
    async (when, attempts) => {
      const cut = behind.forwarder.cutAt(["insert into public.effect", "commit\0"], when);
      const id = await ask();
      await cut;
      expect(await ended(id)).toMatchObject({ state: "done", attempts, failures: 0, effects: 1 });
    },
  );

  test("one that takes the connection down at each attempt is given up, with its reason", async () => {
    const kill = async (tx: Parameters<Jobs["enqueue"]>[0]) => {
      inside = kill;
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await behind.direct.execute("select pg_terminate_backend($1)", [rows[0]?.pid]);
    };
    inside = kill;
    const id = await ask();
    expect(await ended(id)).toMatchObject({ state: "failed", effects: 0 });
    const [row] = await behind.direct.execute("select reason ->> 'code' as code from jobs.job where id = $1", [id]);
    expect(row?.code).toBe("job-interrupted");
    inside = null;
  });
});
