import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import {
  type Database,
  DatabaseError,
  isUniqueViolation,
  type Migration,
  migrate,
  NOBODY,
  type Session,
} from "./index.ts";

const PLACES: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-places",
    sha256: "1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.place (
        id uuid primary key default gen_random_uuid(), name text not null unique, division_code text,
        seen_on date, seen_at timestamptz, count bigint, area numeric, tags text[], facts jsonb, bytes bytea,
        geometry geometry(Point, 4490));
      alter table sample.place enable row level security;
      grant select, insert, update, delete on sample.place to terrace_user;
      create policy places on sample.place to terrace_user
        using (access.sees_division(division_code)) with check (access.sees_division(division_code));
      select audit_trail.keep_history('sample.place', 'division_code', null);`,
  },
];

function inspector(...divisions: string[]): Session {
  return {
    ...NOBODY,
    userId: "00000000-0000-4000-8000-000000000001",
    userName: "李巡查",
    scope: "division",
    divisions,
  };
}

type PlaceTables = {
  "sample.place": { name: string; division_code: string | null };
};

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open(PLACES);
    await database.asService("test", (transaction) =>
      sql`insert into sample.place (name, division_code) values ('栖霞一', '370686'), ('莱阳一', '370682'), ('无区划', null)`.execute(
        transaction,
      ),
    );
  });
  afterAll(() => database.close());

  const names = (session: Session) =>
    database.asSession(session, async (transaction) => {
      const rows = await transaction.withTables<PlaceTables>().selectFrom("sample.place").select("name").execute();
      return rows.map(({ name }) => name).sort();
    });

  test("a session sees its divisions, the city all that have one, nobody nothing", async () => {
    expect(await names(inspector("370686"))).toEqual(["栖霞一"]);
    expect(await names(inspector())).toEqual([]);
    expect(await names({ ...NOBODY, scope: "city" })).toEqual(["栖霞一", "莱阳一"]);
    expect(await names(NOBODY)).toEqual([]);
  });

  test("nothing foreign is changed, removed, added or moved away", async () => {
    const session = inspector("370686");
    const changed = await database.asSession(session, (transaction) =>
      sql`update sample.place set name = name || '改' where division_code = '370682'`.execute(transaction),
    );
    expect(changed.numAffectedRows).toBe(0n);
    await expect(
      database.asSession(session, (transaction) =>
        sql`insert into sample.place (name, division_code) values ('外地', '370682')`.execute(transaction),
      ),
    ).rejects.toMatchObject({ sqlState: "42501" });
    await expect(
      database.asSession(session, (transaction) =>
        sql`update sample.place set division_code = '370682'`.execute(transaction),
      ),
    ).rejects.toMatchObject({ sqlState: "42501" });
    expect(await names({ ...NOBODY, scope: "city" })).toEqual(["栖霞一", "莱阳一"]);
  });

  test("a session of the last transaction leaves nothing to the next", async () => {
    await names({ ...NOBODY, scope: "city" });
    const [row] = await database.execute(
      "select current_user::text as name, access.current_scope() as scope, access.sees_division('370686') as sees",
    );
    expect(row).toMatchObject({ name: "postgres", scope: "none", sees: false });
  });

  test("a transaction that fails leaves nothing, and the next one works", async () => {
    await expect(
      database.asSession(inspector("370686"), async (transaction) => {
        await sql`insert into sample.place (name, division_code) values ('半途', '370686')`.execute(transaction);
        throw new Error("on the way");
      }),
    ).rejects.toThrow("on the way");
    expect(await names(inspector("370686"))).toEqual(["栖霞一"]);
  });

  test("values come the same from either database", async () => {
    const [row] = await database.asService("test", async (transaction) => {
      const bytes = new Uint8Array([1, 2, 255]);
      await sql`insert into sample.place (name, seen_on, seen_at, count, area, tags, facts, bytes) values
        ('值', '2026-11-24', '2026-11-24T08:00:00+08:00', 9007199254740991, 12.34, ${["a", "b,c"]}::text[],
         ${JSON.stringify([{ x: 1 }])}::jsonb, ${bytes})`.execute(transaction);
      const answer = await sql<Record<string, unknown>>`
        select seen_on, seen_at, count, area, tags, facts, bytes, count(*) over () as total from sample.place where name = '值'`.execute(
        transaction,
      );
      return answer.rows;
    });
    expect(row).toMatchObject({
      seen_on: "2026-11-24",
      seen_at: "2026-11-24T00:00:00.000Z",
      count: 9007199254740991,
      area: 12.34,
      tags: ["a", "b,c"],
      facts: [{ x: 1 }],
      total: 1,
    });
    expect(Array.from(row?.bytes as Uint8Array)).toEqual([1, 2, 255]);
  });

  test("a unique violation names its constraint", async () => {
    const twice = database.asService("test", (transaction) =>
      sql`insert into sample.place (name) values ('栖霞一')`.execute(transaction),
    );
    const error = await twice.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(isUniqueViolation(error, "place_name_key")).toBe(true);
  });

  test("areas are on the ellipsoid: a square of 0.01° at 37° N is 98.7 hm²", async () => {
    const [row] = await database.execute(
      "select ST_Area(ST_MakeEnvelope(121, 37, 121.01, 37.01, 4490)::geography) as area",
    );
    // GRS 80: 889.7 m × 1109.7 m; web-mercator would give 57 % more.
    expect(row?.area).toBeGreaterThan(986_000);
    expect(row?.area).toBeLessThan(989_000);
  });

  test("the history names who changed what, is shown by division, chained, and cannot be edited", async () => {
    await database.asSession(inspector("370686"), (transaction) =>
      sql`update sample.place set count = 7 where name = '栖霞一'`.execute(transaction),
    );
    const lines = await database.asSession(inspector("370686"), (transaction) =>
      sql<Record<string, unknown>>`select actor, action, before, after from audit_trail.change order by id`.execute(
        transaction,
      ),
    );
    expect(lines.rows.at(-1)).toEqual({
      actor: "李巡查",
      action: "update",
      before: { count: null },
      after: { count: 7 },
    });
    const foreign = await database.asSession(
      { ...inspector("370682"), userId: "00000000-0000-4000-8000-000000000002" },
      (transaction) => sql`select 1 from audit_trail.change where division_code = '370686'`.execute(transaction),
    );
    expect(foreign.rows).toEqual([]);
    expect(await database.execute("select * from audit_trail.first_fault()")).toEqual([]);
    await expect(database.execute("update audit_trail.change set actor = 'x'")).rejects.toMatchObject({
      sqlState: "42501",
    });
    await database.execute(`alter table audit_trail.change disable trigger history_stands;
      update audit_trail.change set actor = 'x' where id = 2;`);
    expect(await database.execute("select * from audit_trail.first_fault()")).toEqual([{ id: 2, reason: "edited" }]);
  });

  test("a geometry's change is kept as GeoJSON; a statement that changes nothing leaves no line", async () => {
    const session = inspector("370686");
    const lines = () =>
      database.asSession(session, async (transaction) => {
        const found = await sql<{ after: { geometry: { coordinates: number[] } } }>`
          select after from audit_trail.change where after ? 'geometry' and action = 'update'`.execute(transaction);
        return found.rows;
      });
    const move = () =>
      database.asSession(session, (transaction) =>
        sql`update sample.place set geometry = ST_SetSRID(ST_MakePoint(121, 37.5), 4490) where name = '栖霞一'`.execute(
          transaction,
        ),
      );
    await move();
    await move();
    const found = await lines();
    expect(found).toHaveLength(1);
    expect(found[0]?.after.geometry.coordinates).toEqual([121, 37.5]);
  });

  test("a migration that was changed afterwards stops the start; one that is unknown too", async () => {
    const base = await database.execute("select module, name, sha256 from terrace.migration where module <> 'sample'");
    const known = base.map((line) => ({ ...line, text: "" }) as unknown as Migration);
    await migrate(database, [...known, ...PLACES]);
    await expect(
      migrate(database, [...known, ...PLACES.map((migration) => ({ ...migration, sha256: "2" }))]),
    ).rejects.toMatchObject({ code: "migration-changed" });
    await expect(migrate(database, known)).rejects.toMatchObject({ code: "database-newer" });
  });
});
