import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWithGdal } from "#fixtures/gdal";
import { testDatabases } from "#fixtures/test-database";
import type { Database } from "#platform/database";
import { recordSetMigrations } from "#platform/record-sets";
import { vectorTilesMigrations } from "#platform/vector-tiles";
import { REFERENCE_SYSTEMS } from "./reference-systems.ts";
import { SAMPLE, sampleOgc } from "./sample-collections.fixture.ts";

/** Positions given as latitude and longitude in EPSG:4490 to another system, in the order of its axes as GDAL has them from the registry. */
const PROJECT = `
import sys, json
from osgeo import osr
def system(code):
    found = osr.SpatialReference()
    found.ImportFromEPSG(code)
    found.SetAxisMappingStrategy(osr.OAMS_AUTHORITY_COMPLIANT)
    return found
transform = osr.CoordinateTransformation(system(4490), system(int(sys.argv[1])))
print(json.dumps([transform.TransformPoint(*place)[:2] for place in json.loads(sys.argv[2])]))
`;

describe.each(testDatabases())("$name", ({ open }) => {
  describeWithGdal("GDAL as a foreign client", [], (python) => {
    let database: Database;
    let folder: string;
    let address: string;
    const app = new Hono();
    const server = createAdaptorServer({ fetch: app.fetch });
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "terrace-oapif-"));
      database = await open(recordSetMigrations, vectorTilesMigrations, SAMPLE);
      app.route("/ogc", (await sampleOgc(database)).app);
      const { promise, resolve } = Promise.withResolvers<void>();
      server.listen(0, "127.0.0.1", resolve);
      await promise;
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ogc`;
    });
    afterAll(async () => {
      server.close();
      await database.close();
      await rm(folder, { recursive: true });
    });

    const run = async (who: string, program: string, ...args: string[]) => {
      const env = { ...process.env, GDAL_HTTP_HEADERS: `Authorization: Bearer ${who}`, LC_ALL: "C.UTF-8" };
      const { stdout } = await promisify(execFile)(program, args, { env, maxBuffer: 64 << 20 });
      return stdout;
    };

    test("ogrinfo lists the collections, counts and describes them", async () => {
      const list = await run("qixia", "ogrinfo", "-ro", `OAPIF:${address}`);
      expect(list).toMatch(/plots.*\n.*posts/);
      const text = await run("qixia", "ogrinfo", "-ro", "-so", `OAPIF:${address}`, "plots");
      expect(text).toContain("Feature Count: 3");
      expect(text).toContain("Extent: (120.800000, 37.000000) - (121.100000, 37.400000)");
      expect(text).toMatch(/areaHm2: Real/);
      expect(text).toMatch(/trees: Integer/);
      expect(text).toMatch(/plantedOn: Date /);
      expect(text).toMatch(/isSteep: Integer\(Boolean\)/);
      expect(await run("longkou", "ogrinfo", "-ro", "-so", `OAPIF:${address}`, "plots")).toContain("Feature Count: 0");
      await expect(run("wrong-key", "ogrinfo", "-ro", `OAPIF:${address}`)).rejects.toThrow();
    });

    test("ogr2ogr copies every feature over several pages into a GeoPackage, with its values and its place", async () => {
      const file = join(folder, "copy.gpkg");
      await run("city", "ogr2ogr", file, `OAPIF:${address}`, "posts", "plots");
      const read = (sql: string) =>
        run("city", "ogrinfo", "-ro", "-q", "-dialect", "SQLITE", "-sql", sql, file).then((text) =>
          text.replaceAll(/\s+/g, " "),
        );
      const [posts] = await database.execute("select count(*) as count from sample.post");
      expect(posts?.count).toBe(1203);
      expect(await read("select count(*) as n, count(distinct code) as codes from posts")).toContain(
        "n (Integer) = 1203 codes (Integer) = 1203",
      );
      expect(await read("select name, keeperName, areaHm2, plantedOn from plots where code = '007'")).toContain(
        'name (String) = 东坡"小"果园 <甲> keeperName (String) = 栖霞市水利局（演示） areaHm2 (Real) = 1.25 plantedOn (Date) = 2025/06/01',
      );
      // The text of every geometry, longitude first, beside the database's own.
      const rows = await database.execute(
        "select code, ST_AsText(geometry) as text from sample.plot where geometry is not null order by code",
      );
      const copied = await run("city", "ogrinfo", "-ro", "-q", file, "plots");
      const shapes = copied.match(/MULTIPOLYGON.*/g) ?? [];
      expect(shapes.map(numbersIn)).toEqual(rows.map(({ text }) => numbersIn(String(text))));
    });

    test("a spatial filter of GDAL and one of ours count alike", async () => {
      const text = await run(
        "city",
        "ogrinfo",
        "-ro",
        "-so",
        "-spat",
        "120.5",
        "37.6",
        "120.6",
        "37.7",
        `OAPIF:${address}`,
        "posts",
      );
      const [row] = await database.execute(
        "select count(*) as count from sample.post where ST_Intersects(geometry, ST_MakeEnvelope(120.5, 37.6, 120.6, 37.7, 4490))",
      );
      expect(Number(row?.count)).toBeGreaterThan(10);
      expect(text).toContain(`Feature Count: ${row?.count}`);
    });

    test.each(REFERENCE_SYSTEMS.slice(1).map(({ uri, code, decimals }) => [code, uri, decimals] as const))(
      "%s: the registry's axes in their order, as PROJ has them",
      async (code, uri, decimals) => {
        const response = await app.request(`http://terrace.test/ogc/collections/posts/items?limit=50&crs=${uri}`, {
          headers: { Authorization: "Bearer city" },
        });
        const { features } = (await response.json()) as {
          features: { id: string; geometry: { coordinates: number[] } }[];
        };
        const rows = await database.execute(
          "select id::text as id, ST_Y(geometry) as lat, ST_X(geometry) as lon from sample.post",
        );
        const stored = new Map(rows.map(({ id, lat, lon }) => [id, [lat, lon]]));
        const places = features.map(({ id }) => stored.get(id));
        const expected = JSON.parse(python(PROJECT, code.replace("EPSG:", ""), JSON.stringify(places))) as number[][];
        for (const [i, { geometry }] of features.entries()) {
          expect(geometry.coordinates[0]).toBeCloseTo(expected[i]![0]!, decimals - 1);
          expect(geometry.coordinates[1]).toBeCloseTo(expected[i]![1]!, decimals - 1);
        }
      },
    );
  });
});

/** The coordinates of a text of geometry, whatever the spaces and zeros. */
function numbersIn(text: string): readonly number[] {
  return (text.match(/-?[\d.]+/g) ?? []).map(Number);
}
