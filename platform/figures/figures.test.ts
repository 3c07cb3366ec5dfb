import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { createRecordSets, defineRecordSet, recordSetMigrations, recordSetRoutes } from "#platform/record-sets";
import { type Figure, figureMigrations, figureProblemStatuses, figureRoutes } from "./index.ts";

const WORKS: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-works",
    sha256: "1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.work (
        id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
        code text not null, division_code text, area_km2 double precision, done_on date);
      alter table sample.work enable row level security;
      grant select, insert, update on sample.work to terrace_user;
      create policy works on sample.work to terrace_user using (access.sees_division(division_code));
      select audit_trail.keep_history('sample.work', 'division_code', null);
      insert into sample.work (code, division_code, area_km2, done_on) values
        ('a', '370686', 1.5, '2025-02-01'), ('b', '370686', 2.25, '2025-12-31'), ('c', '370682', 4, '2025-06-01'),
        ('d', '370682', null, null), ('e', '370686', 8, '2026-01-01');`,
  },
];
const works = defineRecordSet({
  id: "works",
  titleZh: "治理工程",
  titleEn: "Works",
  relation: "sample.work",
  permission: "works.view",
  editPermission: null,
  geometry: null,
  codeField: "code",
  titleField: "code",
  divisionField: "division",
  organisationField: null,
  stateField: null,
  defaultSort: [{ field: "code", direction: "ascending" }],
  emptyZh: "无",
  emptyEn: "None",
  fields: [
    { name: "code", column: "code", labelZh: "编号", labelEn: "Code", kind: "text" },
    { name: "division", column: "division_code", labelZh: "区市", labelEn: "Division", kind: "division" },
    {
      name: "area",
      column: "area_km2",
      labelZh: "面积",
      labelEn: "Area",
      kind: "number",
      unit: "km²",
      isTotalled: true,
    },
    { name: "doneOn", column: "done_on", labelZh: "完成", labelEn: "Done", kind: "date" },
  ],
});
const base = { unit: "km²", decimals: 2, permission: "works.view", emptyZh: "还没有治理工程", emptyEn: "No works yet" };
const figures: readonly Figure[] = [
  {
    ...base,
    id: "treated-area",
    nameZh: "治理面积",
    nameEn: "Treated area",
    kind: "records",
    set: works,
    sumField: "area",
    filter: (period) => (period === null ? {} : { doneOn: { from: period.from, to: period.to } }),
  },
  {
    ...base,
    id: "secret",
    nameZh: "内部",
    nameEn: "Secret",
    permission: "secret.view",
    kind: "result",
    read: async () => ({ value: 1, lineage: [] }),
    readByDivision: null,
  },
];

function person(scope: Session["scope"], ...divisions: string[]): Session {
  const permissions = ["works.view", "figures.publish"];
  return { ...NOBODY, userId: "00000000-0000-4000-8000-000000000001", userName: "王", scope, divisions, permissions };
}
const SESSIONS: Readonly<Record<string, Session>> = { city: person("city"), qixia: person("division", "370686") };

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  let app: Hono;
  beforeAll(async () => {
    database = await open(recordSetMigrations, figureMigrations, WORKS);
    app = new Hono();
    app.onError(createErrorHandler({ statuses: figureProblemStatuses, onBug: (error) => expect.fail(String(error)) }));
    const identify = async (request: Request) => SESSIONS[request.headers.get("X-Who") ?? ""] ?? NOBODY;
    const routes = [...figureRoutes(figures), ...recordSetRoutes({ sets: createRecordSets([works]), divisions: [] })];
    app.route("/api", mountRoutes({ routes, database, identify }));
  });
  afterAll(() => database.close());

  async function ask(who: string, path: string, method = "GET") {
    const response = await app.request(`/api${path}`, { method, headers: { "X-Who": who, "X-Terrace-Request": "1" } });
    return { status: response.status, json: (await response.json()) as never };
  }
  interface Answer {
    value: number | null;
    lineage: { recordSet: string; filter: object; count: number }[];
    divisions: { division: string | null; value: number | null; lineage: { filter: object; count: number }[] }[];
    published: { division: string | null; value: number }[];
  }
  const treated = async (who: string, query = "") => (await ask(who, `/figures/treated-area${query}`)).json as Answer;

  test("a figure is of its period, days inclusive, and of what the session sees", async () => {
    expect((await treated("city")).value).toBe(15.75);
    expect((await treated("city", "?from=2025-01-01&to=2025-12-31")).value).toBe(7.75);
    expect((await treated("qixia", "?from=2025-01-01&to=2025-12-31")).value).toBe(3.75);
    expect((await ask("city", "/figures/treated-area?from=2025-01-01")).status).toBe(400);
  });

  test("a figure opens to the very rows that it counts: the list of its filter has its count and its total", async () => {
    const answer = await treated("city", "?from=2025-01-01&to=2025-12-31");
    for (const { value, lineage } of [answer, ...answer.divisions]) {
      const [source] = lineage;
      const list = await ask(
        "city",
        `/record-sets/works/records?filter=${encodeURIComponent(JSON.stringify(source?.filter))}`,
      );
      expect(list.json).toMatchObject({ count: source?.count, totals: { area: value } });
    }
    expect(answer.divisions.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(answer.value);
  });

  test("a sum of nothing is nothing, not zero", async () => {
    const answer = await treated("city", "?from=2030-01-01&to=2030-12-31");
    expect(answer).toMatchObject({ value: null, lineage: [{ count: 0 }] });
    const refused = await ask("city", "/figures/treated-area/publications?from=2030-01-01&to=2030-12-31", "POST");
    expect(refused.json).toMatchObject({ code: "figure-empty" });
  });

  test("what one may not see is not there", async () => {
    expect((await ask("city", "/figures/secret")).status).toBe(404);
    expect((await ask("city", "/figures")).json).toMatchObject([{ id: "treated-area" }]);
    expect((await ask("", "/figures")).status).toBe(401);
  });

  test("a published figure stands when its rows change, and only the city publishes", async () => {
    const period = "?from=2025-01-01&to=2025-12-31";
    expect((await ask("qixia", `/figures/treated-area/publications${period}`, "POST")).status).toBe(403);
    const first = await ask("city", `/figures/treated-area/publications${period}`, "POST");
    expect(first.json).toMatchObject([
      { division: null, value: 7.75 },
      { division: "370682", value: 4 },
      { division: "370686", value: 3.75 },
    ]);
    await database.execute("update sample.work set area_km2 = 100 where code = 'a'");
    const answer = await treated("city", period);
    expect(answer.value).toBe(106.25);
    expect(answer.published).toMatchObject([{ value: 7.75 }, { value: 4 }, { value: 3.75 }]);
    await expect(
      database.asSession(person("city"), async (tx) => {
        await sql`update figures.published set value = 0`.execute(tx);
      }),
    ).rejects.toMatchObject({ sqlState: "42501" });
  });
});
