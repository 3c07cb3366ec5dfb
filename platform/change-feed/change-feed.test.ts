import { setTimeout } from "node:timers/promises";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import {
  createRecordSets,
  defineRecordSet,
  type RecordField,
  recordSetMigrations,
  recordSetProblemStatuses,
} from "#platform/record-sets";
import { changeFeedMigrations, changeFeedProblemStatuses, changeFeedRoutes } from "./index.ts";

const SAMPLE: Migration = {
  module: "sample",
  name: "0001-permits",
  sha256: "change-feed-2",
  text: `
    create schema sample;
    grant usage on schema sample to terrace_user;
    create table sample.permit (
      id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
      code text not null, name text, division_code text, inner_note text, geometry geometry(Point, 4490));
    create table sample.zone (like sample.permit including all);
    create table sample.report (like sample.permit including all, state text not null default 'draft');
    create table sample.unwritten (like sample.permit including all);
    alter table sample.permit enable row level security;
    alter table sample.zone enable row level security;
    alter table sample.report enable row level security;
    alter table sample.unwritten enable row level security;
    grant select, insert, update, delete on all tables in schema sample to terrace_user;
    create policy permits on sample.permit to terrace_user
      using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));
    -- Known to every district; and what is seen by its state besides, with a query of its own.
    create policy zones on sample.zone to terrace_user using (access.has_permission('feed.view'));
    create policy reports on sample.report to terrace_user
      using (access.is_city() and state = 'published' and exists (select from sample.zone z where z.code = 'Z1'));
    create policy all_of_it on sample.unwritten to terrace_user using (true) with check (true);
    create view sample.permit_list with (security_invoker = true) as select * from sample.permit;
    grant select on sample.permit_list to terrace_user;
    select audit_trail.keep_history('sample.permit', 'division_code', null);
    select audit_trail.keep_history('sample.zone', 'division_code', null);
    select audit_trail.keep_history('sample.report', 'division_code', null);`,
};

const field = (name: string, column: string): RecordField => ({
  name,
  column,
  labelZh: name,
  labelEn: name,
  kind: "text",
});
const set = (id: string, relation: string, besides: object = {}) =>
  defineRecordSet({
    id,
    titleZh: id,
    titleEn: id,
    relation,
    permission: "feed.view",
    editPermission: null,
    geometry: "point",
    codeField: "code",
    titleField: "name",
    divisionField: "division",
    organisationField: null,
    stateField: null,
    defaultSort: [{ field: "code", direction: "ascending" }],
    emptyZh: "无",
    emptyEn: "None",
    fields: [field("code", "code"), field("name", "name"), field("division", "division_code")],
    ...besides,
  });
const sets = createRecordSets([
  set("permits", "sample.permit"),
  set("permit-list", "sample.permit_list", { historyRelation: "sample.permit" }),
  set("zones", "sample.zone"),
  set("reports", "sample.report"),
  set("unwritten", "sample.unwritten"),
  set("secrets", "sample.permit", { permission: "secrets.view" }),
]);

const PERSON = {
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "李",
  permissions: ["feed.view"],
};
const SESSIONS: Readonly<Record<string, Session>> = {
  city: { ...PERSON, scope: "city" },
  qixia: { ...PERSON, scope: "division", divisions: ["370686"] },
  laiyang: { ...PERSON, scope: "division", divisions: ["370682"] },
  stranger: { ...PERSON, scope: "city", permissions: [] },
};

