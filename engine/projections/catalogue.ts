import { TerraceError } from "#errors";
import type { CoordinateSystem, TransverseMercatorParameters } from "./coordinate-system.ts";

/**
 * Definitions follow the EPSG registry (https://epsg.org, dataset v10, read through PROJ's database):
 * CGCS2000 on GRS 1980 as the registry has it for EPSG:1024 (a = 6378137, 1/f = 298.257222101); Gauss-Krüger zones with
 * scale 1 on the central meridian; UTM with scale 0.9996. CGCS2000 and WGS 84 are taken as one datum, without a shift:
 * they differ by centimetres, and the registry holds no transformation between them better than 1 m.
 */
const CGCS2000_PROJ4 = "+ellps=GRS80 +no_defs";
const WGS84_PROJ4 = "+datum=WGS84 +no_defs";

/** Half of the Earth's circumference at the equator, which bounds both web Mercator axes. */
const WEB_MERCATOR_LIMIT = 20_037_508.342_789_244;

const GEOGRAPHIC_LIMITS = { minX: -180.5, minY: -90, maxX: 360.5, maxY: 90 };

function cgcs2000(): CoordinateSystem {
  return {
    code: "EPSG:4490",
    nameZh: "2000 国家大地坐标系（经纬度）",
    nameEn: "China Geodetic Coordinate System 2000",
    kind: "geographic",
    unit: "degree",
    datum: "cgcs2000",
    proj4: `+proj=longlat ${CGCS2000_PROJ4}`,
    plausible: GEOGRAPHIC_LIMITS,
  };
}

function wgs84(): CoordinateSystem {
  return {
    code: "EPSG:4326",
    nameZh: "WGS 84（经纬度）",
    nameEn: "WGS 84",
    kind: "geographic",
    unit: "degree",
    datum: "wgs84",
    proj4: `+proj=longlat ${WGS84_PROJ4}`,
    plausible: GEOGRAPHIC_LIMITS,
  };
}

function webMercator(): CoordinateSystem {
  const limit = WEB_MERCATOR_LIMIT * 1.001;
  return {
    code: "EPSG:3857",
    nameZh: "Web 墨卡托",
    nameEn: "WGS 84 / Pseudo-Mercator",
    kind: "projected",
    unit: "metre",
    datum: "wgs84",
    proj4: "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs",
    plausible: { minX: -limit, minY: -limit, maxX: limit, maxY: limit },
  };
}

/** A transverse Mercator easting further than this from the central meridian (about 9° at 37° N) is a wrong label. */
const PLAUSIBLE_HALF_WIDTH_METRES = 1_000_000;
const MERIDIAN_QUADRANT_METRES = 10_002_000;

function transverseMercator(
  code: number,
  datum: CoordinateSystem["datum"],
  names: { readonly zh: string; readonly en: string },
  parameters: TransverseMercatorParameters,
): CoordinateSystem {
  const { centralMeridian, scale, falseEasting, falseNorthing } = parameters;
  const ellipsoid = datum === "cgcs2000" ? CGCS2000_PROJ4 : WGS84_PROJ4;
  return {
    code: `EPSG:${code}`,
    nameZh: names.zh,
    nameEn: names.en,
    kind: "projected",
    unit: "metre",
    datum,
    proj4: `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=${scale} +x_0=${falseEasting} +y_0=${falseNorthing} +units=m ${ellipsoid}`,
    plausible: {
      minX: falseEasting - PLAUSIBLE_HALF_WIDTH_METRES,
      minY: falseNorthing - MERIDIAN_QUADRANT_METRES,
      maxX: falseEasting + PLAUSIBLE_HALF_WIDTH_METRES,
      maxY: falseNorthing + MERIDIAN_QUADRANT_METRES,
    },
    transverseMercator: parameters,
  };
}

/** The four EPSG series of CGCS2000 Gauss-Krüger: 3° and 6° belts, with and without the zone number before the easting. */
function gaussKrueger(code: number): CoordinateSystem | undefined {
  if (code >= 4513 && code <= 4533) return gaussKruegerZone(code, code - 4513 + 25, 3);
  if (code >= 4534 && code <= 4554) return gaussKruegerMeridian(code, 75 + 3 * (code - 4534), 3);
  if (code >= 4491 && code <= 4501) return gaussKruegerZone(code, code - 4491 + 13, 6);
  if (code >= 4502 && code <= 4512) return gaussKruegerMeridian(code, 75 + 6 * (code - 4502), 6);
  return undefined;
}

function gaussKruegerZone(code: number, zone: number, width: 3 | 6): CoordinateSystem {
  const centralMeridian = width === 3 ? zone * 3 : zone * 6 - 3;
  return transverseMercator(
    code,
    "cgcs2000",
    {
      zh: `CGCS2000 ${width} 度带高斯-克吕格 第 ${zone} 带（中央经线 ${centralMeridian}°E，东坐标带带号）`,
      en: `CGCS2000 / ${width === 3 ? "3-degree " : ""}Gauss-Kruger zone ${zone}`,
    },
    { centralMeridian, scale: 1, falseEasting: zone * 1_000_000 + 500_000, falseNorthing: 0 },
  );
}

