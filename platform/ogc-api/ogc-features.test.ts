import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import type { Database } from "#platform/database";
import { recordSetMigrations } from "#platform/record-sets";
import { vectorTilesMigrations } from "#platform/vector-tiles";
import { SAMPLE, sampleOgc } from "./sample-collections.fixture.ts";

const PLOT = "00000000-0000-4000-8000-000000000001";
const EPSG = "http://www.opengis.net/def/crs/EPSG/0/";

interface Collection {
  readonly numberMatched: number;
  readonly numberReturned: number;
  readonly links: readonly { readonly rel: string; readonly href: string; readonly type: string }[];
  readonly features: readonly {
    readonly id: string;
    readonly geometry: unknown;
    readonly properties: Readonly<Record<string, string | number | boolean | null>>;
  }[];
}

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  const app = new Hono();
  beforeAll(async () => {
    database = await open(recordSetMigrations, vectorTilesMigrations, SAMPLE);
    app.route("/ogc", (await sampleOgc(database)).app);
  });
  afterAll(() => database.close());

  const ask = (who: string, path: string, init: RequestInit = {}) =>
    app.request(path.startsWith("http") ? path : `http://terrace.test/ogc${path}`, {
      ...init,
      headers: {
        ...(who === "" ? {} : { Authorization: `Bearer ${who}` }),
        ...(init.headers as Record<string, string>),
      },
    });
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const json = async (who: string, path: string): Promise<any> => {
    const response = await ask(who, path);
    expect(response.status, await response.clone().text()).toBe(200);
    return response.json();
  };
  const items = (who: string, query: string, set = "plots"): Promise<Collection> =>
    json(who, `/collections/${set}/items?${query}`);
  const codes = async (who: string, query: string) =>
    (await items(who, query)).features.map(({ properties }) => properties.code).sort();

  test("a feature is the record: all its fields, the name of its organisation, its hole, and null where nothing is known", async () => {
    const { features, numberMatched, numberReturned } = await items("qixia", "");
    expect([numberMatched, numberReturned]).toEqual([3, 3]);
    expect(features[0]).toEqual({
      type: "Feature",
      id: PLOT,
      geometry: {
        type: "MultiPolygon",
        coordinates: [
          [
            [
              [120.8, 37.3],
              [120.9, 37.3],
              [120.9, 37.4],
              [120.8, 37.4],
              [120.8, 37.3],
            ],
            [
              [120.82, 37.32],
              [120.82, 37.34],
              [120.84, 37.34],
              [120.84, 37.32],
              [120.82, 37.32],
            ],
          ],
        ],
      },
      properties: {
        code: "007",
        name: '东坡"小"果园 <甲>',
        division: "370686",
        keeper: "00000000-0000-4000-8000-0000000000aa",
        keeperName: "栖霞市水利局（演示）",
        areaHm2: 1.25,
        trees: 30,
        plantedOn: "2025-06-01",
        clearedOn: "2025-09-30",
        seenAt: "2026-11-24T16:30:00.000Z",
        kind: "apple",
        isSteep: true,
        version: 1,
        updatedAt: expect.any(String),
      },
    });
    expect(features[1]).toMatchObject({ geometry: null, properties: { code: "008", areaHm2: null, keeperName: null } });
    const one = await json("qixia", `/collections/plots/items/${PLOT}`);
    expect({ ...features[0], links: one.links }).toEqual(one);
    expect(one.links.map(({ rel }: { rel: string }) => rel)).toEqual(["self", "alternate", "collection", "collection"]);
  });

  test("who sees what: by district, by permission, only what is published; nobody without signing in", async () => {
    expect(await codes("city", "")).toEqual(["007", "008", "009", "L1"]);
    expect(await codes("qixia", "code=L1")).toEqual([]);
    expect(await codes("longkou", "")).toEqual([]);
    const { collections } = await json("qixia", "/collections");
    expect(collections.map(({ id }: { id: string }) => id)).toEqual(["plots", "posts"]);
    for (const [who, path, status] of [
      ["", "", 401],
      ["", "/collections/plots/items", 401],
      ["wrong-key", "/collections", 401],
      ["qixia", "/collections/drafts/items", 404],
      ["qixia", "/collections/others", 404],
      ["qixia", "/collections/nothing/queryables", 404],
      ["qixia", "/collections/plots/items/00000000-0000-4000-8000-000000000004", 404],
      ["qixia", "/collections/plots/items/7", 404],
      ["qixia", "/nothing", 404],
    ] as const) {
      const response = await ask(who, path);
      expect(response.status, path).toBe(status);
      // The exception of the standard, in both languages.
      expect(await response.json()).toMatchObject({
        code: expect.any(String),
        description: expect.stringMatching(/[一-龥].* \/ .*[a-z]/),
      });
      expect(response.headers.get("WWW-Authenticate")).toBe(status === 401 ? 'Bearer realm="terrace"' : null);
    }
  });

  test("the extent is of what is seen, in space and time, and moves with it", async () => {
    const extentOf = async (who: string) => (await json(who, "/collections/plots")).extent;
    expect(await extentOf("qixia")).toEqual({
      spatial: { bbox: [[120.8, 37, 121.1, 37.4]], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84" },
      // One plot is still there.
      temporal: { interval: [["2025-06-01T00:00:00+08:00", null]] },
    });
    expect((await extentOf("city")).spatial.bbox).toEqual([[120.7, 36.9, 121.1, 37.4]]);
    expect(await extentOf("longkou")).toBeUndefined();
    await database.execute("update sample.plot set geometry = ST_Translate(geometry, 0.5, 0) where code = 'L1'");
    expect((await extentOf("city")).spatial.bbox[0][2]).toBeCloseTo(121.21);
    await database.execute("update sample.plot set geometry = ST_Translate(geometry, -0.5, 0) where code = 'L1'");
  });

  test.each([
    ["bbox=120.7,37.2,120.95,37.45", ["007", "008"]],
    ["bbox=120.7,37.2,0,120.95,37.45,900", ["007", "008"]],
    // Inside the hole, and beside the slope of the triangle though within its box: nothing but the record without a place.
    ["bbox=120.825,37.325,120.835,37.335", ["008"]],
    ["bbox=121.001,37.05,121.03,37.09", ["008"]],
    ["bbox=121.05,37.01,121.06,37.02", ["008", "009"]],
    // The edge counts.
    ["bbox=120.9,37.4,120.95,37.45", ["007", "008"]],
    // From 170° E across 180° to 120.95° E.
    ["bbox=170,37.2,120.95,37.45", ["007", "008"]],
    [`bbox=37.2,120.7,37.45,120.95&bbox-crs=${EPSG}4326`, ["007", "008"]],
    [`bbox=37.2,120.7,37.45,120.95&bbox-crs=${EPSG}4490`, ["007", "008"]],
    [`bbox=13445420,4478000,13462000,4497000&bbox-crs=${EPSG}3857`, ["007", "008"]],
    // Northing before easting, as the registry has it.
    [`bbox=4120000,565000,4145000,585000&bbox-crs=${EPSG}4549`, ["007", "008"]],
  ])("%s", async (query, expected) => {
    expect(await codes("qixia", query)).toEqual(expected);
    expect((await items("qixia", `${query}&limit=1`)).numberMatched).toBe(expected.length);
  });

  test.each([
    ["datetime=2025-07-01", ["007", "008"]],
    ["datetime=2025-09-30T15:59:59Z", ["007", "008"]],
    // Midnight of the first of October in China.
    ["datetime=2025-09-30T16:00:00Z", ["008"]],
    ["datetime=2025-10-01/2025-12-31", ["008"]],
    ["datetime=2025-10-01/..", ["008", "009"]],
    ["datetime=../2025-06-01", ["007", "008"]],
    ["datetime=/2025-05-31", ["008"]],
    ["division=370686", ["007", "008", "009"]],
    ["kind=pear", ["009"]],
    ["isSteep=true", ["007"]],
    ["trees=30&areaHm2=1.25&plantedOn=2025-06-01", ["007"]],
    ["seenAt=2026-11-25", ["007"]],
    ["keeper=00000000-0000-4000-8000-0000000000aa", ["007"]],
    ["name=东坡", []],
    ["code=007&bbox=0,0,1,1", []],
  ])("%s", async (query, expected) => {
    expect(await codes("qixia", query)).toEqual(expected);
  });

  test("of a set without days, the time changes nothing", async () => {
    expect((await items("city", "datetime=1999-01-01&limit=1", "posts")).numberMatched).toBe(1203);
  });

  test.each([
    "bbox=1,2,3",
    "bbox=1,2,3,x",
    "bbox=120,38,121,37",
    "bbox=37,120,38,121",
    "bbox=1,2,3,4&bbox-crs=EPSG:4490",
    `bbox=120,37,121,38&bbox-crs=${EPSG}4326`,
    `bbox=565000,4120000,585000,4145000&bbox-crs=${EPSG}4549`,
    `crs=${EPSG}4610`,
    "crs=",
    "limit=0",
    "limit=-1",
    "limit=ten",
    "offset=-1",
    "after=7",
    "datetime=yesterday",
    "datetime=2025-13-01",
    "datetime=../..",
    "datetime=2026-01-01/2025-01-01",
    "f=xml",
    "trees=1.5",
    "trees=",
    "isSteep=yes",
    "plantedOn=2025-02-30",
    "keeper=x",
    "colour=red",
    "kind=apple&kind=pear",
    "name=%00",
  ])("%s is refused with 400 and says what is wrong", async (query) => {
    const response = await ask("qixia", `/collections/plots/items?${query}`);
    expect(response.status).toBe(400);
    const { code, description } = (await response.json()) as { code: string; description: string };
    expect(code).toMatch(/^(parameter-(invalid|unknown)|crs-unknown|filter-invalid)$/);
    expect(description).toMatch(/[一-龥].* \/ .*[a-z]/);
  });

  test("pages follow the next link: each record once, though others are edited, added and removed meanwhile", async () => {
    const seen: unknown[] = [];
    let page = await items("longkou", "limit=100&division=370684", "posts");
    for (;;) {
      expect(page.numberMatched).toBe(1203);
      seen.push(...page.features.map(({ properties }) => properties.code));
      // What was read is written again and so moves in the table.
      await database.execute("update sample.post set version = version + 1 where code = $1", [
        page.features[0]?.properties.code,
      ]);
      const next = page.links.find(({ rel }) => rel === "next");
      if (next === undefined) break;
      expect(page.numberReturned).toBe(100);
      page = await json("longkou", next.href);
    }
    expect(seen).toHaveLength(1203);
    expect(new Set(seen).size).toBe(1203);
    const beyond = await items("longkou", "offset=1200&limit=100", "posts");
    expect(beyond.numberReturned).toBe(3);
    expect(beyond.links.some(({ rel }) => rel === "next")).toBe(false);
    const middle = await items("longkou", "offset=500&limit=2", "posts");
    expect(middle.features.map(({ properties }) => properties.code)).toEqual(seen.slice(500, 502));
    // More than there is in one page is cut to the most that a page has.
    expect((await items("longkou", "limit=999999", "posts")).numberReturned).toBe(1203);
  });

  test("of many records, a box gives those that it touches and no other", async () => {
    for (const box of [
      [120.45, 37.55, 120.6, 37.7],
      [120, 37, 122, 38],
      [120.5, 37.5, 120.500_05, 37.9],
    ]) {
      const [expected] = await database.execute(
        "select count(*) as count from sample.post where ST_Intersects(geometry, ST_MakeEnvelope($1, $2, $3, $4, 4490))",
        box,
      );
      expect((await items("city", `bbox=${box.join(",")}&limit=1`, "posts")).numberMatched).toBe(expected?.count);
    }
  });

  test("who has the answer already gets none; another account does not have it; HEAD says the same without a body", async () => {
    const path = "/collections/plots/items?limit=2";
    const response = await ask("qixia", path);
    const etag = response.headers.get("ETag") ?? "";
    expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(response.headers.get("Vary")).toContain("Authorization");
    const again = await ask("qixia", path, { headers: { "If-None-Match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await ask("city", path, { headers: { "If-None-Match": etag } })).status).toBe(200);
    await database.execute("update sample.plot set version = version + 1 where code = '007'");
    expect((await ask("qixia", path, { headers: { "If-None-Match": etag } })).status).toBe(200);
    const head = await ask("qixia", path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("Content-Type")).toBe("application/geo+json");
  });

  test("the header names the reference system, and coordinates follow the order of its axes", async () => {
    const first = async (crs: string) => {
      const response = await ask("qixia", `/collections/plots/items/${PLOT}${crs === "" ? "" : `?crs=${crs}`}`);
      const { geometry } = (await response.json()) as { geometry: { coordinates: number[][][][] } };
      return { position: geometry.coordinates[0]?.[0]?.[0], named: response.headers.get("Content-Crs") };
    };
    expect(await first("")).toEqual({
      position: [120.8, 37.3],
      named: "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>",
    });
    expect(await first(`${EPSG}4490`)).toEqual({ position: [37.3, 120.8], named: `<${EPSG}4490>` });
    expect(await first(`${EPSG}4326`)).toEqual({ position: [37.3, 120.8], named: `<${EPSG}4326>` });
    // cs2cs EPSG:4490 EPSG:4549 of PROJ 9.1: 37.3 120.8 → 4130105.20 570929.22
    const { position } = await first(`${EPSG}4549`);
    expect(position?.[0]).toBeCloseTo(4130105.2, 2);
    expect(position?.[1]).toBeCloseTo(570929.22, 2);
  });
});
