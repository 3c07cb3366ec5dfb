import { describeCrs, explainImplausibleExtent, findCrs, transformer } from "#engine/projections";
import type { Extent } from "#engine/rasters";
import { GCJ02, gcj02ToWgs84, hasDivisionCode, looksLikeGcj02 } from "./gcj02.ts";
import { type AxisOrder, extentOfFeatures } from "./reference-system.ts";
import type { ImportNote, RawLayer } from "./vector-layer.ts";

/** West, south, east, north on CGCS2000, degrees. */
export type GeographicExtent = readonly [west: number, south: number, east: number, north: number];

/** A reference system that the coordinates may be meant in, and where the data would then lie. */
export interface ReferenceCandidate {
  /** An EPSG code, or `GCJ-02`. */
  readonly crs: string;
  readonly axes: AxisOrder;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Whether the file itself says so. */
  readonly isStated: boolean;
  readonly isProposed: boolean;
  readonly isInsideRegion: boolean;
  readonly reason: ImportNote;
  readonly extent: GeographicExtent | null;
}

interface Weighed extends Omit<ReferenceCandidate, "isProposed"> {
  readonly weight: number;
}

/** Candidates that a person can take in at a glance. */
const SHOWN = 8;

/**
 * What the coordinates of a layer may be meant in, the likeliest first: what the file states where that is possible, GCJ-02
 * where the fields are those of DataV, a belt that the easting names, a belt in which the data come to lie in the region.
 * At most one is proposed; none where nothing speaks for any.
 *
 * @param region where data are expected; without it belts without a number cannot be told apart
 */
export function proposeReferenceSystems(
  layer: Pick<RawLayer, "features" | "fields" | "statedCrs">,
  region: GeographicExtent | undefined,
): ReferenceCandidate[] {
  const extent = extentOfFeatures(layer.features);
  if (extent === undefined) return [];
  const stated = layer.statedCrs === undefined ? undefined : (findCrs(layer.statedCrs)?.code ?? layer.statedCrs);
  const marks = {
    stated,
    isGcj02: looksLikeGcj02(layer as RawLayer),
    hasDivisionCode: hasDivisionCode(layer as RawLayer),
  };
  const weighed = pairsOf(extent, stated, region)
    .map(({ crs, axes }) => weigh(crs, axes, extent, marks, region))
    .filter((candidate) => candidate !== undefined)
    .toSorted((a, b) => b.weight - a.weight);
  return weighed.slice(0, SHOWN).map(({ weight, ...candidate }, i) => ({
    ...candidate,
    isProposed: i === 0 && weight >= PROPOSED_FROM,
  }));
}

interface Pair {
  readonly crs: string;
  readonly axes: AxisOrder;
}

/** All systems whose axes take numbers of this size; which of them make sense is weighed later. */
function pairsOf(extent: Extent, stated: string | undefined, region: GeographicExtent | undefined): Pair[] {
  const pairs: Pair[] = stated === undefined ? [] : [{ crs: stated, axes: "east-north" }];
  if (stated !== undefined) pairs.push({ crs: stated, axes: "north-east" });
  for (const axes of ["east-north", "north-east"] as const) {
    const { minX, minY, maxX, maxY } = inOrder(extent, axes);
    if (minX >= -180 && maxX <= 180 && minY >= -90 && maxY <= 90) {
      pairs.push(...["EPSG:4490", "EPSG:4326", GCJ02].map((crs) => ({ crs, axes })));
    } else {
      pairs.push(...projectedSystems(minX, minY, maxY, region).map((crs) => ({ crs, axes })));
    }
  }
  return pairs.filter(({ crs, axes }, i) => pairs.findIndex((pair) => pair.crs === crs && pair.axes === axes) === i);
}

/** Northings of China, with a margin. */
const NORTHING = { from: 1_800_000, to: 6_200_000 };
const DEFAULT_LONGITUDES = [114, 123] as const;

