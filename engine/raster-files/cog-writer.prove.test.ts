import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeWithGdal } from "../../fixtures/gdal/index.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-large-cog-"));
afterAll(() => rmSync(directory, { recursive: true }));

const door = join(import.meta.dirname, "..", "..", "platform", "files", "index.ts");

/** Writes a raster whose cells cannot be compressed row by row, in a process of its own, and gives its peak memory. */
function writeNoise(path: string, columns: number, rows: number): { readonly peakMegabytes: number } {
  const script = `
    import { createCogFile } from ${JSON.stringify(door)};
    const [columns, rows] = [${columns}, ${rows}];
    const grid = { columns, rows, originX: 300000, originY: 4400000, cellWidth: 5, cellHeight: 5, crs: "EPSG:4549" };
    const writer = await createCogFile(${JSON.stringify(path)}, { grid, valueType: "float32", noData: NaN, overviewMethod: "average" });
    const bits = new Uint32Array(columns * 64);
    const values = new Float32Array(bits.buffer);
    let state = 1;
    for (let row = 0; row < rows; row += 64) {
      for (let i = 0; i < bits.length; i++) {
        state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
        bits[i] = (state & 0x00ffffff) | 0x42000000;
      }
      await writer.writeRows(values.subarray(0, Math.min(64, rows - row) * columns));
    }
    await writer.finish();
    process.stdout.write(String(process.resourceUsage().maxRSS / 1024));`;
  const result = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  if (result.status !== 0) throw new Error(result.stderr);
  return { peakMegabytes: Number(result.stdout) };
}

describe("a large COG", () => {
  it("takes memory for rows of tiles, not for the raster", () => {
    const { peakMegabytes } = writeNoise(join(directory, "long.tif"), 2000, 40_000);
    // The raster is 320 MB, a row of its tiles at every level 8 MB; Node itself and what awaits collection take the rest.
    expect(peakMegabytes).toBeLessThan(280);
  });
});

describeWithGdal("GDAL accepts a COG beyond 4 GiB", ["osgeo_utils.samples.validate_cloud_optimized_geotiff"], (run) => {
  it("and reads its last cells", () => {
    const path = join(directory, "huge.tif");
    writeNoise(path, 32_000, 36_000);
    expect(statSync(path).size).toBeGreaterThan(2 ** 32);
    const script = `
import sys
from osgeo import gdal
from osgeo_utils.samples import validate_cloud_optimized_geotiff as validator
warnings, errors, _ = validator.validate(sys.argv[1], full_check=True)
ds = gdal.Open(sys.argv[1])
corner = ds.ReadAsArray(31999, 35999, 1, 1)[0][0]
print(warnings, errors, 32 <= corner < 128)
`;
    expect(run(script, path).trim()).toBe("[] [] True");
  });
});
