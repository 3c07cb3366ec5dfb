import { describeCrs, explainImplausibleExtent } from "#engine/projections";
import type { Extent } from "#engine/rasters";
import { extentOfGeometry } from "#platform/geopackage";
import { GCJ02, gcj02ToWgs84, hasDivisionCode, looksLikeGcj02 } from "./gcj02.ts";
import { importError } from "./import-errors.ts";
import { mapPositions } from "./map-positions.ts";
import type { ImportNote, RawLayer, VectorFeature } from "./vector-layer.ts";

export interface PlacedFeatures {
  readonly crs: string;
  readonly features: readonly VectorFeature[];
  readonly notes: readonly ImportNote[];
}

/**
 * Decides the reference system of a layer: what the caller says, else what the file says; GCJ-02 is converted to WGS 84.
 * Coordinates that cannot be meant in that system are refused, because a wrong label moves everything without a trace.
 * @throws TerraceError `crs-missing`, `crs-implausible`, `axes-swapped`, `crs-unsupported`, `crs-old-datum`
 */
export function placeFeatures(path: string, layer: RawLayer, forced: string | undefined): PlacedFeatures {
  const extent = extentOfFeatures(layer.features);
  const isGcj02 = forced === undefined ? looksLikeGcj02(layer) : forced.toUpperCase() === GCJ02;
  if (isGcj02) {
    checkExtent(path, "EPSG:4326", extent);
    return {
      crs: "EPSG:4326",
      features: fromGcj02(layer.features),
      notes: [forced === undefined ? GCJ02_DETECTED : GCJ02_CONVERTED],
    };
  }
  const stated = forced ?? layer.statedCrs;
  if (stated === undefined) {
    if (extent === undefined) return { crs: "EPSG:4490", features: layer.features, notes: [NO_PLACE] };
    const guess = likelySystem(extent);
    throw importError(
      "crs-missing",
      path,
      `没有注明坐标系（坐标范围 ${describe(extent)}）。请补上 .prj 文件，或指明坐标系${guess === undefined ? "，如 EPSG:4549" : `，可能是 ${guess}`}。`,
      `the coordinate system is not stated (coordinates ${describe(extent)}). Add the .prj, or state it, ${guess === undefined ? "e.g. EPSG:4549" : `perhaps ${guess}`}.`,
      { extent, suggestion: guess },
    );
  }
  const { code } = describeCrs(stated);
  checkExtent(path, code, extent);
  const notes = hasDivisionCode(layer) ? [GCJ02_SUSPECTED] : [];
  return { crs: code, features: layer.features, notes };
}

function fromGcj02(features: readonly VectorFeature[]): VectorFeature[] {
  return features.map(({ properties, geometry }) => ({
    properties,
    geometry:
      geometry === null
        ? null
        : mapPositions(geometry, (position) => [...gcj02ToWgs84(position), ...position.slice(2)]),
  }));
}

export type AxisOrder = "east-north" | "north-east";

/**
 * The features in the system that a person decided on, whatever the file states; nothing is checked but that the system
 * exists.
 * @param crs an EPSG code or `GCJ-02`
 * @throws TerraceError `crs-unsupported`, `crs-old-datum`
 */
export function placeAsDecided(layer: RawLayer, crs: string, axes: AxisOrder): Omit<PlacedFeatures, "notes"> {
  const features =
    axes === "east-north"
      ? layer.features
      : layer.features.map(({ properties, geometry }) => ({
          properties,
          geometry: geometry === null ? null : mapPositions(geometry, ([x, y, ...heights]) => [y!, x!, ...heights]),
        }));
  if (crs.toUpperCase() === GCJ02) return { crs: "EPSG:4326", features: fromGcj02(features) };
  return { crs: describeCrs(crs).code, features };
}

/** Degrees, or a belt that the easting names; the bare easting of a belt could be any. */
function likelySystem(extent: Extent): string | undefined {
  const reason = explainImplausibleExtent("EPSG:4490", extent);
  return reason === undefined ? "EPSG:4490" : reason.suggestion;
}

function checkExtent(path: string, crs: string, extent: Extent | undefined): void {
  if (extent === undefined) return;
  if (
    describeCrs(crs).kind === "geographic" &&
    extent.maxY > 90 &&
    extent.maxY <= 180 &&
    extent.minX >= -90 &&
    extent.maxX <= 90
  ) {
    throw importError(
      "axes-swapped",
      path,
      `纬度写在了经度前面（${describe(extent)}）。请把坐标改为先经度后纬度再导入。`,
      `latitude stands before longitude (${describe(extent)}). Put longitude first, then import again.`,
      { crs, extent },
    );
  }
  const reason = explainImplausibleExtent(crs, extent);
  if (reason === undefined) return;
  const { zh, en, suggestion } = reason;
  throw importError(
    "crs-implausible",
    path,
    `${zh}，坐标系标注有误。请指明正确的坐标系${suggestion === undefined ? "" : `，可能是 ${suggestion}`}。`,
    `${en}: the label is wrong. State the right coordinate system${suggestion === undefined ? "" : `, perhaps ${suggestion}`}.`,
    { crs, extent, suggestion },
  );
}

export function extentOfFeatures(features: readonly VectorFeature[]): Extent | undefined {
  let whole: Extent | undefined;
  for (const { geometry } of features) {
    const extent = geometry === null ? undefined : extentOfGeometry(geometry);
    if (extent === undefined) continue;
    whole =
      whole === undefined
        ? extent
        : {
            minX: Math.min(whole.minX, extent.minX),
            minY: Math.min(whole.minY, extent.minY),
            maxX: Math.max(whole.maxX, extent.maxX),
            maxY: Math.max(whole.maxY, extent.maxY),
          };
  }
  return whole;
}

function describe({ minX, minY, maxX, maxY }: Extent): string {
  const short = (value: number) => String(Number(value.toPrecision(9)));
  return `x ${short(minX)}…${short(maxX)}, y ${short(minY)}…${short(maxY)}`;
}

const GCJ02_DETECTED: ImportNote = {
  code: "gcj02-detected",
  zh: "数据带有高德/DataV 行政区划的字段，坐标为 GCJ-02（偏移数百米），已换算到 WGS 84。若实际不是，请指明坐标系。",
  en: "The fields are those of AMap/DataV divisions, whose positions are GCJ-02 (off by hundreds of metres); converted to WGS 84. State the coordinate system if it is another.",
};
const GCJ02_CONVERTED: ImportNote = {
  code: "gcj02-converted",
  zh: "已按指定由 GCJ-02 换算到 WGS 84。",
  en: "Converted from GCJ-02 to WGS 84, as stated.",
};
const GCJ02_SUSPECTED: ImportNote = {
  code: "gcj02-suspected",
  zh: "字段 adcode 常见于高德/DataV 数据，坐标可能是 GCJ-02（偏移数百米）；未换算。若是，请把坐标系指明为 GCJ-02。",
  en: "A field adcode is usual in AMap/DataV data, whose positions are GCJ-02 (off by hundreds of metres); nothing was converted. If they are, state GCJ-02 as the coordinate system.",
};
const NO_PLACE: ImportNote = {
  code: "no-geometry",
  zh: "图层只有属性，没有图形。",
  en: "The layer has attributes only, no geometry.",
};
