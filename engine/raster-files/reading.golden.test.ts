import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openRaster } from "#platform/files";
import { describeWithGdal } from "../../fixtures/gdal/index.ts";
import { describeWithTestData } from "../../fixtures/test-data/index.ts";
import { sourceOf } from "../../fixtures/tiff-bytes/index.ts";
import { openRasterFile } from "./index.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-reading-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Makes rasters of 150 × 130 cells in every layout of the list, and prints the cells of their last band as GDAL reads them. */
const MAKE_LAYOUTS = `
import json, sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
directory, layouts = sys.argv[1], json.loads(sys.argv[2])
rng = np.random.default_rng(20240601)
driver = gdal.GetDriverByName("GTiff")
answers = []
for i, layout in enumerate(layouts):
    path = "%s/%d.tif" % (directory, i)
    bands = layout.get("bands", 1)
    kind = gdal.GetDataTypeByName(layout["type"])
    options = ["%s=%s" % (k, v) for k, v in layout["options"].items()]
    ds = driver.Create(path, 150, 130, bands, kind, options)
    ds.SetGeoTransform([500000, 10, 0, 4200000, 0, -10])
    from osgeo import osr
    srs = osr.SpatialReference(); srs.ImportFromEPSG(4549); ds.SetProjection(srs.ExportToWkt())
    top = layout.get("top", 200)
    for b in range(1, bands + 1):
        smooth = np.add.outer(np.arange(130), np.arange(150)) * 0.25 * b + rng.random((130, 150)) * 3
        ds.GetRasterBand(b).WriteArray(np.floor(np.mod(smooth, top) * 8) / 8 if top > 16 else np.floor(np.mod(smooth, top)))
    ds = None
    made = gdal.Open(path)
    answers.append(made.GetRasterBand(bands).ReadAsArray().astype(np.float64).ravel().tolist())
print(json.dumps(answers))
`;

interface Layout {
  readonly type: string;
  readonly bands?: number;
  readonly top?: number;
  readonly options: Readonly<Record<string, string | number>>;
}

const TILES = { TILED: "YES", BLOCKXSIZE: 64, BLOCKYSIZE: 32 };

const layouts: readonly Layout[] = [
  ...["Byte", "UInt16", "Int16", "UInt32", "Int32", "Float32", "Float64"].map((type) => ({ type, options: {} })),
  ...["UInt16", "Int16", "UInt32", "Int32", "Byte"].map((type) => ({
    type,
    options: { ...TILES, COMPRESS: "DEFLATE", PREDICTOR: 2 },
  })),
  ...["Float32", "Float64"].map((type) => ({ type, options: { ...TILES, COMPRESS: "DEFLATE", PREDICTOR: 3 } })),
  { type: "Float32", options: { COMPRESS: "DEFLATE", PREDICTOR: 3, BLOCKYSIZE: 7 } },
  { type: "Float32", options: { COMPRESS: "LZW", PREDICTOR: 3 } },
  { type: "Int16", options: { COMPRESS: "LZW", PREDICTOR: 2 } },
  { type: "Int16", options: { COMPRESS: "PACKBITS" } },
  { type: "Float32", options: { COMPRESS: "ZSTD" } },
  { type: "Float32", options: { COMPRESS: "LERC", MAX_Z_ERROR: 0 } },
  { type: "Float32", options: { BIGTIFF: "YES", ...TILES } },
  { type: "Int16", options: { ENDIANNESS: "BIG", COMPRESS: "DEFLATE", PREDICTOR: 2 } },
  { type: "Float32", options: { ENDIANNESS: "BIG" } },
  { type: "Float32", options: { ENDIANNESS: "BIG", COMPRESS: "DEFLATE", PREDICTOR: 3, ...TILES } },
  { type: "UInt16", bands: 3, options: { INTERLEAVE: "PIXEL", COMPRESS: "DEFLATE", PREDICTOR: 2 } },
  { type: "Float32", bands: 3, options: { INTERLEAVE: "PIXEL", COMPRESS: "DEFLATE", PREDICTOR: 3, ...TILES } },
  { type: "Float32", bands: 3, options: { INTERLEAVE: "BAND", COMPRESS: "DEFLATE", ...TILES } },
  { type: "Byte", top: 2, options: { NBITS: 1 } },
  { type: "Byte", top: 4, options: { NBITS: 2, ...TILES } },
  { type: "Byte", top: 16, options: { NBITS: 4, COMPRESS: "DEFLATE" } },
];

/** Where two lists of cells first differ; comparing thirty lists of 20,000 with `toEqual` takes ten seconds. */
function firstDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): string | undefined {
  if (ours.length !== theirs.length) return `${ours.length} cells, not ${theirs.length}`;
  for (let i = 0; i < ours.length; i++) if (ours[i] !== theirs[i]) return `cell ${i}: ${ours[i]}, not ${theirs[i]}`;
  return undefined;
}

