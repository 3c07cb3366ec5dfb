import { testDatabases } from "#fixtures/test-database";
import type { Database, Migration, Session } from "#platform/database";
import { type TileLayerDefinition, vectorTilesMigrations } from "#platform/vector-tiles";

const TABLE: Migration = {
  module: "bench",
  name: "0001-patches",
  sha256: "bench-tiles-2",
  text: `
    create schema bench;
    grant usage on schema bench to terrace_user;
    create table bench.patch (
      id uuid primary key default gen_random_uuid(), code text not null, name text, division_code text not null, area_km2 numeric,
      version integer not null default 1, updated_at timestamptz not null default now(),
      geometry geometry(MultiPolygon, 4490) not null,
      -- For the peer only: the usual way to serve ST_AsMVT quickly is a second column with the map's projection.
      mercator geometry(MultiPolygon, 3857));
    alter table bench.patch enable row level security;
    grant select on bench.patch to terrace_user;
    create policy patches on bench.patch for select to terrace_user
      using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));
    select vector_tiles.keep_content_version('bench.patch');`,
};

/**
 * Polygons with 8 to 56 corners and 60 to 240 m across, spread over Yantai by a low-discrepancy sequence: the same on every machine.
 * Their names are marked 演示.
 */
const FILL = `
  insert into bench.patch (code, name, division_code, area_km2, geometry)
  select 'P' || i, '扰动图斑 ' || i || '（演示）', '3706' || lpad((floor((lon - 119.6) / 0.157))::text, 2, '0'), size * size * 10000,
    ST_Multi(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line))))
  from (
    select i, lon, size, (
      select ST_SetSRID(ST_MakeLine(array_agg(ST_MakePoint(
        lon + size * (0.7 + 0.3 * sin(i * 7 + k * 2.3)) * cos(2 * pi() * k / corners),
        lat + 0.8 * size * (0.7 + 0.3 * sin(i * 7 + k * 2.3)) * sin(2 * pi() * k / corners)) order by k)), 4490)
      from generate_series(0, corners - 1) k) as line
    from (
      select i, 8 + i % 49 as corners, 0.0003 + 0.001 * mod(i * 0.3247179572447461, 1.0)::float8 as size,
        119.6 + mod(i * 0.7548776662466927, 1.0)::float8 * 2.35 as lon,
        36.6 + mod(i * 0.5698402909980532, 1.0)::float8 * 1.3 as lat
      from generate_series(1, $1::int) i
    ) places
  ) lines`;

/** A database of its own, filled; closing it removes it. */
export async function openSample(polygons: number): Promise<Database> {
  const server = testDatabases().find(({ name }) => name === "postgres");
  if (server === undefined) throw new Error("TERRACE_TEST_DATABASES leaves out the PostgreSQL server");
  const database = await server.open(vectorTilesMigrations, [TABLE]);
  await database.execute(FILL, [polygons]);
  await database.execute("update bench.patch set mercator = ST_Transform(ST_SetSRID(geometry, 4326), 3857)");
  await database.execute("create index on bench.patch using gist (geometry)");
  await database.execute("create index on bench.patch using gist (mercator)");
  await database.execute("vacuum full analyze bench.patch");
  return database;
}

export const patches: TileLayerDefinition = {
  id: "patches",
  relation: "bench.patch",
  geometryColumn: "geometry",
  attributes: [
    { name: "code", column: "code" },
    { name: "name", column: "name" },
    { name: "divisionCode", column: "division_code" },
    { name: "areaKm2", column: "area_km2" },
  ],
  divisionColumn: "division_code",
};

const somebody = {
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "张市级 演示",
  organisationId: null,
  permissions: ["territory.view"],
} as const;
export const citySession: Session = { ...somebody, scope: "city", divisions: [] };
export const districtSession: Session = { ...somebody, scope: "division", divisions: ["370607"] };
