import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeWithTestData } from "#fixtures/test-data";
import { readVectorFile, reprojectLayer } from "./index.ts";

describeWithTestData(
  "rivers with GBK text and no mark at all",
  ["shapefile-gbk/hyd1_4l.shp", "shapefile-gbk/hyd1_4l.expected.json"],
  (path, expectedPath) => {
    test("ask for the reference system first", async () => {
      await expect(readVectorFile(path!)).rejects.toMatchObject({
        code: "crs-missing",
        userMessage: expect.stringContaining("EPSG:4490"),
      });
    });

    test("are then read with the names that the expected values hold", async () => {
      const expected = JSON.parse(readFileSync(expectedPath!, "utf8"));
      const layer = await readVectorFile(path!, { crs: "EPSG:4326" });
      expect(layer.features).toHaveLength(expected.records);
      expect(layer.fields.map(({ name }) => name)).toEqual(expected.fields.map(({ name }: { name: string }) => name));
      const names = layer.features.map(({ properties }) => properties.NAME as string);
      expect(names.filter((name) => name !== "").slice(0, 20)).toEqual(expected.first_20_names_decoded);
      const counts = new Map<string, number>();
      for (const name of names) if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
      expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(expected.named_records);
      expect(counts.size).toBe(expected.distinct_names);
      for (const [name, count] of expected.most_common_names) expect(counts.get(name)).toBe(count);
    });
  },
);

describeWithTestData(
  "GML",
  ["hydrology/jiaodong_boundary.gml", "hydrology/jiaodong_raingages.gml", "hydrology/jiaodong_reservior.gml"],
  (boundary, gauges, reservoirs) => {
    test("with latitude first comes out with longitude first", async () => {
      const layer = await readVectorFile(boundary!, { geometry: "polygon" });
      expect(layer).toMatchObject({ name: "boundary", crs: "EPSG:4326", features: { length: 27 } });
      const [longitude, latitude] = (layer.features[0]!.geometry as { coordinates: number[][][] }).coordinates[0]![0]!;
      expect(longitude).toBeCloseTo(122.29, 1);
      expect(latitude).toBeCloseTo(37.42, 1);
    });

    test("with degrees labelled as UTM metres is refused, and read when the system is stated", async () => {
      await expect(readVectorFile(gauges!)).rejects.toMatchObject({
        code: "crs-implausible",
        details: { crs: "EPSG:32637", suggestion: "EPSG:4490" },
      });
      const layer = await readVectorFile(gauges!, { crs: "EPSG:4490" });
      expect(layer.features).toHaveLength(88);
      expect(layer.features.map(({ properties }) => properties.STNM)).toContain("王格庄");
      expect(layer.fields.map(({ name }) => name)).toEqual(["gml_id", "STCD", "STNM", "X", "Y"]);
    });

    test("without any geometry is a table with a note", async () => {
      const layer = await readVectorFile(reservoirs!);
      expect(layer).toMatchObject({ features: { length: 10 }, repairs: [], notes: [{ code: "no-geometry" }] });
    });
  },
);

describeWithTestData(
  "divisions of DataV",
  ["admin/yantai_counties_370600_full.json", "admin/shandong_cities_370000_full.json"],
  (counties, cities) => {
    test("are moved from GCJ-02, and the crossing border in 芝罘区 is mended and reported", async () => {
      const layer = await readVectorFile(counties!, { geometry: "polygon" });
      expect(layer.features).toHaveLength(11);
      expect(layer.notes.map(({ code }) => code)).toEqual(["gcj02-detected"]);
      expect(layer.repairs).toHaveLength(1);
      const [repair] = layer.repairs;
      expect(repair).toMatchObject({ feature: 1, what: { code: "self-intersection" } });
      // GEOS finds it at 121.51998, 37.57173 in GCJ-02; here that is about 0.0050° east and 0.0008° north of WGS 84.
      expect(repair!.place!.longitude).toBeCloseTo(121.51998 - 0.00498, 4);
      expect(repair!.place!.latitude).toBeCloseTo(37.57173 - 0.00081, 4);
    });

    test("of the province have two cities whose parts overlap", async () => {
      const layer = await readVectorFile(cities!, { geometry: "polygon" });
      expect(layer.repairs.map(({ feature }) => feature)).toEqual([5, 14]);
    });
  },
);

describeWithTestData(
  "land use",
  ["imagery/s2_slovenia_lulc.gpkg", "rusle/gizhgit_lulc.shp", "rusle/gizhgit_lake.shp"],
  (geopackage, shapefile, lake) => {
    test("of a GeoPackage comes with names and is reprojected to the same place", async () => {
      const layer = await readVectorFile(geopackage!, { geometry: "polygon", requiredFields: ["LULC_NAME"] });
      expect(layer).toMatchObject({ name: "LULC", crs: "EPSG:32633", features: { length: 88 } });
      const geographic = reprojectLayer(layer, "EPSG:4326");
      const back = reprojectLayer(geographic, "EPSG:32633");
      const first = (l: typeof layer) => (l.features[0]!.geometry as { coordinates: number[][][] }).coordinates[0]![0]!;
      expect(first(geographic)[0]).toBeCloseTo(14.5, 0);
      expect(first(geographic)[1]).toBeCloseTo(45.9, 0);
      expect(first(back)[0]).toBeCloseTo(first(layer)[0]!, 3);
      expect(first(back)[1]).toBeCloseTo(first(layer)[1]!, 3);
      await expect(readVectorFile(geopackage!, { layer: "LANDUSE" })).rejects.toMatchObject({
        code: "layer-unknown",
        details: { layers: ["LULC"] },
      });
    });

    test("of a Shapefile follows its .cpg and .prj, Cyrillic included", async () => {
      const layer = await readVectorFile(shapefile!, { geometry: "polygon" });
      expect(layer).toMatchObject({ crs: "EPSG:32638", encoding: "utf-8", features: { length: 74 }, notes: [] });
      expect((await readVectorFile(lake!)).features[0]!.properties.name).toBe("Гитче-Гижгит");
    });
  },
);