function projectedSystems(
  easting: number,
  minNorthing: number,
  maxNorthing: number,
  region: GeographicExtent | undefined,
): string[] {
  if (minNorthing < NORTHING.from || maxNorthing > 7_600_000) return [];
  const zone = Math.floor(easting / 1_000_000);
  if (zone >= 25 && zone <= 45) return [`EPSG:${4513 + zone - 25}`];
  if (zone >= 13 && zone <= 23) return [`EPSG:${4491 + zone - 13}`, "EPSG:3857"];
  if (zone !== 0 || maxNorthing > NORTHING.to) return ["EPSG:3857"];
  const [west, east] = region === undefined ? DEFAULT_LONGITUDES : [region[0], region[2]];
  const systems: string[] = [];
  for (let meridian = Math.round(west / 3) * 3; meridian <= Math.round(east / 3) * 3; meridian += 3) {
    if (meridian >= 75 && meridian <= 135) systems.push(`EPSG:${4534 + (meridian - 75) / 3}`);
  }
  for (let utm = Math.floor(west / 6) + 31; utm <= Math.floor(east / 6) + 31; utm++)
    systems.push(`EPSG:${32600 + utm}`);
  return systems;
}

const PROPOSED_FROM = 40;

function weigh(
  crs: string,
  axes: AxisOrder,
  fileExtent: Extent,
  marks: { readonly stated: string | undefined; readonly isGcj02: boolean; readonly hasDivisionCode: boolean },
  region: GeographicExtent | undefined,
): Weighed | undefined {
  const isStated = crs === marks.stated && axes === "east-north";
  const system = crs === GCJ02 ? describeCrs("EPSG:4326") : findCrs(crs);
  const named = {
    crs,
    axes,
    nameZh: crs === GCJ02 ? "GCJ-02（火星坐标系，高德、DataV）" : (system?.nameZh ?? crs),
    nameEn: crs === GCJ02 ? "GCJ-02 (AMap, DataV)" : (system?.nameEn ?? crs),
    isStated,
  };
  const ordered = inOrder(fileExtent, axes);
  const why = system === undefined ? UNKNOWN : explainImplausibleExtent(system.code, ordered);
  const extent = why === undefined ? geographicExtent(crs, ordered) : undefined;
  if (extent === undefined) {
    if (!isStated) return undefined;
    const reason = {
      code: "crs-implausible",
      zh: `文件标注为此，但${why?.zh ?? "坐标无法换算"}，标注有误`,
      en: `stated by the file, but ${why?.en ?? "the coordinates cannot be converted"}: the label is wrong`,
    };
    return { ...named, isInsideRegion: false, extent: null, reason, weight: 0 };
  }
  const isInsideRegion = region === undefined || touches(extent, region);
  const isSwapped = axes === "north-east";
  if (isSwapped && !isInsideRegion) return undefined;
  const weights = [
    isInsideRegion ? 50 : 0,
    isStated ? 60 : 0,
    marks.isGcj02 && crs === GCJ02 ? 200 : 0,
    // Nobody labels degrees outside the region by accident, but a belt without its number says nothing by itself.
    marks.stated === undefined && !isInsideRegion && system?.kind === "geographic" && crs !== GCJ02 ? 50 : 0,
    isSwapped ? -10 : 0,
    crs === marks.stated ? 5 : 0,
    isInOwnBelt(crs, extent) ? 10 : 0,
    { "EPSG:4490": 6, "EPSG:4326": 4, "EPSG:3857": 2 }[crs] ?? (crs.startsWith("EPSG:4") ? 3 : 0),
    // Region or not, a belt without a number may be any.
    region === undefined && system?.kind === "projected" && !isStated && !hasZoneNumber(crs) ? -30 : 0,
  ];
  const weight = weights.reduce((sum, part) => sum + part, 0);
  return {
    ...named,
    isInsideRegion,
    extent,
    reason: reasonFor(crs, axes, isStated, isInsideRegion, marks, region),
    weight,
  };
}

