import type { RasterFile } from "#engine/raster-files";
import { levelsOf, type PyramidReader } from "./pyramid.ts";
import type { RasterDescription } from "./tile-tasks.ts";
import { boundsOf, zoomRangeOf } from "./web-mercator.ts";

const QUANTILE_PERCENTS = [0, 2, 10, 50, 90, 98, 100];
/** A few hundred thousand cells give the quantiles that a legend needs, in milliseconds. */
const ENOUGH_CELLS = 512 * 512;

export async function describeRaster(file: RasterFile, key: string, reader: PyramidReader): Promise<RasterDescription> {
  const levels = levelsOf(file);
  const level = levels.find(({ columns, rows }) => columns * rows <= ENOUGH_CELLS) ?? levels.at(-1)!;
  const whole = { column: 0, row: 0, columns: level.columns, rows: level.rows };
  const { values } = await reader.read(file, key, level, whole);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const quantiles =
    sorted.length === 0 ? [] : QUANTILE_PERCENTS.map((percent) => ({ percent, value: at(sorted, percent) }));
  return { grid: file.grid, bounds: boundsOf(file.grid), ...zoomRangeOf(file.grid), quantiles };
}

function at(sorted: Float32Array, percent: number): number {
  return sorted[Math.round(((sorted.length - 1) * percent) / 100)]!;
}
