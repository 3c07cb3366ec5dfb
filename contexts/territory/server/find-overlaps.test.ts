import geographicLib from "geographiclib-geodesic";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { mountRoutes } from "#platform/http-api";
import { addRecord, createRecordSets, recordSetMigrations } from "#platform/record-sets";
import { overlapRoutes, territoryMigrations, territoryRecordSets } from "./index.ts";

const CITY: Session = {
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "王",
  scope: "city",
  permissions: ["territory.view", "territory.edit"],
};
const LAIYANG: Session = { ...CITY, scope: "division", divisions: ["370682"] };
const people: Readonly<Record<string, Session>> = { city: CITY, laiyang: LAIYANG, guest: { ...CITY, permissions: [] } };

const ELLIPSOID = new geographicLib.Geodesic.Geodesic(6_378_137, 1 / 298.257222101);

function square(west: number, south: number, side: number) {
  const [east, north] = [west + side, south + side];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

/** Of the parallels' chords and the meridians, by Karney's own program. */
function areaOf(west: number, south: number, side: number): number {
  const polygon = ELLIPSOID.Polygon(false);
  for (const [x, y] of square(west, south, side).coordinates[0]!.slice(0, 4)) polygon.AddPoint(y!, x!);
  return Math.abs(polygon.Compute(false, true).area!);
}

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open(recordSetMigrations, territoryMigrations);
    const set = (id: string) => territoryRecordSets.find((candidate) => candidate.id === id)!;
    await database.asSession(CITY, async (tx) => {
      const zone = { kind: "red-line", name: "红线" };
      await addRecord(tx, set("protected-zones"), { ...zone, code: "Z1" }, square(120.8, 37.3, 0.01));
      await addRecord(tx, set("protected-zones"), { ...zone, code: "Z2" }, square(120.805, 37.3, 0.01));
      await addRecord(tx, set("protected-zones"), { ...zone, code: "只碰边" }, square(120.79, 37.3, 0.01));
      // Mandatory fields only, without a geometry.
      await addRecord(tx, set("protected-zones"), { ...zone, code: "Z9" }, null);
      await addRecord(
        tx,
        set("enclosures"),
        { code: "E1", name: "封育", division: "370686" },
        square(120.8, 37.3, 0.02),
      );
    });
  });
  afterAll(() => database.close());

  async function ask(who: string, body: object): Promise<{ status: number; answer: unknown }> {
    const routes = overlapRoutes(createRecordSets(territoryRecordSets));
    const app = mountRoutes({ routes, database, identify: async () => people[who]! });
    app.onError((error, context) => context.json({ code: (error as { code?: string }).code ?? String(error) }, 422));
    const response = await app.request("/overlaps", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "X-Terrace-Request": "1" },
    });
    return { status: response.status, answer: await response.json() };
  }

  test("areas are those of the ellipsoid; shared ground counts once in the sum; what only touches is not there", async () => {
    const { answer } = await ask("city", { geometry: square(120.8, 37.3, 0.01), sets: ["protected-zones"] });
    const whole = areaOf(120.8, 37.3, 0.01);
    const [zones] = (
      answer as { sets: { count: number; areaM2: number; records: { code: string; areaM2: number }[] }[] }
    ).sets;
    expect(zones?.count).toBe(2);
    expect(zones?.records.map(({ code }) => code)).toEqual(["Z1", "Z2"]);
    // PostGIS computes geographies to a few square decimetres here.
    expect(Math.abs(zones!.records[0]!.areaM2 - whole)).toBeLessThan(1);
    expect(Math.abs(zones!.records[1]!.areaM2 - whole / 2)).toBeLessThan(1);
    expect(Math.abs(zones!.areaM2 - whole)).toBeLessThan(1);
    expect(answer).toMatchObject({ drawn: { lengthM: 0 }, sets: [{ records: [{ shareOfRecord: 1 }, {}] }] });
  });

  test("a district sees nothing of another one's records under its shape, and no one a set without permission", async () => {
    const body = { geometry: square(120.8, 37.3, 0.01), sets: ["enclosures", "protected-zones"] };
    expect((await ask("city", body)).answer).toMatchObject({ sets: [{ count: 1 }, { count: 2 }] });
    expect((await ask("laiyang", body)).answer).toMatchObject({
      sets: [{ count: 0, areaM2: 0, records: [] }, { count: 2 }],
    });
    expect((await ask("guest", body)).answer).toEqual({ code: "record-set-unknown" });
  });

  test("a line gives lengths, a point what it lies in", async () => {
    const line = {
      type: "LineString",
      coordinates: [
        [120.7, 37.305],
        [120.9, 37.305],
      ],
    };
    const { answer } = await ask("city", { geometry: line, sets: ["enclosures"] });
    const [found] = (answer as { sets: { records: { lengthM: number; areaM2: number }[] }[] }).sets;
    expect(found?.records[0]?.areaM2).toBe(0);
    expect(found?.records[0]?.lengthM).toBeCloseTo(ELLIPSOID.Inverse(37.305, 120.8, 37.305, 120.82).s12!, 1);
    const point = { type: "Point", coordinates: [120.801, 37.301] };
    expect((await ask("city", { geometry: point, sets: ["enclosures"] })).answer).toMatchObject({
      sets: [{ count: 1 }],
    });
  });

  test("a shape that crosses itself is refused with the place; one without an end or off the Earth as well", async () => {
    const bow = {
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
    expect((await ask("city", { geometry: bow, sets: ["enclosures"] })).answer).toEqual({
      code: "drawn-shape-invalid",
    });
    const off = {
      type: "Polygon",
      coordinates: [
        [
          [120, 97],
          [121, 38],
          [121, 37],
          [120, 97],
        ],
      ],
    };
    expect((await ask("city", { geometry: off, sets: ["enclosures"] })).answer).toEqual({ code: "request-invalid" });
    expect(
      (
        await ask("city", {
          geometry: {
            type: "Polygon",
            coordinates: [
              [
                [1, 2],
                [3, 4],
                [5, 6],
                [7, 8],
              ],
            ],
          },
          sets: ["enclosures"],
        })
      ).status,
    ).toBe(422);
  });
});
