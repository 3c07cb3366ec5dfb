import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type CellValues, type CellValueType, newCellValues } from "#engine/rasters";
import { compressWithZlib, createCogFile } from "#platform/files";
import { describeWithGdal } from "../../fixtures/gdal/index.ts";
import { layOut } from "./cog-file-layout.ts";
import { encodeTile } from "./tile-encoding.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-cog-"));
afterAll(() => rmSync(directory, { recursive: true }));

const COLUMNS = 1300;
const ROWS = 900;

/** GDAL's own validator with the full check of block leaders and trailers, and what gdalinfo would show. */
const INSPECT = `
import sys, json
import numpy as np
from osgeo import gdal, osr
from osgeo_utils.samples import validate_cloud_optimized_geotiff as validator
warnings, errors, details = validator.validate(sys.argv[1], full_check=True)
ds = gdal.Open(sys.argv[1]); band = ds.GetRasterBand(1)
srs = osr.SpatialReference(wkt=ds.GetProjection())
values = band.ReadAsArray()
values.tofile(sys.argv[1] + ".raw")
nd = band.GetNoDataValue()
print(json.dumps({
  "warnings": warnings, "errors": errors,
  "transform": ds.GetGeoTransform(), "code": srs.GetAuthorityCode(None),
  "noData": None if nd is None else str(nd), "type": gdal.GetDataTypeName(band.DataType),
  "block": band.GetBlockSize(), "overviews": [[band.GetOverview(i).XSize, band.GetOverview(i).YSize] for i in range(band.GetOverviewCount())],
  "description": band.GetDescription(), "unit": band.GetUnitType(), "notice": ds.GetMetadataItem("NOTICE"),
  "layout": ds.GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "area": ds.GetMetadataItem("AREA_OR_POINT"),
}))
`;

interface Case {
  readonly type: CellValueType;
  readonly gdalType: string;
  readonly crs: string;
  readonly noData: number | undefined;
  readonly method: "average" | "mode" | "nearest";
}

const cases: readonly Case[] = [
  { type: "float32", gdalType: "Float32", crs: "EPSG:4549", noData: Number.NaN, method: "average" },
  { type: "float32", gdalType: "Float32", crs: "EPSG:32651", noData: -9999, method: "average" },
  { type: "float64", gdalType: "Float64", crs: "EPSG:4490", noData: Number.NaN, method: "average" },
  { type: "uint8", gdalType: "Byte", crs: "EPSG:4528", noData: 0, method: "mode" },
  { type: "uint16", gdalType: "UInt16", crs: "EPSG:4549", noData: 65535, method: "average" },
  { type: "int16", gdalType: "Int16", crs: "EPSG:3857", noData: -32768, method: "average" },
  { type: "uint32", gdalType: "UInt32", crs: "EPSG:4326", noData: undefined, method: "nearest" },
  { type: "int32", gdalType: "Int32", crs: "EPSG:4550", noData: -1, method: "average" },
];

/** Hills with a hole of several tiles, and a strip of one value. */
function hills({ type, noData }: Case): CellValues {
  const values = newCellValues(type, COLUMNS * ROWS);
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const isHole = column > 400 && row > 300 && column < 1200;
      const height = row < 40 ? 7 : Math.sin(column / 90) * 40 + Math.cos(row / 70) * 40 + 100;
      values[row * COLUMNS + column] = isHole && noData !== undefined ? noData : height;
    }
  }
  return values;
}

