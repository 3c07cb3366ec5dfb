import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { decodeTile } from "#fixtures/vector-tiles";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import { createVectorTiles, type TileLayerDefinition, type VectorTiles, vectorTilesMigrations } from "./index.ts";

const SAMPLE: Migration = {
  module: "sample",
  name: "0001-patches",
  sha256: "tiles-1",
  text: `
    create schema sample;
    grant usage on schema sample to terrace_user;
    create table sample.patch (
      id text primary key, name text, division_code text, area numeric, tags text[], created_by uuid,
      geometry geometry(MultiPolygon, 4490));
    create index on sample.patch using gist (geometry);
    alter table sample.patch enable row level security;
    grant select, insert, update, delete on sample.patch to terrace_user;
    create policy patches on sample.patch to terrace_user using (access.sees_division(division_code));
    select vector_tiles.keep_content_version('sample.patch');
    select vector_tiles.keep_content_version('sample.patch');

    create table sample.draft (like sample.patch including all);
    alter table sample.draft enable row level security;
    grant select on sample.draft to terrace_user;
    create policy drafts on sample.draft to terrace_user using (created_by = access.current_user_id());
    select vector_tiles.keep_content_version('sample.draft');

    create table sample.project (patch_id text primary key);
    alter table sample.project enable row level security;
    grant select on sample.project to terrace_user;
    create policy projects on sample.project to terrace_user using (true);
    create table sample.site (like sample.patch including all);
    alter table sample.site enable row level security;
    grant select on sample.site to terrace_user;
    create policy sites on sample.site to terrace_user using (exists (select from sample.project p where p.patch_id = id));
    select vector_tiles.keep_content_version('sample.site');

    create view sample.patch_view with (security_invoker) as select * from sample.patch;
    grant select on sample.patch_view to terrace_user;`,
};

const session = (change: Partial<Session>): Session => ({
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "李巡查",
  ...change,
});
const city = session({ scope: "city" });
const qixia = session({ scope: "division", divisions: ["370686"] });
const laiyang = session({ scope: "division", divisions: ["370682"] });

const layer: TileLayerDefinition = {
  id: "patches",
  relation: "sample.patch",
  geometryColumn: "geometry",
  attributes: [
    { name: "name", column: "name" },
    { name: "area", column: "area" },
    { name: "tags", column: "tags" },
  ],
  divisionColumn: "division_code",
};
/** Around 120.8° E 37.3° N. */
const tile = { z: 12, x: 3422, y: 1589 };

