import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, NOBODY, type Session, type Transaction } from "#platform/database";
import { ownRows, rowsInBox, vectorTilesMigrations } from "./index.ts";

const SAMPLE: Migration = {
  module: "sample",
  name: "0001-spots",
  sha256: "rows-in-box-1",
  text: `
    create schema sample;
    grant usage on schema sample to terrace_user;
    create table sample.spot (id integer primary key, division_code text, geometry geometry(Point, 4490));
    create table sample.uncounted (like sample.spot including all);
    create index on sample.spot using gist (geometry);
    insert into sample.spot
      select n, case when n % 3 = 0 then '370686' else '370682' end,
        case when n % 100 = 0 then null else ST_SetSRID(ST_MakePoint(120 + mod(n * 0.7548776662466927, 1.0)::float8,
          37 + mod(n * 0.5698402909980532, 1.0)::float8), 4490) end
      from generate_series(1, 20000) n;
    insert into sample.uncounted select * from sample.spot;
    alter table sample.spot enable row level security;
    alter table sample.uncounted enable row level security;
    grant select on sample.spot, sample.uncounted to terrace_user;
    create policy spots on sample.spot to terrace_user
      using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));
    create policy spots on sample.uncounted to terrace_user using (access.sees_division(division_code));
    select vector_tiles.keep_content_version('sample.spot');`,
};
const PERSON = { ...NOBODY, userId: "00000000-0000-4000-8000-000000000001" };
const CITY: Session = { ...PERSON, scope: "city" };
const QIXIA: Session = { ...PERSON, scope: "division", divisions: ["370686", "370687"] };

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open(vectorTilesMigrations, [SAMPLE]);
  });
  afterAll(() => database.close());

  const box = (west: number, south: number, east: number, north: number) =>
    sql`ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4490)`;
  const idsWhere = async (tx: Transaction, table: string, where: RawBuilder<unknown>) => {
    const { rows } = await sql<{ id: number }>`select id from ${sql.table(table)} where ${where} order by id`.execute(
      tx,
    );
    return rows.map(({ id }) => id);
  };

  test("rows in a box are those that && finds, by whichever way, before and after the planner knows the table", async () => {
    for (const isAnalysed of [false, true]) {
      if (isAnalysed) await database.execute("analyze sample.spot");
      for (const [session, table] of [
        [CITY, "sample.spot"],
        [QIXIA, "sample.spot"],
        [QIXIA, "sample.uncounted"],
      ] as const) {
        for (const shape of [box(120.2, 37.2, 120.3, 37.3), box(119, 36, 122, 38), box(1, 1, 2, 2)]) {
          for (const isWithoutGeometryToo of [false, true]) {
            await database.asSession(session, async (tx) => {
              const nowhere = isWithoutGeometryToo ? sql` or geometry is null` : sql``;
              const expected = await idsWhere(tx, table, sql`(geometry && ${shape}${nowhere})`);
              for (const wanted of [{}, { wanted: 10 }]) {
                const found = await rowsInBox(tx, table, "geometry", shape, { isWithoutGeometryToo, ...wanted });
                expect(await idsWhere(tx, table, found)).toEqual(expected);
              }
            });
          }
        }
      }
    }
  });

  test("by their places where they are few, by looking through the table where they are many", async () => {
    await database.asSession(CITY, async (tx) => {
      const way = async (shape: RawBuilder<unknown>, options = {}) =>
        (await rowsInBox(tx, "sample.spot", "geometry", shape, options)).compile(tx).sql.includes("ctid");
      expect(await way(box(120.2, 37.2, 120.3, 37.3))).toBe(true);
      expect(await way(box(119, 36, 122, 38))).toBe(false);
      // Of 1800 rows, ten are sooner found in the order of another index.
      expect(await way(box(120, 37, 120.3, 37.3))).toBe(true);
      expect(await way(box(120, 37, 120.3, 37.3), { wanted: 10 })).toBe(false);
    });
  });

  test("what a policy comes to for a district is what it shows; of the city, or of another policy, nothing is said", async () => {
    await database.asSession(QIXIA, async (tx) => {
      const own = await ownRows(tx, QIXIA, "sample.spot");
      if (own === undefined) throw new Error("the policy was not recognised");
      const all = await idsWhere(tx, "sample.spot", sql`true`);
      expect(all.length).toBe(6666);
      expect(await idsWhere(tx, "sample.spot", own)).toEqual(all);
      expect(await ownRows(tx, QIXIA, "sample.uncounted")).toBeUndefined();
    });
    await database.asSession(CITY, async (tx) => expect(await ownRows(tx, CITY, "sample.spot")).toBeUndefined());
  });
});