describeWithGdal("every layout reads as GDAL reads it", [], (run) => {
  const answers = JSON.parse(run(MAKE_LAYOUTS, directory, JSON.stringify(layouts)) || "[]") as number[][];

  it.each(layouts.map((layout, i) => [layout.type, layout.bands ?? 1, JSON.stringify(layout.options), i] as const))(
    "%s, %d bands, %s",
    async (_type, band, _options, i) => {
      const path = join(directory, `${i}.tif`);
      const file = await openRaster(path, { band });
      const { values } = await file.readWindow({ column: 0, row: 0, columns: 150, rows: 130 });
      expect(firstDifference(values, answers[i]!)).toBeUndefined();
      const part = await file.readWindow({ column: 61, row: 29, columns: 70, rows: 90 });
      const wanted = Array.from(
        { length: 70 * 90 },
        (_, k) => answers[i]![(29 + Math.floor(k / 70)) * 150 + 61 + (k % 70)]!,
      );
      expect(firstDifference(part.values, wanted)).toBeUndefined();
      await file.close();

      // Without the native zlib the geotiff library inflates.
      const plain = await openRasterFile(sourceOf(new Uint8Array(await readFile(path))), { band });
      const whole = await plain.readWindow({ column: 0, row: 0, columns: 150, rows: 130 });
      expect(firstDifference(whole.values, answers[i]!)).toBeUndefined();
    },
  );

  it("reads overviews, masks and nodata of integers", async () => {
    const path = join(directory, "masked.tif");
    const script = `
import sys, json
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions(); gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
ds = gdal.GetDriverByName("GTiff").Create(sys.argv[1], 100, 60, 1, gdal.GDT_Int16, ["COMPRESS=DEFLATE"])
srs = osr.SpatialReference(); srs.ImportFromEPSG(4549); ds.SetProjection(srs.ExportToWkt()); ds.SetGeoTransform([500000, 10, 0, 4200000, 0, -10])
values = np.arange(6000, dtype=np.int16).reshape(60, 100); ds.GetRasterBand(1).WriteArray(values)
ds.CreateMaskBand(gdal.GMF_PER_DATASET); mask = np.full((60, 100), 255, np.uint8); mask[10:20, 30:50] = 0; ds.GetRasterBand(1).GetMaskBand().WriteArray(mask)
ds.BuildOverviews("NEAREST", [2, 4]); ds = None
made = gdal.Open(sys.argv[1]); band = made.GetRasterBand(1).GetOverview(1)
print(json.dumps(band.ReadAsArray().ravel().tolist()))
`;
    const overview = JSON.parse(run(script, path)) as number[];
    const file = await openRaster(path);
    expect(file.overviews).toEqual([
      { columns: 50, rows: 30 },
      { columns: 25, rows: 15 },
    ]);
    const { validity } = await file.readWindow({ column: 0, row: 0, columns: 100, rows: 60 });
    expect(validity.countValid()).toBe(6000 - 200);
    expect(validity.isValid(10 * 100 + 30)).toBe(false);
    const small = await file.readOverview(1, { column: 0, row: 0, columns: 25, rows: 15 });
    expect([...small.values]).toEqual(overview);
    expect(small.grid.cellWidth).toBe(40);
    expect(small.validity.countValid()).toBeLessThan(25 * 15);
    await file.close();
  });
});

const SUMMARY = `
import sys, json
import numpy as np
from osgeo import gdal
ds = gdal.Open(sys.argv[1]); band = ds.GetRasterBand(1); a = band.ReadAsArray().astype(np.float64); nd = band.GetNoDataValue()
valid = a[a != nd] if nd is not None else a.ravel()
print(json.dumps({"transform": ds.GetGeoTransform(), "noData": nd, "valid": int(valid.size), "sum": float(valid.sum()), "min": float(valid.min()), "max": float(valid.max())}))
`;

describeWithTestData(
  "real files read as GDAL reads them",
  [
    "dem/bigtujunga_srtm30m_utm11n.tif",
    "rusle/gizhgit_dem_27m_utm38n.tif",
    "imagery/s2_slovenia_dem.tif",
    "imagery/s2_slovenia_lulc.tif",
    "imagery/landsat5_1988/LT52240631988227CUB02_B2.TIF",
  ],
  (...paths) => {
    describeWithGdal("each of them", [], (run) => {
      it.each(paths)("%s", async (path) => {
        const expected = JSON.parse(run(SUMMARY, path)) as Record<string, number> & { transform: number[] };
        const file = await openRaster(path);
        const { columns, rows } = file.grid;
        const { values, validity } = await file.readWindow({ column: 0, row: 0, columns, rows });
        let sum = 0;
        let min = Number.POSITIVE_INFINITY;
        let max = Number.NEGATIVE_INFINITY;
        for (const [i, value] of values.entries()) {
          if (!validity.isValid(i)) continue;
          sum += value;
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
        expect({ valid: validity.countValid(), min, max, noData: file.noData ?? null }).toEqual({
          valid: expected.valid,
          min: expected.min,
          max: expected.max,
          noData: expected.noData,
        });
        expect(sum).toBeCloseTo(expected.sum ?? Number.NaN, 3);
        const { originX, originY, cellWidth, cellHeight } = file.grid;
        expect([originX, cellWidth, 0, originY, 0, -cellHeight]).toEqual(expected.transform);
        await file.close();
      });
    });
  },
);
