import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { auditTrailRoutes, readHistory, verifyAuditTrail } from "./index.ts";

const TERRACES: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-terraces",
    sha256: "audit-trail-1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.terrace (id text primary key, name text, rows integer, division_code text, version integer default 1);
      alter table sample.terrace enable row level security;
      grant select, insert, update, delete on sample.terrace to terrace_user;
      create policy terraces on sample.terrace to terrace_user using (access.sees_division(division_code));
      select audit_trail.keep_history('sample.terrace', 'division_code', null);`,
  },
];
const person = (userName: string, id: number, rest: Partial<Session>): Session => ({
  ...NOBODY,
  userId: `00000000-0000-4000-8000-00000000000${id}`,
  userName,
  scope: "division",
  ...rest,
});
const qixia = person("李巡查", 1, { divisions: ["370686"] });
const laiyang = person("王巡查", 2, { divisions: ["370682"] });
const auditor = person("孙审计", 3, { scope: "city", permissions: ["audit.read"] });

describe.each(testDatabases())("the history on $name", ({ open }) => {
  let database: Database;
  let app: Hono;
  let asked: Session = auditor;
  beforeAll(async () => {
    database = await open(TERRACES);
    app = new Hono();
    app.onError(createErrorHandler({ statuses: {}, onBug: (error) => expect.fail(String(error)) }));
    app.route("/", mountRoutes({ routes: auditTrailRoutes(database), database, identify: async () => asked }));
    const as = (session: Session, statement: string) =>
      database.asSession(session, (tx) => sql.raw(statement).execute(tx));
    await as(qixia, "insert into sample.terrace (id, name, division_code) values ('t1', '东坡', '370686')");
    await as(qixia, "update sample.terrace set rows = 12, version = 2 where id = 't1'");
    await as(laiyang, "insert into sample.terrace (id, name, division_code) values ('t2', '西坡', '370682')");
    await as(qixia, "delete from sample.terrace where id = 't1'");
  });
  afterAll(() => database.close());

  // biome-ignore lint/suspicious/noExplicitAny: compared by the test
  const ask = async (path: string): Promise<any> => (await app.request(path)).json();

  test("a record's history says who made what of what, to those who see the record", async () => {
    const lines = await database.asSession(qixia, (tx) => readHistory(tx, "sample.terrace", "t1"));
    expect(lines.map(({ action, actor, changes }) => ({ action, actor, changes }))).toEqual([
      {
        action: "delete",
        actor: "李巡查",
        changes: expect.arrayContaining([{ field: "rows", from: 12, to: null }]),
      },
      { action: "update", actor: "李巡查", changes: [{ field: "rows", from: null, to: 12 }] },
      {
        action: "insert",
        actor: "李巡查",
        changes: expect.arrayContaining([{ field: "name", from: null, to: "东坡" }]),
      },
    ]);
    expect(await database.asSession(laiyang, (tx) => readHistory(tx, "sample.terrace", "t1"))).toEqual([]);
  });

  test("the whole is the audit administrator's, found by table, record, actor and day", async () => {
    asked = auditor;
    const tables = async (query: string) => (await ask(`/audit/changes?${query}`)).count;
    expect(await tables("table=sample.terrace")).toBe(4);
    expect(await tables("table=sample.terrace&record=t2")).toBe(1);
    expect(await tables("actor=巡查")).toBe(4);
    expect(await tables(`actor=${laiyang.userId}`)).toBe(1);
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
    expect(await tables(`actor=王&from=${today}&to=${today}`)).toBe(1);
    expect(await tables("actor=王&to=2020-01-01")).toBe(0);
    expect((await ask("/audit/changes?actor=王")).changes[0]).toMatchObject({
      table: "sample.terrace",
      recordId: "t2",
    });
    asked = qixia;
    expect(await ask("/audit/changes")).toMatchObject({ code: "permission-missing" });
    expect(await ask("/audit/verification")).toMatchObject({ code: "permission-missing" });
  });

  test("the chain holds until a line is edited or taken out, and says which", async () => {
    asked = auditor;
    const before = await ask("/audit/verification");
    expect(before).toMatchObject({ ok: true, lines: 4, fault: null });
    const [end] = await database.execute(
      "select encode(hash, 'hex') as hash from audit_trail.change order by id desc limit 1",
    );
    expect(before.lastHash).toBe(end?.hash);
    await database.execute(`alter table audit_trail.change disable trigger history_stands;
      update audit_trail.change set after = after || '{"rows": 13}' where id = 2`);
    expect(await verifyAuditTrail(database)).toMatchObject({ ok: false, fault: { id: 2, reason: "edited" } });
    await database.execute("delete from audit_trail.change where id = 2");
    expect(await verifyAuditTrail(database)).toMatchObject({
      ok: false,
      lines: 3,
      fault: { id: 3, reason: "missing" },
    });
  });
});