function gaussKruegerMeridian(code: number, centralMeridian: number, width: 3 | 6): CoordinateSystem {
  return transverseMercator(
    code,
    "cgcs2000",
    {
      zh: `CGCS2000 ${width} 度带高斯-克吕格 中央经线 ${centralMeridian}°E（东坐标不带带号）`,
      en: `CGCS2000 / ${width === 3 ? "3-degree " : ""}Gauss-Kruger CM ${centralMeridian}E`,
    },
    { centralMeridian, scale: 1, falseEasting: 500_000, falseNorthing: 0 },
  );
}

function universalTransverseMercator(code: number): CoordinateSystem | undefined {
  const isNorth = code >= 32601 && code <= 32660;
  const isSouth = code >= 32701 && code <= 32760;
  if (!isNorth && !isSouth) return undefined;
  const zone = code - (isNorth ? 32600 : 32700);
  const hemisphere = isNorth ? "N" : "S";
  return transverseMercator(
    code,
    "wgs84",
    {
      zh: `WGS 84 UTM 第 ${zone} 带（${isNorth ? "北" : "南"}半球）`,
      en: `WGS 84 / UTM zone ${zone}${hemisphere}`,
    },
    { centralMeridian: zone * 6 - 183, scale: 0.9996, falseEasting: 500_000, falseNorthing: isNorth ? 0 : 10_000_000 },
  );
}

/** Old Chinese datums: a shift of tens of metres from CGCS2000, whose parameters are not public. */
function oldChineseDatum(code: number): "1954 北京坐标系" | "1980 西安坐标系" | undefined {
  const isBeijing = code === 4214 || (code >= 2401 && code <= 2442) || (code >= 21413 && code <= 21463);
  if (isBeijing) return "1954 北京坐标系";
  const isXian = code === 4610 || (code >= 2327 && code <= 2390);
  return isXian ? "1980 西安坐标系" : undefined;
}

function numberOf(code: string): number | undefined {
  const match = /^\s*(?:urn:ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})\s*$/i.exec(code);
  return match === null ? undefined : Number(match[1]);
}

function systemOf(code: number): CoordinateSystem | undefined {
  switch (code) {
    case 4490:
      return cgcs2000();
    case 4326:
      return wgs84();
    case 3857:
      return webMercator();
    default:
      return gaussKrueger(code) ?? universalTransverseMercator(code);
  }
}

const known = new Map<string, CoordinateSystem>();

/** The system of a code such as `EPSG:4549` or `urn:ogc:def:crs:EPSG::4549`, or undefined where it is not supported. */
export function findCrs(code: string): CoordinateSystem | undefined {
  const cached = known.get(code);
  if (cached !== undefined) return cached;
  const number = numberOf(code);
  const system = number === undefined ? undefined : systemOf(number);
  if (system !== undefined) known.set(code, system);
  return system;
}

export function isSupportedCrs(code: string): boolean {
  return findCrs(code) !== undefined;
}

const SUPPORTED_ZH =
  "EPSG:4490、4326、3857、CGCS2000 高斯-克吕格（EPSG:4491–4554，如 4549）和 WGS 84 UTM（EPSG:326xx/327xx）";
const SUPPORTED_EN =
  "EPSG:4490, 4326, 3857, CGCS2000 Gauss-Kruger (EPSG:4491-4554, e.g. 4549) and WGS 84 UTM (EPSG:326xx/327xx)";

/**
 * The system of a code.
 * @throws TerraceError `crs-unsupported`, or `crs-old-datum` for the datums of 1954 and 1980
 */
export function describeCrs(code: string): CoordinateSystem {
  const system = findCrs(code);
  if (system !== undefined) return system;
  const oldDatum = oldChineseDatum(numberOf(code) ?? 0);
  if (oldDatum !== undefined) throw oldDatumError(code, oldDatum);
  throw new TerraceError({
    code: "crs-unsupported",
    userMessage: `不支持坐标系 ${code}。请先转换到受支持的坐标系：${SUPPORTED_ZH}。`,
    message: `Coordinate system ${code} is not supported. Reproject to one of: ${SUPPORTED_EN}.`,
    details: { crs: code },
  });
}

export function oldDatumError(code: string, datum: "1954 北京坐标系" | "1980 西安坐标系"): TerraceError {
  const english = datum === "1954 北京坐标系" ? "Beijing 1954" : "Xian 1980";
  return new TerraceError({
    code: "crs-old-datum",
    userMessage: `数据采用${datum}（${code}），与 CGCS2000 相差数十米，转换参数不公开。请先由测绘单位转换到 CGCS2000（如 EPSG:4549）。`,
    message: `The data are on the ${english} datum (${code}), tens of metres from CGCS2000; have them converted to CGCS2000 (e.g. EPSG:4549) by a surveying office first.`,
    details: { crs: code, datum: english },
  });
}

/** Every supported transverse Mercator code, for matching a file that carries parameters instead of a code. */
export function* transverseMercatorSystems(): Generator<CoordinateSystem> {
  const ranges: readonly (readonly [number, number])[] = [
    [4513, 4554],
    [4491, 4512],
    [32601, 32660],
    [32701, 32760],
  ];
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; code++) {
      const system = systemOf(code);
      if (system !== undefined) yield system;
    }
  }
}
