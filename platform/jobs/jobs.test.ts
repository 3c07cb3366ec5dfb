import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { TerraceError } from "#errors";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { asDailyKey } from "./daily-time.ts";
import { createJobs, defineJob, type JobDefinition, type Jobs, jobProblemStatuses, jobsMigrations } from "./index.ts";

const user = (last: number, more: Partial<Session> = {}): Session => ({
  ...NOBODY,
  userId: `00000000-0000-4000-8000-00000000000${last}`,
  userName: `用户${last}`,
  scope: "division",
  divisions: ["370686"],
  ...more,
});
const OWNER = user(1);
const NEIGHBOUR = user(2, { divisions: ["370682"] });
const CITY = user(3, { scope: "city" });
const OPERATOR = user(4, { permissions: ["jobs.all"] });

const input = z.object({ name: z.string() });
const kind = (name: string, run: Parameters<typeof defineJob<typeof input>>[0]["run"], more = {}): JobDefinition =>
  defineJob({ kind: name, titleZh: "示意任务", titleEn: "Example", input, run, ...more });

describe.each(testDatabases())("jobs on $name", ({ open }) => {
  let database: Database;
  let folder: string;
  let jobs: Jobs;
  const errors: unknown[] = [];
  beforeAll(async () => {
    database = await open(jobsMigrations);
    await database.execute(`create table public.effect (job_id uuid, name text);
      grant select, insert on public.effect to terrace_user`);
    folder = await mkdtemp(join(tmpdir(), "terrace-jobs-"));
  });
  afterEach(() => jobs.stop(0));
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  async function start(...definitions: JobDefinition[]) {
    jobs = createJobs({ database, definitions, dataFolder: folder, onError: (error) => errors.push(error) });
    await jobs.start();
    const app = new Hono();
    app.onError(createErrorHandler({ statuses: jobProblemStatuses, onBug: (error) => errors.push(error) }));
    const people = new Map([OWNER, NEIGHBOUR, CITY, OPERATOR].map((session) => [session.userName, session]));
    const identify = async (request: Request) =>
      people.get(decodeURIComponent(request.headers.get("X-Who") ?? "")) ?? NOBODY;
    app.route("/api", mountRoutes({ routes: jobs.routes, database, identify }));
    return (path: string, who: Session = OWNER, method = "GET") =>
      app.request(`/api${path}`, {
        method,
        headers: { "X-Who": encodeURIComponent(who.userName), "X-Terrace-Request": "1" },
      });
  }
  const ask = (name: string, session: Session, given: unknown, options = {}) =>
    database.asSession(session, (tx) => jobs.enqueue(tx, session, name, given, options));
  async function until(id: string, ...states: string[]): Promise<Record<string, unknown>> {
    for (;;) {
      const [row] = await database.execute("select * from jobs.job where id = $1", [id]);
      if (row !== undefined && states.includes(String(row.state))) return row;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test("a job runs as its user, reports, leaves a file and a result; it exists only if the transaction commits", async () => {
    const request = await start(
      kind("write-file", async ({ input: { name }, workFolder, report, transaction }) => {
        report(0.5, { zh: "写文件", en: "writing" });
        await writeFile(join(workFolder, `${name}.txt`), "内容");
        const { rows } = await transaction((tx) =>
          sql<{ role: string }>`select current_user as role, access.current_scope() as scope`.execute(tx),
        );
        return rows[0];
      }),
    );
    const undone = ask("write-file", OWNER, { name: "x" }).then(async (id) => {
      await database
        .asSession(OWNER, async (tx) => {
          await jobs.enqueue(tx, OWNER, "write-file", { name: "never" });
          throw new Error("the caller's transaction fails");
        })
        .catch((error) => expect(error.message).toMatch("the caller's"));
      return id;
    });
    const id = await undone;
    expect(await until(id, "done")).toMatchObject({ progress: 1, attempts: 1, division_code: "370686" });
    const answer = await (await request(`/jobs/${id}`)).json();
    expect(answer).toMatchObject({
      state: "done",
      result: { role: "terrace_user", scope: "division" },
      files: [{ name: "x.txt", size: 6 }],
    });
    const { jobs: mine } = (await (await request("/jobs")).json()) as { jobs: { id: string }[] };
    expect(mine.map((job) => job.id)).toEqual([id]);
    const file = await request(`/jobs/${id}/files/x.txt`);
    expect(await file.text()).toBe("内容");
    expect(file.headers.get("Content-Disposition")).toContain("x.txt");
    expect((await request(`/jobs/${id}/files/..%2F..%2Fsecret`)).status).toBe(404);
    expect(await readFile(join(folder, "jobs", id, "1", "x.txt"), "utf8")).toBe("内容");
    await expect(ask("write-file", OWNER, { name: 3 })).rejects.toMatchObject({ code: "request-invalid" });
  });

  test("others see neither the job nor its files; the city sees it, who may handle all jobs handles it", async () => {
    const request = await start(kind("quick", async () => ({ secret: 1 })));
    const id = await ask("quick", OWNER, { name: "a" });
    await until(id, "done");
    expect((await request(`/jobs/${id}`, NEIGHBOUR)).status).toBe(404);
    expect((await request(`/jobs/${id}/cancel`, NEIGHBOUR, "POST")).status).toBe(404);
    expect((await request(`/jobs/${id}`, CITY)).status).toBe(200);
    expect((await request(`/jobs/${id}/files/a`, CITY)).status).toBe(404);
    expect((await request(`/jobs/${id}/cancel`, OPERATOR, "POST")).status).toBe(409);
    const all = (await (await request("/jobs?all=true", NEIGHBOUR)).json()) as { jobs: unknown[] };
    expect(all.jobs).toEqual([]);
    await expect(
      database.asSession(NEIGHBOUR, (tx) => jobs.enqueue(tx, OWNER, "quick", { name: "forged" })),
    ).rejects.toMatchObject({ sqlState: "42501" });
  });

  test("a bug is tried again and its reason stays; bad input fails at once, and retry starts it over", async () => {
    let runs = 0;
    const request = await start(
      kind(
        "flaky",
        async () => {
          runs += 1;
          if (runs < 3) throw new Error(`bug ${runs}`);
          return { runs };
        },
        { retry: { limit: 2, delaySeconds: 0 } },
      ),
      kind("refusing", async ({ input: { name } }) => {
        throw new TerraceError({ code: "file-missing", userMessage: `没有${name}`, message: `no ${name}` });
      }),
    );
    const flaky = await ask("flaky", OWNER, { name: "a" });
    expect(await until(flaky, "done")).toMatchObject({ attempts: 3, failures: 2, reason: null, result: { runs: 3 } });
    const refused = await ask("refusing", OWNER, { name: "表" });
    expect(await until(refused, "failed")).toMatchObject({ attempts: 1, reason: { userMessage: "没有表" } });
    expect((await request(`/jobs/${refused}/retry`, OWNER, "POST")).status).toBe(200);
    expect(await until(refused, "failed")).toMatchObject({ attempts: 2, input: { name: "表" } });
    expect((await request(`/jobs/${flaky}/retry`, OWNER, "POST")).status).toBe(409);
  });

  test("what fails to the end shows the user no bug, only that it failed", async () => {
    await start(kind("broken", () => Promise.reject(new Error("secret stack"))));
    const row = await until(await ask("broken", OWNER, { name: "a" }), "failed");
    expect(JSON.stringify(row.reason)).toContain("job-failed");
    expect(JSON.stringify(row.reason)).not.toContain("secret");
    expect(errors.map(String)).toContain("Error: secret stack");
  });

  test("cancelled while it runs: the signal aborts and the effect is undone; cancelled in the queue: it never runs", async () => {
    const started = Promise.withResolvers<void>();
    let sawAbort = false;
    const request = await start(
      kind("patient", async ({ id, signal, finish }) => {
        started.resolve();
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        sawAbort = true;
        return finish((tx) => sql`insert into public.effect values (${id}, 'too late')`.execute(tx));
      }),
    );
    const id = await ask("patient", OWNER, { name: "a" });
    await started.promise;
    const waiting = await ask("patient", OWNER, { name: "b" });
    expect((await request(`/jobs/${waiting}/cancel`, OWNER, "POST")).status).toBe(200);
    const answer = await (await request(`/jobs/${id}/cancel`, OWNER, "POST")).json();
    expect(["running", "cancelled"]).toContain((answer as { state: string }).state);
    expect(await until(id, "cancelled")).toMatchObject({ reason: { code: "job-cancelled" } });
    expect(sawAbort).toBe(true);
    expect(await until(waiting, "cancelled")).toMatchObject({ attempts: 0 });
    expect(await database.execute("select * from public.effect where job_id = $1", [id])).toEqual([]);
  });

  test("an attempt that lost its job to another one keeps nothing; a stop gives the job back", async () => {
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const slow = kind("slow", async ({ id, finish, signal }) => {
      started.resolve();
      signal.addEventListener("abort", () => release.resolve());
      await release.promise;
      if (signal.reason === "stopping") signal.throwIfAborted();
      await finish((tx) => sql`insert into public.effect values (${id}, 'once')`.execute(tx));
    });
    await start(slow);
    const id = await ask("slow", OWNER, { name: "a" });
    await started.promise;
    await jobs.stop(0);
    expect(await until(id, "queued")).toMatchObject({ attempts: 1, failures: 0, reason: null });
    await start(
      kind("slow", ({ id: job, finish }) =>
        finish((tx) =>
          sql`insert into public.effect
      values (${job}, 'once')`
            .execute(tx)
            .then(() => null),
        ),
      ),
    );
    await until(id, "done");
    expect(await database.execute("select name from public.effect where job_id = $1", [id])).toEqual([
      { name: "once" },
    ]);
  });

  test("one key, one job; a daily job is asked for by the system and sees everything", async () => {
    const daily = defineJob({
      kind: "daily",
      titleZh: "每日",
      titleEn: "Daily",
      input: z.object({}),
      dailyAt: "00:00",
      run: ({ transaction }) =>
        transaction(
          async (tx) => (await sql`select current_user <> 'terrace_user' as "isService"`.execute(tx)).rows[0],
        ),
    });
    await start(
      daily,
      kind("keyed", async () => null),
    );
    const first = await ask("keyed", OWNER, { name: "a" }, { key: "k" });
    expect(await ask("keyed", OWNER, { name: "b" }, { key: "k" })).toBe(first);
    let rows: readonly Record<string, unknown>[] = [];
    while (rows.length === 0) {
      rows = await database.execute("select result, key from jobs.job where kind = 'daily' and state = 'done'");
    }
    expect(rows).toEqual([{ result: { isService: true }, key: expect.stringMatching(/^daily \d{4}-\d\d-\d\d$/) }]);
    await until(first, "done");
    expect(existsSync(join(folder, "jobs", first))).toBe(true);
  });
});

test("a daily time has come from its minute until midnight, in the time zone", () => {
  const at = (text: string) => asDailyKey(new Date(text), "07:30", "Asia/Shanghai");
  expect(at("2026-11-23T23:29:59Z")).toBeNull();
  expect(at("2026-11-23T23:30:00Z")).toBe("2026-11-24");
  expect(at("2026-11-24T15:59:59Z")).toBe("2026-11-24");
  expect(at("2026-11-24T16:00:00Z")).toBeNull();
});
