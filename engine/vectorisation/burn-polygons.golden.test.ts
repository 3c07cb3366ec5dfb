import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeWithTestData } from "#fixtures/test-data";
import { readVectorFile } from "#platform/geodata-import";
import { burnPolygons, type MultiPolygon, type Polygon } from "./index.ts";

const hasGdal = spawnSync("gdal_rasterize", ["--version"]).error === undefined;
if (!hasGdal) process.stderr.write("skipped: comparison with gdal_rasterize: it is not on this machine\n");

describeWithTestData("land-use polygons of a real catchment", ["rusle/gizhgit_lulc.shp"], (path) => {
  // Oracle: gdal_rasterize, which burns by cell centre too. The origin is odd, so that no centre lies on a border.
  test.runIf(hasGdal)("are burned as GDAL burns them, cell by cell", async () => {
    const layer = await readVectorFile(path!, { geometry: "polygon", requiredFields: ["id"] });
    const [columns, rows, cell, originX, originY] = [280, 460, 5, 337_680.37, 4_816_700.53];
    const grid = { columns, rows, originX, originY, cellWidth: cell, cellHeight: cell, crs: layer.crs };
    const polygons = layer.features.map(({ geometry }) => geometry as Polygon | MultiPolygon);
    const ids = layer.features.map(({ properties }) => properties.id as number);
    const burned = burnPolygons(polygons, grid, ids);

    const directory = mkdtempSync(join(tmpdir(), "terrace-burn-"));
    const raw = join(directory, "burned.img");
    const extent = [originX, originY - rows * cell, originX + columns * cell, originY].map(String);
    const size = ["-ts", String(columns), String(rows), "-te", ...extent];
    execFileSync("gdal_rasterize", ["-q", "-a", "id", "-ot", "UInt16", "-of", "ENVI", ...size, path!, raw]);
    const expected = new Uint16Array(new Uint8Array(readFileSync(raw)).buffer);
    rmSync(directory, { recursive: true });

    const overlapping = burned.overlaps.reduce((sum, { cells }) => sum + cells, 0);
    const different = burned.values.filter((value, i) => value !== expected[i]).length;
    expect(burned.values.filter((value) => value !== 0).length).toBeGreaterThan(50_000);
    // GDAL lets the later polygon win where two overlap.
    expect(different).toBeLessThanOrEqual(overlapping);
    expect(overlapping).toBeLessThan(20);
  });
});
