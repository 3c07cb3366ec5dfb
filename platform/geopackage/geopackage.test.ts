import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { describeCrs } from "#engine/projections";
import { decodeGeometryBlob, type GeoPackageLayer, wellKnownText, writeGeoJson, writeGeoPackage } from "./index.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-geopackage-"));
afterAll(() => rmSync(directory, { recursive: true }));

const patches: GeoPackageLayer = {
  name: "patches",
  description: "土壤侵蚀图斑",
  crs: "EPSG:4549",
  geometryType: "MultiPolygon",
  columns: [
    { name: "code", type: "text", title: "图斑编号" },
    { name: "area_m2", type: "real", title: "面积（m²）" },
    { name: "cells", type: "integer" },
    { name: "checked", type: "boolean" },
  ],
  features: [
    {
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [500000, 4100000],
            [500100, 4100000],
            [500100, 4100200],
            [500000, 4100200],
            [500000, 4100000],
          ],
          [
            [500010, 4100010],
            [500010, 4100020],
            [500020, 4100020],
            [500020, 4100010],
            [500010, 4100010],
          ],
        ],
      },
      values: ["甲-1", 19900, 199, true],
    },
    { geometry: null, values: ["无图形", null, 0, false] },
  ],
};

describe("writeGeoPackage", () => {
  test("tables, marks, reference systems, index and attributes are as the standard has them", () => {
    const path = join(directory, "tables.gpkg");
    expect(writeGeoPackage(path, [patches], { lastChange: new Date("2025-01-02T03:04:05Z") })).toEqual([2]);
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare("PRAGMA application_id").get()).toEqual({ application_id: 0x47504b47 });
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
    expect(database.prepare("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id").all()).toEqual([
      { srs_id: -1 },
      { srs_id: 0 },
      { srs_id: 4326 },
      { srs_id: 4549 },
    ]);
    expect(database.prepare("SELECT * FROM gpkg_contents").get()).toMatchObject({
      data_type: "features",
      description: "土壤侵蚀图斑",
      last_change: "2025-01-02T03:04:05.000Z",
      min_x: 500000,
      max_y: 4100200,
      srs_id: 4549,
    });
    expect(database.prepare("SELECT id, minx, maxy FROM rtree_patches_geom").all()).toEqual([
      { id: 1, minx: 500000, maxy: 4100200 },
    ]);
    const [first, second] = database.prepare("SELECT * FROM patches ORDER BY fid").all();
    expect(first).toMatchObject({ fid: 1, code: "甲-1", area_m2: 19900, cells: 199, checked: 1 });
    expect(second).toMatchObject({ geom: null, area_m2: null });
    expect(decodeGeometryBlob(first!.geom as Uint8Array)).toEqual({
      type: "MultiPolygon",
      coordinates: [([...patches.features][0]!.geometry as { coordinates: unknown }).coordinates],
    });
    database.close();
  });

  test("a failing feature leaves the older file as it was and nothing half-written", () => {
    const path = join(directory, "kept.gpkg");
    writeGeoPackage(path, [patches]);
    const before = readFileSync(path);
    const failing = {
      ...patches,
      *features() {
        yield* patches.features;
        throw new RangeError("the source broke off");
      },
    };
    expect(() => writeGeoPackage(path, [{ ...failing, features: failing.features() }])).toThrow(RangeError);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(directory).filter((name) => name.includes("partial"))).toEqual([]);
  });

  test("a missing folder is an error that names the path", () => {
    const path = join(directory, "nowhere", "x.gpkg");
    expect(() => writeGeoPackage(path, [patches])).toThrow(
      expect.objectContaining({ code: "file-not-written", details: expect.objectContaining({ path }) }),
    );
    expect(() => writeGeoJson(path, [])).toThrow(expect.objectContaining({ code: "file-not-written" }));
  });

  test("names with quotes and Chinese characters are written as they are", () => {
    const path = join(directory, "names.gpkg");
    const layer = { ...patches, name: '图斑 "2024"', columns: [{ name: '面积 "ha"', type: "real" as const }] };
    writeGeoPackage(path, [{ ...layer, features: [{ geometry: null, values: [1.5] }] }]);
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT "面积 ""ha""" AS area FROM "图斑 ""2024"""').get()).toEqual({ area: 1.5 });
    database.close();
  });
});

