import { transformer } from "#engine/projections";
import { centreOf, type Grid } from "#engine/rasters";
import { TerraceError } from "#errors";
import type { Note, SurveyConfig } from "../../model/index.ts";
import { type ElevationSpike, findSpikes, smoothSpikes, spikeLimitMetres } from "./elevation-spikes.ts";

/** Spikes that an error message lists one by one. */
const LISTED_SPIKES = 3;

/**
 * Looks at the heights themselves before anything is computed from them. With `smooth` the spikes are replaced in place.
 *
 * @param elevation metres, row by row, NaN where there is no value
 * @returns what was changed or kept, for the record
 * @throws TerraceError `dem-empty`, `dem-spikes`, `dem-undeclared-no-data`
 */
export function checkElevation(
  elevation: Float32Array,
  grid: Grid,
  file: string,
  handling: SurveyConfig["dem"]["spikes"] = "refuse",
): Note[] {
  if (elevation.every(Number.isNaN)) throw emptyElevation(file);
  const limit = spikeLimitMetres(grid);
  const spikes = findSpikes(elevation, grid.columns, grid.rows, limit);
  if (spikes.length === 0) return [];
  if (handling === "keep") {
    return [
      {
        zh: `高程 ${file} 有 ${spikes.length} 处突刺，按要求保留`,
        en: `The elevation ${file} has ${spikes.length} spikes, kept as asked`,
      },
    ];
  }
  if (handling === "smooth") {
    smoothSpikes(elevation, grid.columns, grid.rows, spikes);
    return [
      {
        zh: `高程 ${file} 有 ${spikes.length} 处突刺，已以四邻中值代替：${places(spikes, grid)}`,
        en: `The elevation ${file} has ${spikes.length} spikes, replaced by the median of their neighbours`,
      },
    ];
  }
  throw undeclaredNoData(elevation, grid, file, spikes) ?? spikesFound(grid, file, spikes, limit);
}

function emptyElevation(file: string): TerraceError {
  return new TerraceError({
    code: "dem-empty",
    userMessage: `高程 ${file} 没有一个有效值。请检查文件内容和无数据值设置。`,
    message: `The elevation ${file} has no valid cell.`,
  });
}

/** Many cells with one impossible value are not spikes but a no-data value that the file forgot to declare. */
function undeclaredNoData(
  elevation: Float32Array,
  grid: Grid,
  file: string,
  spikes: readonly ElevationSpike[],
): TerraceError | undefined {
  const heights = spikes.map(({ column, row }) => elevation[row * grid.columns + column]!);
  const lowest = Math.min(heights[0] ?? 0, heights[heights.length - 1] ?? 0);
  const alike = heights.filter((height) => height === lowest).length;
  if (lowest > -500 || alike < heights.length / 2) return undefined;
  return new TerraceError({
    code: "dem-undeclared-no-data",
    userMessage: `高程 ${file} 有 ${alike} 个栅格的值是 ${lowest}，像是没有写明的无数据值。请加 --dem-nodata ${lowest} 后重试。`,
    message: `The elevation ${file} has ${alike} cells of ${lowest}, apparently an undeclared no-data value. Add --dem-nodata ${lowest}.`,
    details: { file, value: lowest, cells: alike },
  });
}

function spikesFound(grid: Grid, file: string, spikes: readonly ElevationSpike[], limit: number): TerraceError {
  return new TerraceError({
    code: "dem-spikes",
    userMessage: `高程 ${file} 有 ${spikes.length} 处突刺（与所有四邻相差 ${limit.toFixed(0)} 米以上或超出陆地高程）：${places(spikes, grid)}。请修正高程，或加 --spikes smooth 以四邻中值代替，或加 --spikes keep 保留。`,
    message: `The elevation ${file} has ${spikes.length} spikes, the first at row ${spikes[0]!.row}, column ${spikes[0]!.column}. Mend it, or add --spikes smooth or --spikes keep.`,
    details: { file, count: spikes.length, spikes: spikes.slice(0, 20) },
  });
}

function places(spikes: readonly ElevationSpike[], grid: Grid): string {
  const toDegrees = transformer(grid.crs, "EPSG:4326");
  const listed = spikes.slice(0, LISTED_SPIKES).map(({ column, row, height }) => {
    const centre = centreOf(grid, column, row);
    const { x, y } = toDegrees(centre.x, centre.y);
    const standing = height === 0 ? "" : `，${height > 0 ? "高" : "低"} ${Math.abs(height).toFixed(0)} 米`;
    return `第 ${row} 行 ${column} 列（${x.toFixed(5)}，${y.toFixed(5)}${standing}）`;
  });
  return listed.join("、") + (spikes.length > LISTED_SPIKES ? " 等" : "");
}
