import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import type { Database, Migration } from "#platform/database";
import { defineRecordSet, keepListIndexes } from "./index.ts";

const TABLE: Migration = {
  module: "sample",
  name: "0001-felled",
  sha256: "list-indexes-1",
  text: `
    create schema sample;
    create table sample.felled (id uuid primary key default gen_random_uuid(), version integer not null default 1,
      updated_at timestamptz not null default now(), code text, division_code text, kind text, area_hm2 double precision, seen_at timestamptz);
    insert into sample.felled (code, division_code, kind, area_hm2, seen_at)
      select n::text, (370600 + n % 15)::text, (array['a', 'b'])[1 + n % 2], n, now() from generate_series(1, 500) n;
    create view sample.felled_list as select * from sample.felled;`,
};
const field = { labelZh: "字段", labelEn: "Field" };
const felled = defineRecordSet({
  id: "felled",
  titleZh: "采伐",
  titleEn: "Felled",
  relation: "sample.felled",
  permission: "felled.view",
  editPermission: null,
  geometry: null,
  codeField: "code",
  titleField: "code",
  divisionField: "division",
  organisationField: null,
  stateField: null,
  defaultSort: [],
  emptyZh: "无",
  emptyEn: "None",
  fields: [
    { ...field, name: "code", column: "code", kind: "text", filter: "open" },
    { ...field, name: "division", column: "division_code", kind: "division" },
    {
      ...field,
      name: "kind",
      column: "kind",
      kind: "choice",
      filter: "open",
      choices: [{ value: "a", labelZh: "甲", labelEn: "A" }],
    },
    { ...field, name: "area", column: "area_hm2", kind: "number", isTotalled: true },
    { ...field, name: "seenAt", column: "seen_at", kind: "timestamp", filter: "folded" },
  ],
});

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open([TABLE]);
  });
  afterAll(() => database.close());

  const definitions = async () => {
    const rows = await database.execute(
      "select indexdef from pg_indexes where schemaname = 'sample' and indexname like 'list%' order by indexname",
    );
    return rows.map(({ indexdef }) => String(indexdef).replace(/^.* using btree /i, ""));
  };

  test("a small table gets none, a large one those of its filters; asked again, or of a view, nothing changes", async () => {
    expect(await keepListIndexes(database, [felled])).toEqual([]);
    expect(await keepListIndexes(database, [felled], { largeBytes: 0 })).toHaveLength(3);
    const wanted = [
      "(division_code) INCLUDE (area_hm2)",
      "(kind) INCLUDE (division_code, area_hm2)",
      "((((seen_at AT TIME ZONE 'Asia/Shanghai'::text))::date)) INCLUDE (division_code, area_hm2)",
    ];
    expect(await definitions()).toEqual(wanted);
    const view = { ...felled, relation: "sample.felled_list" };
    expect(await keepListIndexes(database, [felled, view], { largeBytes: 0 })).toEqual([]);
    expect(await definitions()).toEqual(wanted);
  });

  test("a declaration that wants others gets them instead of the old ones", async () => {
    const fields = felled.fields.map((one) => ({ ...one, isTotalled: false }));
    expect(await keepListIndexes(database, [{ ...felled, fields }], { largeBytes: 0 })).toHaveLength(3);
    expect(await definitions()).toEqual([
      "(division_code)",
      "(kind) INCLUDE (division_code)",
      "((((seen_at AT TIME ZONE 'Asia/Shanghai'::text))::date)) INCLUDE (division_code)",
    ]);
  });
});
