import { describeCrs, explainImplausibleExtent } from "#engine/projections";
import { extentOf, type Grid } from "#engine/rasters";
import { crsFromGeoKeys } from "./crs-from-geo-keys.ts";
import { rasterFileError } from "./errors.ts";
import { GEO_KEY, type GeoKeys, RASTER_PIXEL_IS_POINT } from "./geo-keys.ts";

export interface GeoreferenceTags {
  readonly columns: number;
  readonly rows: number;
  /** Tag 33550: cell width, height and depth. */
  readonly pixelScale: ArrayLike<number> | undefined;
  /** Tag 33922: column, row, level, x, y, z of a tie point. */
  readonly tiePoint: ArrayLike<number> | undefined;
  /** Tag 34264: a 4 × 4 matrix by rows. */
  readonly transformation: ArrayLike<number> | undefined;
  readonly keys: GeoKeys;
}

/** x = originX + column·xPerColumn + row·xPerRow, and y likewise. */
interface Affine {
  readonly originX: number;
  readonly originY: number;
  readonly xPerColumn: number;
  readonly xPerRow: number;
  readonly yPerColumn: number;
  readonly yPerRow: number;
}

/**
 * The grid of a file. `statedCrs`, where the user gives one, goes before what the file says.
 * @throws TerraceError `raster-not-georeferenced` | `raster-rotated` | `raster-crs-missing` | `raster-crs-unknown` |
 * `raster-crs-implausible` | `crs-unsupported` | `crs-old-datum`
 */
export function gridOf(name: string, tags: GeoreferenceTags, statedCrs: string | undefined): Grid {
  const affine = affineOf(tags);
  if (affine === undefined) {
    throw rasterFileError("raster-not-georeferenced", name, {
      zh: "没有地理坐标（缺 ModelTiepoint/ModelPixelScale）。请使用带坐标的 GeoTIFF。",
      en: "it has no georeference (ModelTiepoint/ModelPixelScale are missing). Use a georeferenced GeoTIFF.",
    });
  }
  requireNorthUp(name, affine);
  const crs = statedCrs === undefined ? crsFromGeoKeys(name, tags.keys) : describeCrs(statedCrs).code;
  if (crs === undefined) throw missingCrs(name, affine);
  const isPoint = tags.keys.get(GEO_KEY.rasterType) === RASTER_PIXEL_IS_POINT;
  const cellWidth = affine.xPerColumn;
  const cellHeight = -affine.yPerRow;
  const grid: Grid = {
    columns: tags.columns,
    rows: tags.rows,
    // PixelIsPoint ties the centre of a cell, PixelIsArea its north-western corner (OGC 19-008r4 §7.1.3).
    originX: affine.originX - (isPoint ? cellWidth / 2 : 0),
    originY: affine.originY + (isPoint ? cellHeight / 2 : 0),
    cellWidth,
    cellHeight,
    crs,
  };
  requirePlausible(name, grid);
  return grid;
}

function affineOf(tags: GeoreferenceTags): Affine | undefined {
  const { pixelScale, tiePoint, transformation: m } = tags;
  if (m !== undefined && m.length >= 8) {
    return {
      originX: m[3]!,
      originY: m[7]!,
      xPerColumn: m[0]!,
      xPerRow: m[1]!,
      yPerColumn: m[4]!,
      yPerRow: m[5]!,
    };
  }
  if (pixelScale === undefined || tiePoint === undefined || tiePoint.length < 6) return undefined;
  const [width, height] = [pixelScale[0] ?? 0, pixelScale[1] ?? 0];
  if (width === 0 || height === 0) return undefined;
  return {
    originX: tiePoint[3]! - tiePoint[0]! * width,
    originY: tiePoint[4]! + tiePoint[1]! * height,
    xPerColumn: width,
    xPerRow: 0,
    yPerColumn: 0,
    yPerRow: -height,
  };
}

function requireNorthUp(name: string, affine: Affine): void {
  const isRotated = affine.xPerRow !== 0 || affine.yPerColumn !== 0;
  const isNorthUp = affine.xPerColumn > 0 && affine.yPerRow < 0;
  if (!isRotated && isNorthUp) return;
  const zh = isRotated ? "栅格是旋转的" : "栅格行序自南向北（或列序自东向西）";
  const en = isRotated ? "the raster is rotated" : "the raster is south-up (or west-up)";
  throw rasterFileError(
    "raster-rotated",
    name,
    {
      zh: `${zh}。请先用 gdalwarp 生成北向上的栅格：gdalwarp 输入.tif 输出.tif。`,
      en: `${en}. Make it north-up first: gdalwarp in.tif out.tif.`,
    },
    { affine },
  );
}

function missingCrs(name: string, affine: Affine): Error {
  const at = `x ${affine.originX}, y ${affine.originY}`;
  return rasterFileError(
    "raster-crs-missing",
    name,
    {
      zh: `没有坐标系信息（左上角 ${at}）。请用坐标系选项指明，如 --dem-crs EPSG:4549（CGCS2000 三度带 120°E）。`,
      en: `it names no coordinate system (north-western corner ${at}). State it, e.g. --dem-crs EPSG:4549 (CGCS2000 3-degree zone, 120°E).`,
    },
    { originX: affine.originX, originY: affine.originY },
  );
}

function requirePlausible(name: string, grid: Grid): void {
  const why = explainImplausibleExtent(grid.crs, extentOf(grid));
  if (why === undefined) return;
  const suggestion = why.suggestion ?? "EPSG:4549";
  throw rasterFileError(
    "raster-crs-implausible",
    name,
    {
      zh: `${why.zh}，坐标系标签有误。请用坐标系选项指明正确的代码，如 --dem-crs ${suggestion}。`,
      en: `${why.en}: the label is wrong. State the right code, e.g. --dem-crs ${suggestion}.`,
    },
    { crs: grid.crs, suggestion: why.suggestion, extent: extentOf(grid) },
  );
}
