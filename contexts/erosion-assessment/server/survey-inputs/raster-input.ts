import { isSameGrid, noDataCountsAsNaN, type Raster, type WindowReader, windowsByRows } from "#engine/rasters";
import { alignRaster, CoverageGapCollector, resamplingFor } from "#engine/resampling";
import { TerraceError } from "#errors";
import type { OpenRaster } from "#platform/files";
import { openRaster } from "#platform/files";
import { refuseOrWarnUncovered } from "./coverage.ts";
import { rowsAtATime } from "./elevation.ts";
import type { FactorSource } from "./factor-source.ts";
import type { InputContext } from "./input-context.ts";
import { roleName } from "./input-roles.ts";

export interface RasterInputConfig {
  readonly path: string;
  readonly crs?: string | undefined;
  readonly band?: number | undefined;
}

/** Values outside this range cannot be meant: most often a factor in other units or a no-data value left undeclared. */
export interface PlausibleRange {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

/** A raster of the configuration, aligned to the survey's grid. */
export async function openAligned(
  config: RasterInputConfig,
  context: InputContext,
  content: "codes" | "quantity",
): Promise<{ readonly file: OpenRaster; readonly reader: WindowReader; readonly alignment: string }> {
  const file = await openRaster(context.resolve(config.path), {
    ...(config.crs === undefined ? {} : { crs: config.crs }),
    ...(config.band === undefined ? {} : { band: config.band }),
  });
  context.onClose(() => file.close());
  const isAligned = isSameGrid(file.grid, context.area.grid);
  const method = resamplingFor(content, file.grid, context.area.grid);
  return {
    file,
    reader: isAligned ? file : alignRaster(file, context.area.grid, method),
    alignment: isAligned ? "same-grid" : method,
  };
}

/**
 * A continuous factor from a raster: bilinear onto the survey's grid, or averaged where the raster is much finer. The
 * whole area is read once beforehand, so that gaps and impossible values are told before the survey runs.
 *
 * @throws TerraceError `input-uncovered`, `input-implausible` besides what opening throws
 */
export async function continuousRaster(
  role: string,
  config: RasterInputConfig,
  context: InputContext,
  plausible: PlausibleRange,
): Promise<FactorSource> {
  const { file, reader, alignment } = await openAligned(config, context, "quantity");
  await context.record.addFile(role, context.resolve(config.path), { crs: file.grid.crs, alignment });
  await checkRasterCoverage(role, file.name, reader, context, plausible);
  return {
    kind: "strips",
    async readStrip(window, target) {
      target.set(noDataCountsAsNaN(await reader.readWindow(window)));
    },
  };
}

export async function checkRasterCoverage(
  role: string,
  file: string,
  reader: WindowReader,
  context: InputContext,
  plausible: PlausibleRange,
): Promise<void> {
  const { grid } = context.area;
  const coverage = new CoverageGapCollector(grid, context.area.cellAreas);
  for (const window of windowsByRows(grid, rowsAtATime(grid.columns))) {
    const raster: Raster = await reader.readWindow(window);
    const first = window.row * grid.columns;
    for (let i = 0; i < raster.values.length; i++) {
      if (!context.area.isInside(first + i)) continue;
      const column = i % grid.columns;
      const row = window.row + Math.floor(i / grid.columns);
      const isCovered = raster.validity.isValid(i);
      coverage.add(column, row, isCovered);
      const value = raster.values[i]!;
      if (isCovered && !isWithin(value, plausible)) throw implausible(role, file, value, column, row, plausible);
    }
  }
  refuseOrWarnUncovered(role, file, coverage.gap(), context);
}

function isWithin(value: number, plausible: PlausibleRange): boolean {
  return value >= plausible.least && value <= plausible.most;
}

function implausible(
  role: string,
  file: string,
  value: number,
  column: number,
  row: number,
  plausible: PlausibleRange,
): TerraceError {
  const name = roleName(role);
  return new TerraceError({
    code: "input-implausible",
    userMessage: `${name} ${file} 在第 ${row} 行 ${column} 列的值为 ${value}，超出 ${plausible.least}–${plausible.most} ${plausible.unit}。请检查单位和无数据值。`,
    message: `${role} ${file}: ${value} at row ${row}, column ${column} is outside ${plausible.least}–${plausible.most} ${plausible.unit}. Check unit and no-data value.`,
    details: { role, file, value, row, column },
  });
}
