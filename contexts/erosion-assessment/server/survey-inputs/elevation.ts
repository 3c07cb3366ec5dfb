import { describeCrs, transformer } from "#engine/projections";
import type { RasterFile } from "#engine/raster-files";
import { type Grid, noDataCountsAsNaN, type WindowReader, windowsByRows } from "#engine/rasters";
import { alignRaster } from "#engine/resampling";
import { TerraceError } from "#errors";
import { type OpenRaster, openRaster } from "#platform/files";
import type { Note, SurveyConfig } from "../../model/index.ts";
import { projectedGridFor, suggestedProjection } from "./projected-grid.ts";

const METRES_PER_UNIT = { metre: 1, foot: 0.3048, "us-survey-foot": 1200 / 3937 } as const;

type VerticalUnit = keyof typeof METRES_PER_UNIT;

export interface OpenedElevation {
  readonly grid: Grid;
  readonly alignment: string;
  readonly notes: readonly Note[];
  /** Reads all rows into `target`, metres, NaN where there is no value. */
  load(target: Float32Array, advance: (fraction: number) => void): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the elevation of a survey and makes sure that slopes can be computed from it: a projected CRS in metres, heights
 * in metres.
 *
 * @throws TerraceError `dem-in-degrees`, `dem-in-web-mercator`, `dem-in-feet` besides what opening a raster throws
 */
export async function openElevation(path: string, config: SurveyConfig["dem"]): Promise<OpenedElevation> {
  const file = await openRaster(path, optionsOf(config));
  try {
    return elevationOf(file, config);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function elevationOf(file: OpenRaster, config: SurveyConfig["dem"]): OpenedElevation {
  const unit = verticalUnitOf(file, config);
  const { reader, alignment } = metricReader(file, config);
  const factor = METRES_PER_UNIT[unit];
  return {
    grid: reader.grid,
    alignment,
    notes:
      unit === "metre"
        ? []
        : [
            {
              zh: `高程由${unit === "foot" ? "英尺" : "美国测量英尺"}换算为米（×${factor.toFixed(6)}）`,
              en: `heights converted from ${unit} to metres (×${factor.toFixed(6)})`,
            },
          ],
    async load(target, advance) {
      for (const window of windowsByRows(reader.grid, rowsAtATime(reader.grid.columns))) {
        const values = noDataCountsAsNaN(await reader.readWindow(window));
        const offset = window.row * reader.grid.columns;
        target.set(values, offset);
        if (factor !== 1 || config.noData !== undefined) {
          for (let i = 0; i < values.length; i++) {
            target[offset + i] = values[i] === config.noData ? Number.NaN : values[i]! * factor;
          }
        }
        advance((window.row + window.rows) / reader.grid.rows);
      }
    },
    close: () => file.close(),
  };
}

/** About a million cells: large enough to amortise a call, small enough to stay in the processor's cache. */
export function rowsAtATime(columns: number): number {
  return Math.max(1, Math.floor(2 ** 20 / columns));
}

function optionsOf(config: { readonly crs?: string | undefined; readonly band?: number | undefined }) {
  return {
    ...(config.crs === undefined ? {} : { crs: config.crs }),
    ...(config.band === undefined ? {} : { band: config.band }),
  };
}

function verticalUnitOf(file: RasterFile, config: SurveyConfig["dem"]): VerticalUnit {
  if (config.verticalUnit !== undefined) return config.verticalUnit;
  const stated = file.verticalUnit;
  if (stated === undefined || stated === "metre") return "metre";
  throw new TerraceError({
    code: "dem-in-feet",
    userMessage: `高程 ${file.name} 写明高程单位是 ${stated}，不是米。若属实，请加 --dem-unit foot 换算成米；若标注有误，请加 --dem-unit metre。`,
    message: `The elevation ${file.name} says its vertical unit is ${stated}. Add --dem-unit foot to convert, or --dem-unit metre if the label is wrong.`,
    details: { file: file.name, verticalUnit: stated },
  });
}

function metricReader(
  file: RasterFile,
  config: SurveyConfig["dem"],
): { readonly reader: WindowReader; readonly alignment: string } {
  const crs = describeCrs(file.grid.crs);
  if (config.projectTo !== undefined && config.projectTo !== file.grid.crs) {
    const target = projectedGridFor(file.grid, config.projectTo, config.cellSize);
    return { reader: alignRaster(file, target, "bilinear"), alignment: "bilinear" };
  }
  if (crs.unit === "degree") throw inDegrees(file);
  if (crs.code === "EPSG:3857") throw inWebMercator(file);
  return { reader: file, alignment: "same-grid" };
}

function inDegrees(file: RasterFile): TerraceError {
  const suggestion = suggestedProjection(file.grid);
  return new TerraceError({
    code: "dem-in-degrees",
    userMessage: `高程 ${file.name} 的坐标系是 ${file.grid.crs}，单位为度，不能直接算坡度和坡长。请加 --project-to ${suggestion} 先重采样到米，或换用投影坐标的高程。`,
    message: `The elevation ${file.name} is in ${file.grid.crs}, in degrees. Add --project-to ${suggestion}, or use a projected DEM.`,
    details: { file: file.name, crs: file.grid.crs, suggestion },
  });
}

function inWebMercator(file: RasterFile): TerraceError {
  const suggestion = suggestedProjection(file.grid);
  const { grid } = file;
  const middle = transformer(grid.crs, "EPSG:4326")(
    grid.originX + (grid.columns / 2) * grid.cellWidth,
    grid.originY - (grid.rows / 2) * grid.cellHeight,
  );
  const stretch = 1 / Math.cos((middle.y * Math.PI) / 180);
  return new TerraceError({
    code: "dem-in-web-mercator",
    userMessage: `高程 ${file.name} 是 Web 墨卡托（EPSG:3857），此处 1 米被放大到 ${stretch.toFixed(2)} 米，坡度会偏小。请加 --project-to ${suggestion} 重采样。`,
    message: `The elevation ${file.name} is in web mercator, stretched ${stretch.toFixed(2)} times here. Add --project-to ${suggestion}.`,
    details: { file: file.name, stretch, suggestion },
  });
}