const hasGdal = spawnSync("ogrinfo", ["--version"]).status === 0;
if (!hasGdal) process.stderr.write("skipped: comparison with GDAL: no ogrinfo on this machine\n");

describe.runIf(hasGdal)("as GDAL sees it", () => {
  const read = (path: string) => execFileSync("ogrinfo", ["-al", path], { encoding: "utf8" });

  test("feature count, extent, fields, area and reference system", () => {
    const path = join(directory, "gdal.gpkg");
    writeGeoPackage(path, [patches]);
    const text = read(path);
    expect(text).not.toMatch(/warning|error/i);
    expect(text).toContain("Geometry: Multi Polygon");
    expect(text).toContain("Feature Count: 2");
    expect(text).toContain("Extent: (500000.000000, 4100000.000000) - (500100.000000, 4100200.000000)");
    expect(text).toContain('ID["EPSG",4549]');
    expect(text).toMatch(/code: String/);
    expect(text).toMatch(/checked: Integer\(Boolean\)/);
    const area = execFileSync(
      "ogrinfo",
      ["-q", path, "-dialect", "SQLite", "-sql", "SELECT ST_Area(geom) AS area FROM patches WHERE fid = 1"],
      { encoding: "utf8" },
    );
    expect(area).toMatch(/area \(Real\) = 19900\b/);
  });

  test("the index answers a spatial filter, and stays true when GDAL edits the table", () => {
    const path = join(directory, "edited.gpkg");
    writeGeoPackage(path, [patches]);
    const count = (x: number) =>
      /Feature Count: (\d+)/.exec(
        execFileSync("ogrinfo", ["-so", path, "patches", "-spat", `${x}`, "4100000", `${x + 50}`, "4100100"], {
          encoding: "utf8",
        }),
      )?.[1];
    expect(count(500000)).toBe("1");
    expect(count(600000)).toBe("0");
    execFileSync("ogrinfo", [path, "-sql", "DELETE FROM patches WHERE fid = 1"]);
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare("SELECT count(*) AS n FROM rtree_patches_geom").get()).toEqual({ n: 0 });
    database.close();
  });

  // The definitions are built from parameters: PROJ must find them equal to the registry's own.
  test.each(["4326", "4490", "3857", "4547", "4548", "4549", "4550", "4526", "4527", "4528", "4529", "32651", "32733"])(
    "the definition of EPSG:%s is the registry's",
    (code) => {
      const ofOurs = projOf(wellKnownText(`EPSG:${code}`));
      expect(ofOurs).toBe(projOf(`EPSG:${code}`));
      expect(describeCrs(`EPSG:${code}`).code).toBe(`EPSG:${code}`);
    },
  );

  function projOf(definition: string): string {
    return execFileSync("gdalsrsinfo", ["-o", "proj4", definition], { encoding: "utf8" }).trim();
  }
});

test("GeoJSON holds one feature a line, positions to a centimetre, and no crs member", () => {
  const path = join(directory, "zones.geojson");
  const geometry = { type: "Point" as const, coordinates: [121.123456789, 37.5] };
  expect(writeGeoJson(path, [{ geometry, properties: { name: "牟平区", coordinates: 1.23456789012 } }])).toBe(1);
  const written = JSON.parse(readFileSync(path, "utf8"));
  expect(written).toEqual({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { name: "牟平区", coordinates: 1.23456789012 },
        geometry: { type: "Point", coordinates: [121.1234568, 37.5] },
      },
    ],
  });
  expect(existsSync(path)).toBe(true);
});