const UNKNOWN = { zh: "系统不认识这个坐标系", en: "the system is not known", suggestion: undefined };

function reasonFor(
  crs: string,
  axes: AxisOrder,
  isStated: boolean,
  isInsideRegion: boolean,
  marks: { readonly isGcj02: boolean; readonly hasDivisionCode: boolean },
  region: GeographicExtent | undefined,
): ImportNote {
  const inside =
    region === undefined
      ? ["", ""]
      : isInsideRegion
        ? ["，数据落在本地区", ", the data lie in the region"]
        : ["，但数据落在本地区之外", ", but the data lie outside the region"];
  if (crs === GCJ02 && marks.isGcj02) {
    return {
      code: "gcj02-detected",
      zh: `字段与高德/DataV 行政区划相同，坐标应为 GCJ-02（偏移数百米），导入时换算${inside[0]}`,
      en: `the fields are those of AMap/DataV divisions, whose positions are GCJ-02 (off by hundreds of metres); converted on import${inside[1]}`,
    };
  }
  if (crs === GCJ02) {
    return {
      code: marks.hasDivisionCode ? "gcj02-suspected" : "gcj02-possible",
      zh: `${marks.hasDivisionCode ? "字段 adcode 常见于高德数据；" : ""}若坐标取自高德、腾讯等互联网地图，选此项，导入时换算`,
      en: `${marks.hasDivisionCode ? "a field adcode is usual in AMap data; " : ""}choose this if the positions come from an internet map of China; converted on import`,
    };
  }
  if (axes === "north-east") {
    return {
      code: "axes-swapped",
      zh: `按“先纵后横”（北坐标在前）理解${inside[0]}，导入时交换`,
      en: `read with the northing first${inside[1]}; swapped on import`,
    };
  }
  if (isStated) {
    return { code: "crs-stated", zh: `文件中注明${inside[0]}`, en: `stated by the file${inside[1]}` };
  }
  if (hasZoneNumber(crs)) {
    return {
      code: "zone-number",
      zh: `东坐标带有带号${inside[0]}`,
      en: `the easting carries the number of the belt${inside[1]}`,
    };
  }
  return { code: "crs-possible", zh: `坐标数值与此相符${inside[0]}`, en: `the coordinates fit${inside[1]}` };
}

function hasZoneNumber(crs: string): boolean {
  return (findCrs(crs)?.transverseMercator?.falseEasting ?? 0) > 1_000_000;
}

/** Whether the data lie within the belt's own 3 or 6 degrees, where they would be kept in it. */
function isInOwnBelt(crs: string, [west, , east]: GeographicExtent): boolean {
  const meridian = findCrs(crs)?.transverseMercator?.centralMeridian;
  return meridian !== undefined && Math.abs((west + east) / 2 - meridian) <= 1.5;
}

function inOrder(extent: Extent, axes: AxisOrder): Extent {
  if (axes === "east-north") return extent;
  return { minX: extent.minY, minY: extent.minX, maxX: extent.maxY, maxY: extent.maxX };
}

/** The borders of a projected rectangle bend: corners and the middles of the edges bound it well enough for a map. */
function geographicExtent(crs: string, { minX, minY, maxX, maxY }: Extent): GeographicExtent | undefined {
  const convert = crs === GCJ02 ? gcj02Point : transformer(crs, "EPSG:4490");
  const [middleX, middleY] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const points = [minX, middleX, maxX].flatMap((x) => [minY, middleY, maxY].map((y) => convert(x, y)));
  if (points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) return undefined;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function gcj02Point(x: number, y: number): { readonly x: number; readonly y: number } {
  const [longitude, latitude] = gcj02ToWgs84([x, y]);
  return { x: longitude!, y: latitude! };
}

/** Whether two extents share ground; data that reach a little beyond the region belong to it. */
function touches(a: GeographicExtent, b: GeographicExtent): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}
