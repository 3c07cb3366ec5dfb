import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { positionAmongTiles } from "#engine/vector-tiles";
import { testDatabases } from "#fixtures/test-database";
import { decodeTile } from "#fixtures/vector-tiles";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import { createVectorTiles, type TileLayerDefinition, vectorTilesMigrations } from "./index.ts";

const SAMPLE: Migration = {
  module: "sample",
  name: "0001-many-patches",
  sha256: "many-tiles-2",
  text: `
    create schema sample;
    grant usage on schema sample to terrace_user;
    create table sample.patch (id uuid primary key default gen_random_uuid(), division_code text, geometry geometry(Polygon, 4490));
    create index on sample.patch using gist (geometry);
    alter table sample.patch enable row level security;
    grant select on sample.patch to terrace_user;
    create policy patches on sample.patch to terrace_user
      using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));
    select vector_tiles.keep_content_version('sample.patch');`,
};

const layer: TileLayerDefinition = {
  id: "patches",
  relation: "sample.patch",
  geometryColumn: "geometry",
  attributes: [],
  divisionColumn: "division_code",
};
const session = (change: Partial<Session>): Session => ({
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "李巡查",
  ...change,
});
const city = session({ scope: "city" });
const laiyang = session({ scope: "division", divisions: ["370682"] });

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  const tiles = createVectorTiles();
  const asked = async (as: Session, z: number, x: number, y: number, where?: RawBuilder<unknown>) => {
    const request = { layer: where === undefined ? layer : { ...layer, where }, z, x, y };
    const { bytes } = await database.asSession(as, (tx) => tiles.layerTile(tx, as, request));
    return decodeTile(bytes).patches?.features ?? [];
  };
  const total = async (as: Session, z: number, where?: RawBuilder<unknown>) => {
    const from = positionAmongTiles(119.5, 38.4, z);
    const to = positionAmongTiles(122, 36.5, z);
    let count = 0;
    let areaKm2 = 0;
    for (let x = Math.floor(from.x); x <= to.x; x++) {
      for (let y = Math.floor(from.y); y <= to.y; y++) {
        for (const { values, type } of await asked(as, z, x, y, where)) {
          expect(type).toBe(1);
          count += Number(values.count);
          areaKm2 += Number(values.areaKm2);
        }
      }
    }
    return { count, areaKm2 };
  };

  // 5000 演示 patches over the city, by a low-discrepancy sequence.
  beforeAll(async () => {
    database = await open(vectorTilesMigrations, [SAMPLE]);
    await database.execute(`
      insert into sample.patch (division_code, geometry)
      select case when lon < 120.3 then '370686' else '370682' end,
        ST_MakeEnvelope(lon, lat, lon + 0.003, lat + 0.002, 4490)
      from (select 119.6 + mod(i * 0.7548776662466927, 1.0)::float8 * 2.3 as lon,
          36.6 + mod(i * 0.5698402909980532, 1.0)::float8 * 1.7 as lat
        from generate_series(1, 5000) i) places`);
  });
  afterAll(() => database.close());

  test("on small scales clusters count every visible record once, with its area", async () => {
    const areas = await database.execute(
      "select division_code, sum(ST_Area(geometry::geography)) / 1e6 as area, count(*) as count from sample.patch group by 1",
    );
    const areaOf = (code: string) => Number(areas.find((row) => row.division_code === code)?.area);
    for (const z of [6, 8, 10]) {
      const ofCity = await total(city, z);
      expect(ofCity.count).toBe(5000);
      expect(ofCity.areaKm2 / (areaOf("370686") + areaOf("370682"))).toBeCloseTo(1, 3);
    }
    const ofLaiyang = await total(laiyang, 8);
    expect(ofLaiyang.count).toBe(Number(areas.find((row) => row.division_code === "370682")?.count));
    expect(ofLaiyang.areaKm2 / areaOf("370682")).toBeCloseTo(1, 3);
  });

  test("a session that sees few records sees them as they are on every zoom", async () => {
    const where = sql`division_code = '370686'`;
    expect(await asked(session({ scope: "none" }), 8, 213, 99)).toEqual([]);
    const features = await asked(city, 8, 213, 99, where);
    expect(features.length).toBeGreaterThan(100);
    expect(features.every(({ type, values }) => type === 3 && typeof values.id === "string")).toBe(true);
  });

  test("a tile with too many records has clusters on any zoom; the one beside it has records", async () => {
    await database.execute(`
      insert into sample.patch (division_code, geometry)
      select '370682', ST_MakeEnvelope(lon, lat, lon + 0.0001, lat + 0.0001, 4490)
      from (select 120.80 + mod(i * 0.7548776662466927, 1.0)::float8 * 0.01 as lon,
          37.33 + mod(i * 0.5698402909980532, 1.0)::float8 * 0.005 as lat
        from generate_series(1, 20500) i) places`);
    const dense = await asked(city, 12, 3422, 1589);
    expect(dense.every(({ type }) => type === 1)).toBe(true);
    const counted = dense.reduce((sum, { values }) => sum + Number(values.count), 0);
    expect(counted).toBeGreaterThanOrEqual(20_500);
    const beside = await asked(city, 12, 3424, 1589);
    expect(beside.length).toBeGreaterThan(0);
    expect(beside.every(({ type, values }) => type === 3 && typeof values.id === "string")).toBe(true);
  });
});
