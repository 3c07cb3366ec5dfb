import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { divisionChanges, divisions } from "#regions/yantai";
import { divisionOutlineRoutes, loadDivisions, territoryMigrations } from "./index.ts";

const LAIYANG: Session = {
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "王",
  scope: "division",
  divisions: ["370682"],
};
/** A square of 0.2° with a point on each side that says nothing, 0.0002° off. */
const SQUARE = {
  type: "Polygon",
  coordinates: [
    [
      [120.8, 37.3],
      [120.9, 37.3002],
      [121, 37.3],
      [121, 37.5],
      [120.9, 37.4998],
      [120.8, 37.5],
      [120.8, 37.3],
    ],
  ],
};

interface Answer {
  readonly divisions: readonly {
    readonly code: string;
    readonly outline: number[][][][] | null;
    readonly label: { readonly longitude: number; readonly latitude: number; readonly radius: number } | null;
  }[];
}

describe.each(testDatabases())("outlines on $name", ({ open }) => {
  let database: Database;
  let session: Session = LAIYANG;
  let app: Hono;
  beforeAll(async () => {
    database = await open(territoryMigrations);
    await loadDivisions(database, divisions, divisionChanges, new Map([["370686", SQUARE]]));
    app = new Hono();
    app.onError(createErrorHandler({ statuses: {}, onBug: (error) => expect.fail(String(error)) }));
    app.route("/api", mountRoutes({ routes: divisionOutlineRoutes(), database, identify: async () => session }));
  });
  afterAll(() => database.close());

  const ask = () => app.request("/api/division-outlines");

  test("every unit in force has its names, and an outline without superfluous points where it has one", async () => {
    session = LAIYANG;
    const answer = (await (await ask()).json()) as Answer;
    expect(answer.divisions).toHaveLength(15);
    expect(answer.divisions[0]).toMatchObject({ code: "370602", shortNameZh: "芝罘", outline: null, label: null });
    const qixia = answer.divisions.find(({ code }) => code === "370686");
    // The circle is found by halving cells: to a thousandth of the extent.
    expect(qixia?.label?.longitude).toBeCloseTo(120.9, 2);
    expect(qixia?.label?.latitude).toBeCloseTo(37.4, 2);
    expect(qixia?.label?.radius).toBeCloseTo(0.1, 2);
    const ring = qixia?.outline?.[0]?.[0] ?? [];
    expect(ring).toHaveLength(5);
    for (const corner of ring) {
      expect([120.8, 121]).toContain(corner[0]);
      expect([37.3, 37.5]).toContain(corner[1]);
    }
  });

  test("nobody is told nothing", async () => {
    session = NOBODY;
    expect((await ask()).status).toBe(401);
  });
});