describeWithGdal("GDAL accepts what is written", ["osgeo_utils.samples.validate_cloud_optimized_geotiff"], (run) => {
  it.each(cases)("$type in $crs, nodata $noData", async (one) => {
    const { type, crs, noData, method, gdalType } = one;
    const isDegrees = crs === "EPSG:4490" || crs === "EPSG:4326";
    const cell = isDegrees ? 0.0003 : 10;
    const [originX, originY] = isDegrees
      ? [120.5, 37.6]
      : crs === "EPSG:4528"
        ? [40_500_000, 4_200_000]
        : [500_000, 4_200_000];
    const grid = { columns: COLUMNS, rows: ROWS, originX, originY, cellWidth: cell, cellHeight: cell, crs };
    const path = join(directory, `${type}-${crs.slice(5)}.tif`);
    const values = hills(one);
    const writer = await createCogFile(path, {
      grid,
      valueType: type,
      noData,
      overviewMethod: method,
      description: "坡度",
      unit: "°",
      metadata: { NOTICE: "示意" },
    });
    await writer.writeRows(values);
    await writer.finish();
    expect(JSON.parse(run(INSPECT, path))).toEqual({
      warnings: [],
      errors: [],
      transform: [originX, cell, 0, originY, 0, -cell],
      code: crs.slice(5),
      noData: noData === undefined ? null : Number.isNaN(noData) ? "nan" : `${noData}.0`,
      type: gdalType,
      block: [512, 512],
      overviews: [
        [650, 450],
        [325, 225],
      ],
      description: "坡度",
      unit: "°",
      notice: "示意",
      layout: "COG",
      area: "Area",
    });
    const raw = await readFile(`${path}.raw`);
    expect(Buffer.compare(raw, Buffer.from(values.buffer))).toBe(0);
  });
});

describeWithGdal("GDAL accepts a BigTIFF", ["osgeo_utils.samples.validate_cloud_optimized_geotiff"], (run) => {
  it("of one tile, laid out as a file beyond 4 GiB is", async () => {
    const values = Float32Array.from({ length: 512 * 512 }, (_, i) => Math.sin(i / 900) * 100);
    const tile = await compressWithZlib(encodeTile(values, 512));
    const grid = {
      columns: 512,
      rows: 512,
      originX: 500_000,
      originY: 4_200_000,
      cellWidth: 10,
      cellHeight: 10,
      crs: "EPSG:4549",
    };
    const description = { grid, valueType: "float32", noData: Number.NaN, blockSize: 512, items: [] } as const;
    const layout = layOut(description, [{ columns: 512, rows: 512, tileLengths: Float64Array.of(tile.length) }], true);
    const bytes = new Uint8Array(layout.fileBytes);
    bytes.set(layout.head);
    const offset = layout.tileOffsets[0]![0]!;
    new DataView(bytes.buffer).setUint32(offset - 4, tile.length, true);
    bytes.set(tile, offset);
    bytes.set(tile.subarray(-4), offset + tile.length);
    const path = join(directory, "big.tif");
    await writeFile(path, bytes);
    expect(JSON.parse(run(INSPECT, path))).toMatchObject({
      warnings: [],
      errors: [],
      code: "4549",
      layout: "COG",
      noData: "nan",
    });
    expect(Buffer.compare(await readFile(`${path}.raw`), Buffer.from(values.buffer))).toBe(0);
  });
});

describeWithGdal("rasterio reads the same bits", ["rasterio"], (run) => {
  it("float32 with holes", async () => {
    const path = join(directory, "for-rasterio.tif");
    const one = cases[0]!;
    const grid = {
      columns: COLUMNS,
      rows: ROWS,
      originX: 500_000,
      originY: 4_200_000,
      cellWidth: 10,
      cellHeight: 10,
      crs: one.crs,
    };
    const writer = await createCogFile(path, {
      grid,
      valueType: one.type,
      noData: one.noData,
      overviewMethod: "average",
    });
    const values = hills(one);
    await writer.writeRows(values);
    await writer.finish();
    const digest = run(
      "import sys, rasterio, hashlib; d = rasterio.open(sys.argv[1]); print(hashlib.sha256(d.read(1).tobytes()).hexdigest(), d.crs.to_epsg(), d.nodata, d.overviews(1))",
      path,
    ).trim();
    const ours = createHash("sha256").update(Buffer.from(values.buffer)).digest("hex");
    expect(digest).toBe(`${ours} 4549 nan [2, 4]`);
  });
});
