import { SERVER, testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, openDatabase, type Session } from "#platform/database";
import { defineRecordSet, keepTileVersions, type RecordSet, recordSetMigrations } from "#platform/record-sets";
import { vectorTilesMigrations } from "#platform/vector-tiles";

/** Columns, policies and indexes as the registers of `contexts/` have them. */
const TABLE: Migration = {
  module: "bench",
  name: "0001-patches",
  sha256: "bench-lists-1",
  text: `
    create schema bench;
    grant usage on schema bench to terrace_user;
    create table bench.patch (
      id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
      code text not null unique, name text not null, division_code text, kind text, found_on date, note text,
      geometry geometry(MultiPolygon, 4490),
      area_hm2 double precision generated always as (ST_Area(geometry::geography) / 1e4) stored);
    alter table bench.patch enable row level security;
    grant select on bench.patch to terrace_user;
    create policy seen on bench.patch for select to terrace_user
      using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));`,
};

/**
 * Squares of 60 to 240 m with some corners, spread over Yantai by a low-discrepancy sequence: the same on every machine. Their names are
 * marked 演示.
 */
const FILL = `
  insert into bench.patch (code, name, division_code, kind, found_on, note, geometry)
  select 'P' || lpad(i::text, 8, '0'), '扰动图斑 ' || i || '（演示）', '3706' || lpad((floor((lon - 119.6) / 0.157))::text, 2, '0'),
    (array['mine', 'road', 'building', 'orchard', 'other'])[1 + i % 5], date '2020-01-01' + i % 2400, '演示：用于测量列表的速度',
    ST_Multi(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line))))
  from (
    select i, lon, (
      select ST_SetSRID(ST_MakeLine(array_agg(ST_MakePoint(
        lon + size * cos(2 * pi() * k / corners), lat + 0.8 * size * sin(2 * pi() * k / corners)) order by k)), 4490)
      from generate_series(0, corners - 1) k) as line
    from (
      select i, 5 + i % 16 as corners, 0.0003 + 0.001 * mod(i * 0.3247179572447461, 1.0)::float8 as size,
        119.6 + mod(i * 0.7548776662466927, 1.0)::float8 * 2.35 as lon,
        36.6 + mod(i * 0.5698402909980532, 1.0)::float8 * 1.3 as lat
      from generate_series($1::int, $2::int) i
    ) places
  ) lines`;
const ROWS_AT_ONCE = 100_000;

/**
 * A database of its own, filled, without the indexes of lists; closing it removes it.
 * @param address of one that is filled already, and stays
 */
export async function openSample(rows: number, address: string | undefined): Promise<Database> {
  if (address !== undefined) return openDatabase({ address });
  const server = testDatabases().find(({ name }) => name === "postgres");
  if (server === undefined) throw new Error("TERRACE_TEST_DATABASES leaves out the PostgreSQL server");
  const database = await server.open(recordSetMigrations, vectorTilesMigrations, [TABLE]);
  for (let first = 1; first <= rows; first += ROWS_AT_ONCE) {
    await database.execute(FILL, [first, Math.min(rows, first + ROWS_AT_ONCE - 1)]);
  }
  await database.execute("create index patch_geometry on bench.patch using gist (geometry)");
  await database.execute("create index patch_division on bench.patch (division_code, code)");
  await keepTileVersions(database, [patches]);
  await database.execute("vacuum analyze bench.patch");
  return database;
}

/** For another process that is to open the same database. */
export async function addressOf(database: Database): Promise<string> {
  const [row] = await database.execute("select current_database() as name");
  const address = new URL(SERVER);
  address.pathname = `/${row?.name}`;
  return address.href;
}

export const patches: RecordSet = defineRecordSet({
  id: "patches",
  titleZh: "图斑（演示）",
  titleEn: "Patches (demonstration)",
  relation: "bench.patch",
  permission: "territory.view",
  editPermission: null,
  geometry: "polygon",
  codeField: "code",
  titleField: "name",
  divisionField: "division",
  organisationField: null,
  stateField: null,
  defaultSort: [{ field: "code", direction: "ascending" }],
  emptyZh: "无",
  emptyEn: "None",
  isPublished: true,
  fields: [
    { name: "code", column: "code", labelZh: "编号", labelEn: "Code", kind: "text" },
    { name: "name", column: "name", labelZh: "名称", labelEn: "Name", kind: "text" },
    {
      name: "division",
      column: "division_code",
      labelZh: "区市",
      labelEn: "Division",
      kind: "division",
      filter: "open",
    },
    {
      name: "kind",
      column: "kind",
      labelZh: "类别",
      labelEn: "Kind",
      kind: "choice",
      filter: "open",
      choices: [{ value: "mine", labelZh: "采矿", labelEn: "Mine" }],
    },
    { name: "foundOn", column: "found_on", labelZh: "发现日期", labelEn: "Found", kind: "date", filter: "folded" },
    { name: "note", column: "note", labelZh: "备注", labelEn: "Note", kind: "text" },
    { name: "areaHm2", column: "area_hm2", labelZh: "面积", labelEn: "Area", kind: "number", isTotalled: true },
  ],
});

const somebody = {
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "张市级 演示",
  organisationId: null,
  permissions: ["territory.view"],
} as const;
export const citySession: Session = { ...somebody, scope: "city", divisions: [] };
export const districtSession: Session = { ...somebody, scope: "division", divisions: ["370607"] };
