import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { addRecord, listRecords, recordSetMigrations } from "#platform/record-sets";
import { divisionChanges, divisions } from "#regions/yantai";
import { withPredecessors } from "../model/index.ts";
import { loadDivisions, territoryMigrations, territoryRecordSets } from "./index.ts";

const PERMISSIONS = ["territory.view", "territory.edit"];
function person(scope: Session["scope"], ...codes: string[]): Session {
  return {
    ...NOBODY,
    userId: "00000000-0000-4000-8000-000000000001",
    userName: "王",
    scope,
    divisions: codes,
    permissions: PERMISSIONS,
  };
}
const CITY = person("city");
const QIXIA = person("division", "370686");
const LAIYANG = person("division", "370682");
const ALL = { filter: {}, sort: [], page: 1, pageSize: 100 };
const setOf = (id: string) => {
  const set = territoryRecordSets.find((candidate) => candidate.id === id);
  if (set === undefined) throw new Error(id);
  return set;
};
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

test("蓬莱 stands for 蓬莱市 and 长岛县 before it, and for 长岛 within it", () => {
  expect(withPredecessors(["370614"], divisions, divisionChanges)).toEqual(["370614", "370684", "370634", "370614-CD"]);
  expect(withPredecessors(["370686"], divisions, divisionChanges)).toEqual(["370686"]);
});

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open(recordSetMigrations, territoryMigrations);
    await loadDivisions(database, divisions, divisionChanges, new Map([["370686", SQUARE]]));
  });
  afterAll(() => database.close());

  test("the 15 reporting units are there from the start; loading them again writes nothing", async () => {
    const list = await database.asSession(LAIYANG, (tx) => listRecords(tx, setOf("divisions"), ALL));
    expect(list.count).toBe(15);
    expect(list.records.find(({ values }) => values.code === "370686")?.values.areaKm2).toBeCloseTo(0.983, 2);
    const [before] = await database.execute("select max(id) as last from audit_trail.change");
    await loadDivisions(database, divisions, divisionChanges, new Map([["370686", SQUARE]]));
    await loadDivisions(database, divisions, divisionChanges, new Map());
    expect(await database.execute("select max(id) as last from audit_trail.change")).toEqual([before]);
  });

  test.each(["watersheds", "enclosures", "vegetation-facilities"])("%s are kept and seen by division", async (id) => {
    const set = setOf(id);
    const values = {
      code: `${id}-1`,
      name: "东坡",
      division: "370686",
      ...(id === "vegetation-facilities" ? { kind: "grass" } : {}),
    };
    await database.asSession(QIXIA, (tx) => addRecord(tx, set, values, SQUARE));
    const counts = [QIXIA, LAIYANG, CITY].map((session) =>
      database.asSession(session, (tx) => listRecords(tx, set, ALL)),
    );
    expect((await Promise.all(counts)).map(({ count }) => count)).toEqual([1, 0, 1]);
    const foreign = database.asSession(LAIYANG, (tx) => addRecord(tx, set, { ...values, code: "x" }, null));
    await expect(foreign).rejects.toMatchObject({ code: "record-not-editable" });
    const viewer = { ...QIXIA, permissions: ["territory.view"] };
    await expect(
      database.asSession(viewer, (tx) => addRecord(tx, set, { ...values, code: "y" }, null)),
    ).rejects.toMatchObject({
      code: "record-not-editable",
    });
  });

  test.each([
    ["protected-zones", "red-line"],
    ["pattern-elements", "ridge"],
  ])("%s are drawn by the city and known to every district", async (id, kind) => {
    const set = setOf(id);
    const values = { code: `${id}-1`, name: "演示", kind, division: "370686" };
    const foreign = database.asSession(QIXIA, (tx) => addRecord(tx, set, values, SQUARE));
    await expect(foreign).rejects.toMatchObject({ code: "record-not-editable" });
    await database.asSession(CITY, (tx) => addRecord(tx, set, values, SQUARE));
    expect((await database.asSession(LAIYANG, (tx) => listRecords(tx, set, ALL))).count).toBe(1);
    const stranger = { ...LAIYANG, permissions: [] };
    expect((await database.asSession(stranger, (tx) => listRecords(tx, set, ALL))).count).toBe(0);
  });

  test("an enclosure cannot end before it begins", async () => {
    const values = { code: "e2", name: "东坡", division: "370686", closedOn: "2026-01-01", endsOn: "2025-01-01" };
    await expect(
      database.asSession(QIXIA, (tx) => addRecord(tx, setOf("enclosures"), values, null)),
    ).rejects.toMatchObject({
      code: "record-invalid",
    });
  });
});
