import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { noDataCountsAsNaN } from "#engine/rasters";
import { aspectKernel, hillshadeKernel, slopeDegreesKernel, slopeTangentKernel } from "#engine/terrain";
import { openRaster } from "#platform/files";
import { loadKernelModule } from "#platform/kernel-binary";
import { describeWithTestData } from "../../fixtures/test-data/index.ts";
import { analyseFlow, type FlowAnalysis } from "./analyse-flow.ts";
import { flowArenaBytes } from "./flow-arena.ts";

/*
 * A real DEM of whole metres (Big Tujunga, California, SRTM, 30 m) against GDAL 3.6.2 and SAGA 8.5.
 *
 * Comparable: slope, aspect and hillshade (GDAL, the same formulas), in every inner cell.
 * Comparable within a bound: filled levels. SAGA's Wang & Liu filling gives each step out of a depression a fall of 0.01°, so
 *   that its levels lie on ours or, in depressions and flats, a little above.
 * Comparable only on the whole: D8 upslope cells. SAGA's fall decides the way through filled flats, where we take the shortest,
 *   and ties of equal drops, frequent in whole metres, go another way, so that basins differ by what lies beyond.
 */
describeWithTestData(
  "Big Tujunga",
  ["dem/bigtujunga_srtm30m_utm11n.tif", "dem/bigtujunga_reference_cells.csv", "dem/bigtujunga_reference_stats.json"],
  (demPath, cellsPath, statsPath) => {
    let columns = 0;
    let rows = 0;
    let elevation: Float32Array;
    let slope: Float32Array;
    let aspect: Float32Array;
    let hillshade: Uint8Array;
    let flow: FlowAnalysis;
    let reference: ReferenceCell[];

    beforeAll(async () => {
      const file = await openRaster(demPath!);
      const { grid } = file;
      ({ columns, rows } = grid);
      elevation = noDataCountsAsNaN(await file.readWindow({ column: 0, row: 0, columns, rows }));
      await file.close();
      const otherOutputs = 9 * elevation.length;
      const session = createKernelSession(await loadKernelModule(), flowArenaBytes(columns, rows) + otherOutputs);
      const inSession = session.allocate("float32", elevation.length);
      inSession.set(elevation);
      const tangent = slopeTangentKernel(session, inSession, grid);
      slope = slopeDegreesKernel(session, tangent);
      aspect = aspectKernel(session, inSession, grid);
      hillshade = hillshadeKernel(session, inSession, grid);
      flow = analyseFlow(session, inSession, tangent, grid, {
        gentleCutFactor: 0.7,
        steepCutFactor: 0.5,
        cutSwitchDegrees: 5,
        maximumMetres: undefined,
        channelThresholdCells: 0,
      });
      reference = readReferenceCells(cellsPath!, columns);
    });

    test("slope, aspect and hillshade are GDAL's in all 300 reference cells", () => {
      expect(reference).toHaveLength(300);
      for (const expected of reference) {
        expect(elevation[expected.cell]).toBe(expected.elevation);
        expect(slope[expected.cell]).toBeCloseTo(expected.slope, 4);
        expect(aspect[expected.cell]).toBeCloseTo(expected.aspect, 3);
        expect(hillshade[expected.cell]).toBe(expected.hillshade);
      }
    });

    test("every slope class has GDAL's number of inner cells", () => {
      const stats = JSON.parse(readFileSync(statsPath!, "utf8")) as {
        readonly slope_class_cell_counts_deg: Readonly<Record<string, number>>;
      };
      const counts = new Map(Object.keys(stats.slope_class_cell_counts_deg).map((range) => [range, 0]));
      const ranges = [...counts.keys()].map((range) => ({ range, upper: Number(range.split("-")[1]) }));
      for (let row = 1; row < rows - 1; row++) {
        for (let column = 1; column < columns - 1; column++) {
          if (!hasWholeWindow(elevation, columns, row * columns + column)) continue;
          const { range } = ranges.find(({ upper }) => slope[row * columns + column]! < upper)!;
          counts.set(range, counts.get(range)! + 1);
        }
      }
      expect(Object.fromEntries(counts)).toEqual(stats.slope_class_cell_counts_deg);
    });

    test("filled levels are SAGA's, or below by its fall of 0.01° a step in depressions and flats", () => {
      const tenStepsOfFall = 10 * Math.SQRT2 * 30 * Math.tan((0.01 * Math.PI) / 180);
      for (const { cell, filled } of reference) {
        expect(filled).toBeGreaterThanOrEqual(flow.filled[cell]!);
        expect(filled - flow.filled[cell]!).toBeLessThanOrEqual(tenStepsOfFall);
      }
      const same = reference.filter(({ cell, filled }) => flow.filled[cell] === filled);
      expect(same.length).toBeGreaterThanOrEqual(0.95 * reference.length);
    });

    test("four cells in five have SAGA's number of upslope cells", () => {
      const same = reference.filter(({ cell, upslopeCells }) => flow.accumulation[cell] === upslopeCells);
      expect(same.length).toBeGreaterThanOrEqual(0.8 * reference.length);
    });
  },
);

interface ReferenceCell {
  readonly cell: number;
  readonly elevation: number;
  readonly slope: number;
  readonly aspect: number;
  readonly hillshade: number;
  readonly filled: number;
  readonly upslopeCells: number;
}

function readReferenceCells(path: string, columns: number): ReferenceCell[] {
  const [header, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const names = header!.split(",");
  return lines.map((line) => {
    const values = line.split(",").map(Number);
    const field = (name: string): number => values[names.indexOf(name)]!;
    const gdalFlat = -9999;
    const aspect = field("aspect_deg_gdal");
    return {
      cell: field("row") * columns + field("col"),
      elevation: field("elev_m"),
      slope: field("slope_deg_horn_gdal"),
      aspect: aspect === gdalFlat ? -1 : aspect,
      hillshade: field("hillshade_az315_alt45_gdal"),
      filled: field("filled_elev_wangliu_saga"),
      upslopeCells: field("d8_upslope_cells_saga"),
    };
  });
}

function hasWholeWindow(elevation: Float32Array, columns: number, cell: number): boolean {
  const window = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => elevation[cell + row * columns + column]!));
  return !window.some(Number.isNaN);
}