interface Feed {
  readonly changes: readonly {
    readonly set: string;
    readonly id: string;
    readonly code: string | null;
    readonly kind: string;
    readonly fields: readonly string[];
    readonly version: number;
    readonly at: string;
  }[];
  readonly next: string;
  readonly hasMore: boolean;
  readonly sets: readonly string[];
}

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  const app = new Hono();
  beforeAll(async () => {
    database = await open(recordSetMigrations, changeFeedMigrations, [SAMPLE]);
    const identify = async (request: Request) => SESSIONS[request.headers.get("X-Who") ?? ""] ?? NOBODY;
    const statuses = { ...recordSetProblemStatuses, ...changeFeedProblemStatuses };
    app.onError(createErrorHandler({ statuses, onBug: (error) => expect.fail(String(error)) }));
    app.route("/api", mountRoutes({ routes: changeFeedRoutes(sets), database, identify }));
  });
  afterAll(() => database.close());

  const ask = (who: string, query: string) => app.request(`/api/changes?${query}`, { headers: { "X-Who": who } });
  const poll = async (who: string, since: string, query = "sets=permits"): Promise<Feed> => {
    const response = await ask(who, `${query}&since=${since}`);
    expect(response.status, await response.clone().text()).toBe(200);
    return (await response.json()) as Feed;
  };
  const now = async (who: string) => (await poll(who, "now")).next;
  const told = ({ changes }: Feed) =>
    changes.map(({ kind, code, version, fields }) => [kind, code, version, ...fields]);

  test("what is created, changed and removed comes once, in its order, with version and fields; then nothing", async () => {
    const start = await now("qixia");
    expect((await poll("qixia", start)).changes).toEqual([]);
    await database.execute(`
      insert into sample.permit (code, name, division_code) values ('P1', '东坡', '370686');
      update sample.permit set name = '西坡', version = 2, inner_note = 'x' where code = 'P1';
      update sample.permit set geometry = ST_SetSRID(ST_MakePoint(120.8, 37.3), 4490), version = 3 where code = 'P1';
      delete from sample.permit where code = 'P1';
      insert into sample.permit (code, name, division_code) values ('P2', '北坡', '370686');
      update sample.permit set name = '南坡', version = 2, inner_note = 'x' where code = 'P2';
      update sample.permit set inner_note = 'y' where code = 'P2'`);
    const feed = await poll("qixia", start);
    expect(told(feed)).toEqual([
      // Of what is gone before one asks, its end alone.
      ["removed", null, 3],
      ["created", "P2", 1],
      ["changed", "P2", 2, "name"],
      ["changed", "P2", null],
    ]);
    expect(feed).toMatchObject({ hasMore: false, sets: ["permits"] });
    expect(feed.changes[1]?.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(JSON.stringify(feed)).not.toContain("inner");
    const after = await poll("qixia", feed.next);
    expect(after.changes).toEqual([]);
    expect((await poll("qixia", start)).changes).toEqual(feed.changes);
  });

  test("by pages of any size the same, and each page goes on where the one before ended", async () => {
    const all = (await poll("qixia", "", "sets=permits,permit-list")).changes;
    expect(all.length).toBeGreaterThan(6);
    for (const limit of [1, 2, 3]) {
      const collected: unknown[] = [];
      let page = await poll("qixia", "", `sets=permits,permit-list&limit=${limit}`);
      for (; ; page = await poll("qixia", page.next, `sets=permits,permit-list&limit=${limit}`)) {
        collected.push(...page.changes);
        if (!page.hasMore) break;
      }
      expect(collected).toEqual(all);
    }
  });

  test("another district's changes are not told; a record that moves is removed for the one and there for the other", async () => {
    const start = await now("city");
    await database.execute(`
      insert into sample.permit (code, name, division_code) values ('M1', '河东', '370682');
      update sample.permit set name = '河西', version = 2 where code = 'M1'`);
    expect(told(await poll("qixia", start))).toEqual([]);
    const moving = await now("city");
    await database.execute(`
      update sample.permit set division_code = '370686', name = '河岸', version = 3 where code = 'M1';
      update sample.permit set name = '河湾', version = 4 where code = 'M1'`);
    expect(told(await poll("laiyang", moving))).toEqual([["removed", null, 3]]);
    expect(told(await poll("qixia", moving))).toEqual([
      ["changed", "M1", 3, "name", "division"],
      ["changed", "M1", 4, "name"],
    ]);
    expect(told(await poll("city", start)).length).toBe(4);
    // Who had not seen it before is not told that it went: from 莱阳 to 栖霞 and back means nothing to 蓬莱.
    const back = await now("city");
    await database.execute("update sample.permit set division_code = '370682', version = 5 where code = 'M1'");
    expect(told(await poll("qixia", back))).toEqual([["removed", null, 5]]);
    expect(told(await poll("laiyang", back))).toEqual([["changed", "M1", 5, "division"]]);
  });

  test("what is known to every district is told to every district, its end as well; what its state hides is removed", async () => {
    const start = await now("qixia");
    await database.execute(`
      insert into sample.zone (code, name, division_code) values ('Z1', '红线', '370682'), ('Z2', '红线', null);
      delete from sample.zone where code = 'Z2';
      insert into sample.report (code, name) values ('R1', '草稿');
      update sample.report set name = '草稿二', version = 2;
      update sample.report set state = 'published', version = 3;`);
    expect(told(await poll("qixia", start, "sets=zones,reports"))).toEqual([
      ["created", "Z1", 1],
      ["removed", null, 1],
    ]);
    const published = await now("city");
    expect(told(await poll("city", start, "sets=reports")).at(-1)).toEqual(["changed", "R1", 3]);
    await database.execute(`
      update sample.report set state = 'draft', version = 4;
      update sample.report set name = '又改', version = 5;`);
    expect(told(await poll("city", published, "sets=reports"))).toEqual([["removed", null, 4]]);
    expect(told(await poll("qixia", published, "sets=reports"))).toEqual([]);
  });

  test("many who write at once and one who follows: nothing is missed, nothing comes twice", async () => {
    let since = await now("city");
    const writers = 6;
    const rounds = 8;
    let isDone = false;
    const seen: string[] = [];
    const follow = async () => {
      for (let isLast = false; ; isLast = isDone) {
        const feed = await poll("city", since);
        seen.push(...feed.changes.map(({ code }) => String(code)));
        since = feed.next;
        if (isLast && !feed.hasMore) return;
        await setTimeout(1);
      }
    };
    const write = async (writer: number) => {
      for (let round = 0; round < rounds; round++) {
        await database.asSession(SESSIONS.city!, async (tx) => {
          // A row of another table first, so that transactions begin in one order and write in another.
          await sql`insert into sample.unwritten (code) values ('u')`.execute(tx);
          if (database.capabilities.hasParallelConnections) await setTimeout((writer * 7 + round * 3) % 11);
          await sql`insert into sample.permit (code, division_code) values (${`W${writer}-${round}`}, '370686')`.execute(
            tx,
          );
          if (database.capabilities.hasParallelConnections) await setTimeout((writer * 5 + round) % 7);
        });
      }
    };
    const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer))).finally(() => {
      isDone = true;
    });
    await Promise.all([writing, follow()]);
    expect(seen).toHaveLength(writers * rounds);
    expect(new Set(seen).size).toBe(writers * rounds);
  });

  test("a page takes its time however little of it is one's own", async () => {
    const start = await now("qixia");
    await database.execute(
      "insert into sample.permit (code, division_code) select 'F' || n, '370682' from generate_series(1, 20100) n",
    );
    await database.execute("insert into sample.permit (code, division_code) values ('OWN', '370686')");
    const first = await poll("qixia", start);
    expect(first).toMatchObject({ changes: [], hasMore: true });
    const second = await poll("qixia", first.next);
    expect(told(second)).toEqual([["created", "OWN", 1]]);
    expect(second.hasMore).toBe(false);
  });

  test("without sets, all that one may open and whose changes are kept; nobody without signing in", async () => {
    const start = await now("city");
    expect((await poll("city", start, "limit=5")).sets).toEqual(["permits", "permit-list", "zones", "reports"]);
    expect(await poll("stranger", start, "limit=5")).toMatchObject({ sets: [], changes: [] });
    expect((await ask("", "since=now")).status).toBe(401);
  });

  test.each([
    ["since=yesterday", 400, "change-cursor-invalid"],
    [`since=${Buffer.from("1.0.0123456789abcdef").toString("base64url")}`, 410, "change-cursor-outdated"],
    // A cursor from before a restored backup: the line is not there yet.
    [`since=${Buffer.from("1.zzzzz.0123456789abcdef").toString("base64url")}`, 410, "change-cursor-outdated"],
    ["since=now&sets=nothing", 404, "record-set-unknown"],
    ["since=now&sets=secrets", 404, "record-set-unknown"],
    ["since=now&sets=unwritten", 422, "changes-not-kept"],
    ["since=now&limit=0", 400, "request-invalid"],
  ])("%s is refused: %i %s", async (query, status, code) => {
    const response = await ask("city", query);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });
});
