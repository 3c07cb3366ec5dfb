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
        code text not null, division_code text, area_km2 double precision, done_on date,
        kind text, keeper_id uuid);
      alter table sample.work enable row level security;
      grant select, insert, update on sample.work to terrace_user;
      create policy works on sample.work to terrace_user using (access.sees_division(division_code));
      select audit_trail.keep_history('sample.work', 'division_code', null);
      insert into sample.work (code, division_code, area_km2, done_on) values
        ('a', '370686', 1.5, '2025-02-01'), ('b', '370686', 2.25, '2025-12-31'), ('c', '370682', 4, '2025-06-01'),
        ('d', '370682', null, null), ('e', '370686', 8, '2026-01-01');
      insert into access.organisation (id, code, name_zh, name_en, kind)
        values ('10000000-0000-4000-8000-000000000001', 'keeper', '管护站', 'Keeper', 'department');
      update sample.work set kind = 'terrace', keeper_id = '10000000-0000-4000-8000-000000000001' where code in ('a', 'c');
      update sample.work set kind = 'forest' where code = 'b';`,
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
    { name: "keeper", column: "keeper_id", labelZh: "管护", labelEn: "Keeper", kind: "organisation" },
    {
      name: "kind",
      column: "kind",
      labelZh: "类别",
      labelEn: "Kind",
      kind: "choice",
      choices: [
        { value: "terrace", labelZh: "梯田", labelEn: "Terraces" },
        { value: "forest", labelZh: "林草", labelEn: "Forest" },
      ],
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
    groupFields: ["keeper", "kind"],
  },
  {
    ...base,
    id: "survey-rate",
    nameZh: "调查",
    nameEn: "Survey",
    kind: "result",
    // Surveys of 2020 and 2023: each stands until the next.
    read: async (_, period) => {
      const year = period === null || period.to >= "2023-12-31" ? 2023 : 2020;
      if (period !== null && period.to < "2020-12-31") return { value: null, lineage: [] };
      const survey = `${year}`;
      return {
        value: year / 100,
        lineage: [{ kind: "result", titleZh: survey, titleEn: survey, path: "/surveys", version: survey }],
      };
    },
    readByDivision: null,
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

  interface Part {
    group: string | null;
    labelZh: string;
    value: number | null;
    lineage: { filter: object; count: number }[];
  }
  const listOf = (filter: object | undefined) =>
    ask("city", `/record-sets/works/records?filter=${encodeURIComponent(JSON.stringify(filter))}`);

  test("by another field each part has its name, its own list, and all of them make the whole", async () => {
    const period = "from=2025-01-01&to=2025-12-31";
    const parts = (await ask("city", `/figures/treated-area/groups?by=kind&${period}`)).json as Part[];
    expect(parts.map(({ labelZh, value }) => [labelZh, value])).toEqual([
      ["林草", 2.25],
      ["梯田", 5.5],
    ]);
    for (const { value, lineage } of parts) {
      const list = await listOf(lineage[0]?.filter);
      expect(list.json).toMatchObject({ count: lineage[0]?.count, totals: { area: value } });
    }
    const keepers = (await ask("qixia", `/figures/treated-area/groups?by=keeper&${period}`)).json as Part[];
    expect(keepers.map(({ labelZh, value }) => [labelZh, value])).toEqual([
      ["管护站", 1.5],
      ["", 2.25],
    ]);
    expect(keepers[1]?.lineage[0]?.filter).toMatchObject({ keeper: { isNull: true } });
  });

  test("a field by which a figure is not asked is refused, with those by which it is", async () => {
    const refused = await ask("city", "/figures/treated-area/groups?by=code");
    expect(refused).toMatchObject({ status: 400, json: { code: "figure-not-grouped", details: { by: "code" } } });
    expect((await ask("city", "/figures/survey-rate/groups?by=kind")).status).toBe(400);
    expect((await ask("city", "/figures/secret/groups?by=kind")).status).toBe(404);
    expect((await ask("city", "/figures/treated-area/groups?by=kind&from=2025-01-01")).status).toBe(400);
  });

  test("year by year records are those of the year, and a result counts in the year in which it is new", async () => {
    expect((await ask("city", "/figures/treated-area/years?first=2024&last=2026")).json).toMatchObject([
      { year: 2024, value: null },
      { year: 2025, value: 7.75, lineage: [{ count: 3 }] },
      { year: 2026, value: 8 },
    ]);
    const surveys = async (query: string) => (await ask("city", `/figures/survey-rate/years?${query}`)).json;
    expect(await surveys("first=2018&last=2026")).toMatchObject([
      { year: 2020, value: 20.2 },
      { year: 2023, value: 20.23 },
    ]);
    expect(await surveys("first=2021&last=2024")).toMatchObject([{ year: 2023 }]);
    expect((await ask("city", "/figures/treated-area/years?first=2026&last=2025")).status).toBe(400);
    expect((await ask("qixia", "/figures/secret/years?first=2025&last=2025")).status).toBe(404);
  });

  test("a sum of nothing is nothing, not zero", async () => {
    const answer = await treated("city", "?from=2030-01-01&to=2030-12-31");
    expect(answer).toMatchObject({ value: null, lineage: [{ count: 0 }] });
    const refused = await ask("city", "/figures/treated-area/publications?from=2030-01-01&to=2030-12-31", "POST");
    expect(refused.json).toMatchObject({ code: "figure-empty" });
  });

  test("what one may not see is not there", async () => {
    expect((await ask("city", "/figures/secret")).status).toBe(404);
    expect((await ask("city", "/figures")).json).toMatchObject([{ id: "treated-area" }, { id: "survey-rate" }]);
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