/** A square of 100 m or so. */
const square = (longitude: number, latitude: number) =>
  sql`ST_Multi(ST_MakeEnvelope(${longitude}::float8, ${latitude}::float8, ${longitude + 0.001}::float8, ${latitude + 0.001}::float8, 4490))`;

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open(vectorTilesMigrations, [SAMPLE]);
    await change(sql`insert into sample.patch (id, name, division_code, area, tags, geometry) values
      ('q1', '栖霞一 演示', '370686', 1.25, '{a,b}', ${square(120.79, 37.32)}),
      ('l1', '莱阳一 演示', '370682', null, null, ${square(120.8, 37.32)}),
      ('n1', null, null, null, null, ${square(120.81, 37.32)}),
      ('e1', null, '370686', null, null, null),
      ('e2', null, '370686', null, null, ST_GeomFromText('MULTIPOLYGON EMPTY', 4490))`);
  });
  afterAll(() => database.close());

  const change = (statement: RawBuilder<unknown>) => database.asService("test", (tx) => statement.execute(tx));
  const tileOf = (tiles: VectorTiles, as: Session, of: Partial<TileLayerDefinition> = {}, at = tile) =>
    database.asSession(as, (tx) => tiles.layerTile(tx, as, { layer: { ...layer, ...of }, ...at }));
  const featuresOf = async (...given: Parameters<typeof tileOf>) =>
    decodeTile((await tileOf(...given)).bytes).patches?.features ?? [];
  const idsOf = async (...given: Parameters<typeof tileOf>) =>
    (await featuresOf(...given)).map(({ values }) => values.id).sort();

  test("a feature is a record with its id and attributes, decimals as numbers, lists as JSON", async () => {
    const features = await featuresOf(createVectorTiles(), qixia);
    expect(features.map(({ values }) => values)).toEqual([
      { id: "q1", name: "栖霞一 演示", area: 1.25, tags: '["a","b"]' },
    ]);
    expect(features[0]?.type).toBe(3);
  });

  test("no session gets another's tile, in whatever order they ask", async () => {
    const expected = new Map<Session, string[]>([
      [city, ["l1", "n1", "q1"].filter((id) => id !== "n1")],
      [qixia, ["q1"]],
      [laiyang, ["l1"]],
      [NOBODY, []],
      [session({ scope: "none" }), []],
      [session({ scope: "division", divisions: ["370686", "370682"] }), ["l1", "q1"]],
      [session({ scope: "enterprise", organisationId: "00000000-0000-4000-8000-00000000000a" }), []],
    ]);
    const orders = [[...expected.keys()], [...expected.keys()].reverse()];
    for (const order of orders) {
      const tiles = createVectorTiles();
      for (const as of [...order, ...order]) expect(await idsOf(tiles, as)).toEqual(expected.get(as));
      await Promise.all(order.map(async (as) => expect(await idsOf(tiles, as)).toEqual(expected.get(as))));
    }
  });

  test("a committed change is in the next tile; what is not committed never is, except to its own transaction", async () => {
    const tiles = createVectorTiles();
    expect(await idsOf(tiles, qixia)).toEqual(["q1"]);
    await change(
      sql`insert into sample.patch (id, division_code, geometry) values ('q2', '370686', ${square(120.795, 37.32)})`,
    );
    expect(await idsOf(tiles, qixia)).toEqual(["q1", "q2"]);
    await change(sql`update sample.patch set division_code = '370682' where id = 'q2'`);
    expect(await idsOf(tiles, qixia)).toEqual(["q1"]);
    expect(await idsOf(tiles, laiyang)).toEqual(["l1", "q2"]);
    const undone = database.asSession(laiyang, async (tx) => {
      await sql`delete from sample.patch where id = 'q2'`.execute(tx);
      const { bytes } = await tiles.layerTile(tx, laiyang, { layer, ...tile });
      expect(decodeTile(bytes).patches?.features.map(({ values }) => values.id)).toEqual(["l1"]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await idsOf(tiles, laiyang)).toEqual(["l1", "q2"]);
    await change(sql`delete from sample.patch where id = 'q2'`);
    expect(await idsOf(tiles, laiyang)).toEqual(["l1"]);
  });

  test("with many writers at once, each sees its change in the tile after its commit, while changes are gathered", async () => {
    const tiles = createVectorTiles();
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; round < 12; round++) {
        const id = `w${writer}-${round}`;
        await change(
          sql`insert into sample.patch (id, division_code, geometry) values (${id}, 'W', ${square(120.79, 37.33)})`,
        );
        if (round % 3 === writer % 3) await change(sql`select vector_tiles.gather_changes('sample.patch')`);
        expect(await idsOf(tiles, city)).toContain(id);
        await change(sql`delete from sample.patch where id = ${id}`);
        expect(await idsOf(tiles, city)).not.toContain(id);
      }
    });
    await Promise.all(writers);
    await change(sql`select vector_tiles.gather_changes('sample.patch')`);
    const left = await database.execute("select count(*) as count from vector_tiles.pending_change");
    expect(left).toEqual([{ count: 0 }]);
  });

  test("many changes of one transaction count once, and gathering keeps the sum", async () => {
    const version = async () =>
      (await database.execute("select vector_tiles.content_version('{sample.patch}') as version"))[0]?.version;
    const before = Number(await version());
    await database.asService("test", async (tx) => {
      for (let i = 0; i < 5; i++) await sql`update sample.patch set name = name where id = 'q1'`.execute(tx);
    });
    expect(Number(await version())).toBe(before + 1);
    await change(sql`select vector_tiles.gather_changes('sample.patch')`);
    expect(Number(await version())).toBe(before + 1);
  });

  test("a filter has tiles of its own, by its values too", async () => {
    const tiles = createVectorTiles();
    for (const name of ["栖霞一 演示", "莱阳一 演示", "栖霞一 演示"]) {
      const features = await featuresOf(tiles, city, { where: sql`name = ${name}` });
      expect(features.map(({ values }) => values.name)).toEqual([name]);
    }
    expect(await idsOf(tiles, city)).toEqual(["l1", "q1"]);
  });

  test("where a policy asks who it is, colleagues share no tiles", async () => {
    const mine = "00000000-0000-4000-8000-00000000000b";
    await change(
      sql`insert into sample.draft (id, created_by, geometry) values ('d1', ${mine}, ${square(120.79, 37.32)})`,
    );
    const tiles = createVectorTiles();
    const drafts = { relation: "sample.draft" };
    expect(await idsOf(tiles, session({ scope: "city", userId: mine }), drafts)).toEqual(["d1"]);
    expect(await idsOf(tiles, city, drafts)).toEqual([]);
    expect(tiles.cachedBytes).toBeGreaterThan(0);
  });

  test("where a policy reads another table, or the relation is a view, nothing is kept", async () => {
    await change(sql`insert into sample.site (id, geometry) values ('s1', ${square(120.79, 37.32)})`);
    const tiles = createVectorTiles();
    expect(await idsOf(tiles, city, { relation: "sample.site" })).toEqual([]);
    await change(sql`insert into sample.project values ('s1')`);
    expect(await idsOf(tiles, city, { relation: "sample.site" })).toEqual(["s1"]);
    expect(await idsOf(tiles, qixia, { relation: "sample.patch_view" })).toEqual(["q1"]);
    const where = sql`id in (select patch_id from sample.project)`;
    expect(await idsOf(tiles, city, { where })).toEqual([]);
    expect(tiles.cachedBytes).toBe(0);
  });

  test("the etag is of the bytes: it stays where the change was elsewhere", async () => {
    const tiles = createVectorTiles();
    const before = await tileOf(tiles, city);
    await change(
      sql`insert into sample.patch (id, division_code, geometry) values ('far', '370686', ${square(121.5, 37.32)})`,
    );
    expect((await tileOf(tiles, city)).etag).toBe(before.etag);
    await change(sql`update sample.patch set name = '改名 演示' where id = 'l1'`);
    expect((await tileOf(tiles, city)).etag).not.toBe(before.etag);
    await change(
      sql`update sample.patch set name = '莱阳一 演示' where id = 'l1'; delete from sample.patch where id = 'far'`,
    );
    expect((await tileOf(tiles, city)).etag).toBe(before.etag);
  });

  test("memory stays within its limit", async () => {
    const tiles = createVectorTiles({ cacheBytes: 3000 });
    for (let x = 3415; x < 3430; x++) await tileOf(tiles, city, {}, { z: 12, x, y: 1589 });
    expect(tiles.cachedBytes).toBeGreaterThan(0);
    expect(tiles.cachedBytes).toBeLessThanOrEqual(3000);
  });

  test.each([
    [-1, 0, 0],
    [23, 0, 0],
    [2, 4, 0],
    [2, 0, 1.5],
    [Number.NaN, 0, 0],
  ])("there is no tile %d/%d/%d", async (z, x, y) => {
    await expect(tileOf(createVectorTiles(), city, {}, { z, x, y })).rejects.toMatchObject({
      code: "tile-address-invalid",
    });
  });

  test("places of rows are told of counted relations only", async () => {
    const asked = database.asSession(city, (tx) =>
      sql`select vector_tiles.rows_in_box('sample.project', 'geometry', ST_MakeEnvelope(0, 0, 1, 1, 4490))`.execute(tx),
    );
    await expect(asked).rejects.toThrow("not counted");
  });
});
