import type { RasterFile } from "#engine/raster-files";
import { levelsOf, type PyramidReader } from "./pyramid.ts";
import type { Quantile } from "./tile-tasks.ts";

const PERCENTS = [0, 2, 10, 50, 90, 98, 100];
/** A few hundred thousand cells give the quantiles that a legend needs, in milliseconds. */
const ENOUGH_CELLS = 512 * 512;

export async function quantilesOf(file: RasterFile, key: string, reader: PyramidReader): Promise<readonly Quantile[]> {
  const levels = levelsOf(file);
  const level = levels.find(({ columns, rows }) => columns * rows <= ENOUGH_CELLS) ?? levels.at(-1)!;
  const whole = { column: 0, row: 0, columns: level.columns, rows: level.rows };
  const { values } = await reader.read(file, key, level, whole);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [];
  return PERCENTS.map((percent) => ({ percent, value: sorted[Math.round(((sorted.length - 1) * percent) / 100)]! }));
}
