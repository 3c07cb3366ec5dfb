import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeWithGdal } from "#fixtures/gdal";
import { identifyFile, listLayers, readRawLayer } from "./index.ts";
import { zipBytes } from "./synthetic-files.ts";

/** Writes a database of two layers, the first with a polygon and a Chinese name and field. */
const WRITE = `
import sys
from osgeo import ogr, osr
system = osr.SpatialReference()
system.ImportFromEPSG(4490)
system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
data = ogr.GetDriverByName("OpenFileGDB").CreateDataSource(sys.argv[1])
layer = data.CreateLayer("图斑", system, ogr.wkbMultiPolygon)
layer.CreateField(ogr.FieldDefn("名称", ogr.OFTString))
feature = ogr.Feature(layer.GetLayerDefn())
feature.SetField("名称", "昆嵛山")
feature.SetGeometry(ogr.CreateGeometryFromWkt("MULTIPOLYGON(((121 37,121.1 37,121.1 37.1,121 37)))"))
layer.CreateFeature(feature)
data.CreateLayer("empty", system, ogr.wkbPoint)
`;

describeWithGdal("a file geodatabase written by GDAL", ["osgeo.ogr"], (run) => {
  const directory = mkdtempSync(join(tmpdir(), "terrace-geodatabase-test-"));
  afterAll(() => rmSync(directory, { recursive: true }));

  test("in a zip, with the folder or without it, is listed and read", async () => {
    const database = join(directory, "plots.gdb");
    run(WRITE, database);
    const files = readdirSync(database).map((file) => [file, readFileSync(join(database, file))] as const);
    for (const folder of ["演示/plots.gdb/", ""]) {
      const path = join(directory, "plots.zip");
      writeFileSync(path, zipBytes(Object.fromEntries(files.map(([file, bytes]) => [`${folder}${file}`, bytes]))));
      expect(identifyFile(path).format).toBe("file-geodatabase");
      expect(await listLayers(path, "file-geodatabase")).toEqual([
        { name: "图斑", rowCount: 1 },
        { name: "empty", rowCount: 0 },
      ]);
      await expect(readRawLayer(path, "file-geodatabase", {})).rejects.toMatchObject({ code: "layer-not-chosen" });
      const raw = await readRawLayer(path, "file-geodatabase", { layer: "图斑" });
      expect(raw).toMatchObject({ statedCrs: "EPSG:4490", features: [{ properties: { 名称: "昆嵛山" } }] });
      expect(raw.features[0]!.geometry!.type).toBe("MultiPolygon");
    }
  });

  test("that is cut off is refused", async () => {
    const path = join(directory, "broken.zip");
    writeFileSync(path, zipBytes({ "a.gdb/a00000001.gdbtable": new Uint8Array(40) }));
    await expect(listLayers(path, "file-geodatabase")).rejects.toMatchObject({ code: "vector-unreadable" });
  });
});
