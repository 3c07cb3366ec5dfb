import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import {
  createRecordSets,
  defineRecordSet,
  recordSetMigrations,
  recordSetProblemStatuses,
  recordSetRoutes,
} from "./index.ts";

const ORCHARDS: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-orchards",
    sha256: "1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.orchard (
        id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
        code text not null unique, name text not null, division_code text, area_hm2 double precision, planted_on date,
        seen_at timestamptz, kind text, trees integer, is_steep boolean, geometry geometry(MultiPolygon, 4490));
      alter table sample.orchard enable row level security;
      grant select, insert, update on sample.orchard to terrace_user;
      create policy orchards on sample.orchard to terrace_user
        using (access.sees_division(division_code)) with check (access.sees_division(division_code));
      select audit_trail.keep_history('sample.orchard', 'division_code', null);`,
  },
];

const orchards = defineRecordSet({
  id: "orchards",
  titleZh: "果园",
  titleEn: "Orchards",
  relation: "sample.orchard",
  permission: "orchards.view",
  editPermission: "orchards.edit",
  geometry: "polygon",
  codeField: "code",
  titleField: "name",
  divisionField: "division",
  organisationField: null,
  stateField: null,
  defaultSort: [{ field: "code", direction: "ascending" }],
  emptyZh: "还没有果园，可导入。",
  emptyEn: "No orchards yet; import some.",
  fields: [
    {
      name: "code",
      column: "code",
      labelZh: "编号",
      labelEn: "Code",
      kind: "text",
      isRequired: true,
      isEditable: true,
    },
    {
      name: "name",
      column: "name",
      labelZh: "名称",
      labelEn: "Name",
      kind: "text",
      isRequired: true,
      isEditable: true,
      filter: "open",
    },
    {
      name: "division",
      column: "division_code",
      labelZh: "区市",
      labelEn: "Division",
      kind: "division",
      isEditable: true,
      filter: "open",
    },
    {
      name: "area",
      column: "area_hm2",
      labelZh: "面积",
      labelEn: "Area",
      kind: "number",
      unit: "hm²",
      decimals: 2,
      isTotalled: true,
      isEditable: true,
    },
    {
      name: "plantedOn",
      column: "planted_on",
      labelZh: "栽植日期",
      labelEn: "Planted",
      kind: "date",
      isEditable: true,
    },
    { name: "seenAt", column: "seen_at", labelZh: "查看时间", labelEn: "Seen", kind: "timestamp" },
    {
      name: "kind",
      column: "kind",
      labelZh: "树种",
      labelEn: "Kind",
      kind: "choice",
      isEditable: true,
      choices: [{ value: "apple", labelZh: "苹果", labelEn: "Apple" }],
    },
    {
      name: "trees",
      column: "trees",
      labelZh: "株数",
      labelEn: "Trees",
      kind: "integer",
      isTotalled: true,
      isEditable: true,
    },
    { name: "isSteep", column: "is_steep", labelZh: "陡坡", labelEn: "Steep", kind: "boolean", isEditable: true },
  ],
});

const SQUARE = {
  type: "Polygon",
  coordinates: [
    [
      [120.8, 37.3],
      [120.81, 37.3],
      [120.81, 37.31],
      [120.8, 37.31],
      [120.8, 37.3],
    ],
  ],
};
const BOW_TIE = {
  type: "Polygon",
  coordinates: [
    [
      [120, 37],
      [121, 38],
      [121, 37],
      [120, 38],
      [120, 37],
    ],
  ],
};

function person(number: number, permissions: string[], ...divisions: string[]): Session {
  const userId = `00000000-0000-4000-8000-00000000000${number}`;
  return { ...NOBODY, userId, userName: `用户${number}`, scope: "division", divisions, permissions };
}
const EDIT = ["orchards.view", "orchards.edit"];
const SESSIONS: Readonly<Record<string, Session>> = {
  qixia: person(1, EDIT, "370686"),
  laiyang: person(2, EDIT, "370682"),
  viewer: person(3, ["orchards.view"], "370686"),
  stranger: person(4, [], "370686"),
  city: { ...person(5, EDIT), scope: "city" },
};

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  let app: Hono;
  beforeAll(async () => {
    database = await open(recordSetMigrations, ORCHARDS);
    await database.execute(`insert into sample.orchard (code, name, division_code, area_hm2, planted_on, seen_at, kind, trees, is_steep) values
      ('Q1', '东坡果园', '370686', 1.25, '2020-03-01', '2026-11-24T16:30:00Z', 'apple', 300, true),
      ('Q2', '100%有机', '370686', 2.5, '2021-03-01', '2026-11-24T02:00:00Z', 'apple', 500, false),
      ('L1', '莱阳梨园', '370682', 10, '2019-03-01', null, null, null, null);
      insert into sample.orchard (code, name, division_code) values ('Q3', '只有必填', '370686'), ('Z1', '无区划', null);`);
    app = new Hono();
    app.onError(
      createErrorHandler({ statuses: recordSetProblemStatuses, onBug: (error) => expect.fail(String(error)) }),
    );
    const sets = createRecordSets([orchards]);
    const routes = recordSetRoutes({ sets, divisions: [{ value: "370686", labelZh: "栖霞市", labelEn: "Qixia" }] });
    const identify = async (request: Request) => SESSIONS[request.headers.get("X-Who") ?? ""] ?? NOBODY;
    app.route("/api", mountRoutes({ routes, database, identify }));
  });
  afterAll(() => database.close());

  async function ask(who: string, path: string, method = "GET", body?: unknown) {
    const response = await app.request(`/api/record-sets${path}`, {
      method,
      headers: { "X-Who": who, "X-Terrace-Request": "1" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as never };
  }
  const list = async (who: string, query: Record<string, string> = {}) => {
    const { json } = await ask(who, `/orchards/records?${new URLSearchParams(query)}`);
    const page = json as {
      records: { id: string; version: number; values: Record<string, unknown> }[];
      count: number;
      totals: object;
    };
    return { ...page, codes: page.records.map(({ values }) => values.code) };
  };
  const filtered = async (filter: object, who = "city") => (await list(who, { filter: JSON.stringify(filter) })).codes;
  const idOf = async (code: string) =>
    (await list("city", { filter: JSON.stringify({ code: { eq: code } }) })).records[0]?.id ?? "";

  test("a list, its count and its totals are of the same rows: those of one's own division", async () => {
    expect(await list("qixia")).toMatchObject({
      codes: ["Q1", "Q2", "Q3"],
      count: 3,
      totals: { area: 3.75, trees: 800 },
    });
    expect(await list("laiyang")).toMatchObject({ codes: ["L1"], count: 1, totals: { area: 10, trees: null } });
    // A row without a division is nobody's, and not the city's either: it cannot be counted by division.
    expect(await list("city")).toMatchObject({ codes: ["L1", "Q1", "Q2", "Q3"], count: 4, totals: { area: 13.75 } });
    expect(await list("city", { page: "2", pageSize: "3", sort: "-area" })).toMatchObject({ codes: ["Q3"], count: 4 });
  });

  test("whoever may not see the set gets nothing of it", async () => {
    expect((await ask("stranger", "/orchards/records")).status).toBe(404);
    expect((await ask("", "/orchards/records")).status).toBe(401);
    expect((await ask("city", "/nothing/records")).status).toBe(404);
    expect((await ask("stranger", "")).json).toEqual([]);
    expect((await ask("viewer", "")).json).toMatchObject([{ id: "orchards", canEdit: false }]);
    expect((await ask("qixia", "")).json).toMatchObject([{ canEdit: true, fields: { length: 9 } }]);
  });

  test("filters", async () => {
    expect(await filtered({ area: { from: 2, to: 5 } })).toEqual(["Q2"]);
    expect(await filtered({ name: { contains: "100%" } })).toEqual(["Q2"]);
    expect(await filtered({ name: { contains: "_" } })).toEqual([]);
    expect(await filtered({ kind: { isNull: true } })).toEqual(["L1", "Q3"]);
    expect(await filtered({ division: { in: ["370682"] }, trees: { isNull: true } })).toEqual(["L1"]);
    expect(await filtered({ isSteep: { eq: false } })).toEqual(["Q2"]);
    expect(await filtered({ plantedOn: { to: "2020-03-01" } })).toEqual(["L1", "Q1"]);
    expect(await filtered({ area: { in: [] } })).toEqual([]);
    expect((await list("city", { text: "果园" })).codes).toEqual(["Q1"]);
    expect(await filtered({ division: { eq: "370682" } }, "qixia")).toEqual([]);
  });

  test("a moment counts for its day in China, and days are inclusive", async () => {
    // 16:30 UTC is half past midnight of the 25th in Yantai.
    expect(await filtered({ seenAt: { from: "2026-11-25", to: "2026-11-25" } })).toEqual(["Q1"]);
    expect(await filtered({ seenAt: { from: "2026-11-24", to: "2026-11-24" } })).toEqual(["Q2"]);
  });

  test.each([
    "{",
    '{"secret":{"eq":1}}',
    '{"area":{"eq":"many"}}',
    '{"area":{"contains":"1"}}',
    '{"plantedOn":{"from":"2026-02-30"}}',
    '{"name":{"like":"x"}}',
    '{"name":{"eq":"a\\u0000"}}',
  ])("a filter that is wrong is refused with words: %s", async (filter) => {
    const { status, json } = await ask("city", `/orchards/records?filter=${encodeURIComponent(filter)}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: "filter-invalid", userMessage: expect.stringContaining("果园") });
  });

  test("one record, also one with mandatory fields only; a foreign one is as if there were none", async () => {
    const id = await idOf("Q3");
    expect((await ask("qixia", `/orchards/records/${id}`)).json).toMatchObject({
      values: { code: "Q3", area: null },
      geometry: null,
    });
    expect((await ask("laiyang", `/orchards/records/${id}`)).status).toBe(404);
    expect(
      (await ask("qixia", `/orchards/records/${id.replace(/^./, (first) => (first === "0" ? "1" : "0"))}`)).status,
    ).toBe(404);
  });

  test("two people who edit one record: the second is shown what the first wrote, and loses nothing", async () => {
    const path = `/orchards/records/${await idOf("Q1")}`;
    const first = await ask("qixia", path, "PATCH", { version: 1, values: { trees: 310 } });
    expect(first.json).toMatchObject({ version: 2, values: { trees: 310 } });
    const second = await ask("city", path, "PATCH", { version: 1, values: { trees: 290 } });
    expect(second.status).toBe(409);
    expect(second.json).toMatchObject({
      code: "record-changed-elsewhere",
      details: { current: { version: 2, values: { trees: 310 } } },
    });
    expect((await ask("city", path, "PATCH", { version: 2, values: { trees: 290 } })).json).toMatchObject({
      version: 3,
    });
  });

  test("nothing foreign is changed or added, and a record cannot be moved out of one's area", async () => {
    const path = `/orchards/records/${await idOf("Q2")}`;
    expect((await ask("laiyang", path, "PATCH", { version: 1, values: { trees: 1 } })).status).toBe(404);
    expect((await ask("viewer", path, "PATCH", { version: 1, values: { trees: 1 } })).status).toBe(403);
    expect((await ask("qixia", path, "PATCH", { version: 1, values: { division: "370682" } })).json).toMatchObject({
      code: "record-not-editable",
    });
    const foreign = await ask("qixia", "/orchards/records", "POST", {
      values: { code: "N1", name: "外", division: "370682" },
    });
    expect(foreign.json).toMatchObject({ code: "record-not-editable" });
  });

  test("a record is added with its outline, and where it lies is known", async () => {
    const values = { code: "N2", name: "新园", division: "370686", area: 98.6 };
    const added = await ask("qixia", "/orchards/records", "POST", { values, geometry: SQUARE });
    expect(added.json).toMatchObject({ version: 1, values, geometry: { type: "MultiPolygon" } });
    const filter = encodeURIComponent('{"code":{"eq":"N2"}}');
    expect((await ask("qixia", `/orchards/extent?filter=${filter}`)).json).toEqual({
      extent: [120.8, 37.3, 120.81, 37.31],
    });
    expect((await ask("laiyang", `/orchards/extent?filter=${filter}`)).json).toEqual({ extent: null });
  });

  test.each([
    [{ name: "没有编号", division: "370686" }, null, "编号不能为空"],
    [{ code: "Q1", name: "重号", division: "370686" }, null, "编号已被另一条记录使用"],
    [{ code: "B1", name: "", division: "370686" }, null, "名称不能为空"],
    [{ code: "B1", name: "x", trees: 1.5 }, null, "株数应为整数"],
    [{ code: "B1", name: "x", plantedOn: "45000" }, null, "栽植日期应为日期"],
    [{ code: "B1", name: "x", kind: "梨" }, null, "树种应为苹果之一"],
    [{ code: "B1", name: "x", seenAt: "2026-11-24T00:00:00Z" }, null, "不能在这里修改"],
    [{ code: "B1", name: "x", division: "370686" }, BOW_TIE, "Self-intersection"],
    [{ code: "B1", name: "x", division: "370686" }, { type: "Point", coordinates: [121, 37] }, "图形类型应为"],
  ])("what is wrong is told field by field: %#", async (values, geometry, text) => {
    const { status, json } = await ask("qixia", "/orchards/records", "POST", { values, geometry });
    expect(status).toBe(422);
    expect(json).toMatchObject({ code: "record-invalid", userMessage: expect.stringContaining(text) });
  });

  test("the history of a record is told to those who see it", async () => {
    const path = `/orchards/records/${await idOf("Q1")}/history`;
    const lines = (await ask("viewer", path)).json as {
      actor: string;
      changes: { field: string; from: unknown; to: unknown }[];
    }[];
    expect(lines[0]).toMatchObject({ actor: "用户5", changes: [{ field: "trees", from: 310, to: 290 }] });
    expect((await ask("laiyang", path)).status).toBe(404);
  });

  test("comments are seen by those who see the record", async () => {
    const path = `/orchards/records/${await idOf("Q2")}/comments`;
    expect((await ask("viewer", path, "POST", { text: "已到现场" })).json).toMatchObject([
      { text: "已到现场", author: "用户3" },
    ]);
    expect((await ask("city", path)).json).toHaveLength(1);
    expect((await ask("laiyang", path)).status).toBe(404);
    expect((await ask("viewer", path, "POST", { text: " " })).status).toBe(400);
  });
});

test.each([
  [{ relation: "orchard" }, "schema.table"],
  [{ codeField: "number" }, "no field number"],
  [{ fields: [...orchards.fields, ...orchards.fields] }, "twice"],
  [{ fields: orchards.fields.map((field) => ({ ...field, isTotalled: true })) }, "no total"],
])("a faulty declaration is found when the program starts: %#", (change, text) => {
  expect(() => defineRecordSet({ ...orchards, ...change })).toThrow(text);
});
