import { crsFromEsriWkt, datumOfName, describeCrs, matchTransverseMercator, oldDatumError } from "#engine/projections";
import type { TerraceError } from "#errors";
import { rasterFileError } from "./errors.ts";
import { GEO_KEY, type GeoKeys, MODEL_GEOGRAPHIC, USER_DEFINED } from "./geo-keys.ts";
import { unitOfCode, unitOfSize } from "./length-units.ts";

/** The unit of horizontal lengths as the file states it, or undefined where it states none. */
export function linearUnitOf(keys: GeoKeys): string | undefined {
  const code = numberOf(keys, GEO_KEY.linearUnits);
  const size = numberOf(keys, GEO_KEY.linearUnitSize);
  const known = code === undefined ? undefined : unitOfCode(code);
  return known ?? (size === undefined ? undefined : unitOfSize(size));
}

/** EPSG codes of NAVD88 heights in feet; other vertical systems in use here are in metres. */
const VERTICAL_SYSTEMS_IN_FEET: Readonly<Record<number, string>> = { 6360: "us-survey-foot", 8228: "foot" };

/** The unit of heights as the keys state it, or undefined where they state none. */
export function verticalUnitOf(keys: GeoKeys): string | undefined {
  const code = numberOf(keys, GEO_KEY.verticalUnits);
  if (code !== undefined) return unitOfCode(code) ?? `EPSG:${code}`;
  return VERTICAL_SYSTEMS_IN_FEET[numberOf(keys, GEO_KEY.verticalType) ?? 0];
}

/**
 * The EPSG code of the keys, or undefined where they name no system at all.
 * @throws TerraceError `crs-unsupported` | `crs-old-datum` | `raster-crs-unknown`
 */
export function crsFromGeoKeys(name: string, keys: GeoKeys): string | undefined {
  const projected = numberOf(keys, GEO_KEY.projectedType);
  const geographic = numberOf(keys, GEO_KEY.geographicType);
  const model = numberOf(keys, GEO_KEY.modelType);
  const isGeographic = model === MODEL_GEOGRAPHIC || (model === undefined && projected === undefined);
  const code = isGeographic ? geographic : projected;
  if (code !== undefined && code !== 0 && code !== USER_DEFINED) return requireSupported(name, `EPSG:${code}`, keys);
  // GDAL writes model type and raster type even where it knows of no system.
  const saysSomething = code !== undefined || keys.has(GEO_KEY.citation) || keys.has(GEO_KEY.projectedCitation);
  if (!saysSomething) return undefined;
  return userDefined(name, keys, isGeographic);
}

function requireSupported(name: string, code: string, keys: GeoKeys): string {
  const unit = linearUnitOf(keys);
  if (unit !== undefined && unit !== "metre") throw feetError(name, code, unit);
  return describeCrs(code).code;
}

function userDefined(name: string, keys: GeoKeys, isGeographic: boolean): string {
  const citations = [GEO_KEY.citation, GEO_KEY.projectedCitation, GEO_KEY.geographicCitation]
    .map((key) => keys.get(key))
    .filter((value) => typeof value === "string");
  const fromWkt = citations.find((text) => /(PROJCS|GEOGCS)\[/.test(text));
  if (fromWkt !== undefined) return crsFromEsriWkt(fromWkt.slice(fromWkt.search(/(PROJCS|GEOGCS)\[/)));
  const unit = linearUnitOf(keys);
  if (!isGeographic && unit !== undefined && unit !== "metre") throw feetError(name, citations.join(" "), unit);
  const datum = datumOf(keys, citations.join(" "));
  if (datum === "1954 北京坐标系" || datum === "1980 西安坐标系") throw oldDatumError(citations.join(" "), datum);
  if (isGeographic && datum !== undefined) return datum === "cgcs2000" ? "EPSG:4490" : "EPSG:4326";
  const matched = datum === undefined ? undefined : matchProjection(keys, datum);
  if (matched !== undefined) return matched;
  throw rasterFileError(
    "raster-crs-unknown",
    name,
    {
      zh: `坐标系是自定义的（${citations.join("；") || "无名称"}），没有 EPSG 代码，也对不上 CGCS2000 分带或 UTM。若您知道它的代码，请用坐标系选项指明，如 --dem-crs EPSG:4549。`,
      en: `the coordinate system is user-defined (${citations.join("; ") || "unnamed"}), has no EPSG code and matches no CGCS2000 or UTM zone. If you know its code, state it, e.g. --dem-crs EPSG:4549.`,
    },
    { citations },
  );
}

function datumOf(keys: GeoKeys, citation: string): ReturnType<typeof datumOfName> {
  switch (numberOf(keys, GEO_KEY.geographicType)) {
    case 4490:
      return "cgcs2000";
    case 4326:
      return "wgs84";
    case 4610:
      return "1980 西安坐标系";
    case 4214:
      return "1954 北京坐标系";
    default:
      return datumOfName(citation) ?? datumOfEllipsoid(numberOf(keys, GEO_KEY.inverseFlattening));
  }
}

/** CGCS2000 shares its flattening with GRS 1980 only; other datums on it have no Gauss-Krüger zones at these meridians. */
function datumOfEllipsoid(inverseFlattening: number | undefined): "cgcs2000" | undefined {
  return inverseFlattening !== undefined && Math.abs(inverseFlattening - 298.257222101) < 1e-7 ? "cgcs2000" : undefined;
}

function matchProjection(keys: GeoKeys, datum: "cgcs2000" | "wgs84"): string | undefined {
  // EPSG conversions 16001–16060 and 16101–16160 are the UTM zones, north and south.
  const conversion = numberOf(keys, GEO_KEY.projection);
  if (datum === "wgs84" && conversion !== undefined && conversion >= 16001 && conversion <= 16160) {
    return describeCrs(`EPSG:${conversion + 16600}`).code;
  }
  const TRANSVERSE_MERCATOR = 1;
  if (numberOf(keys, GEO_KEY.coordinateTransformation) !== TRANSVERSE_MERCATOR) return undefined;
  if ((numberOf(keys, GEO_KEY.originLatitude) ?? 0) !== 0) return undefined;
  return matchTransverseMercator(datum, {
    centralMeridian: numberOf(keys, GEO_KEY.originLongitude) ?? numberOf(keys, GEO_KEY.centreLongitude) ?? Number.NaN,
    scale: numberOf(keys, GEO_KEY.scaleAtOrigin) ?? 1,
    falseEasting: numberOf(keys, GEO_KEY.falseEasting) ?? 0,
    falseNorthing: numberOf(keys, GEO_KEY.falseNorthing) ?? 0,
  });
}

function feetError(name: string, system: string, unit: string): TerraceError {
  return rasterFileError(
    "raster-unsupported",
    name,
    {
      zh: `坐标单位是英尺（${system}，${unit}）。请先用 gdalwarp -t_srs EPSG:4549 转换到以米为单位的坐标系。`,
      en: `coordinates are in feet (${system}, ${unit}). Convert to a system in metres first: gdalwarp -t_srs EPSG:4549.`,
    },
    { linearUnit: unit },
  );
}

function numberOf(keys: GeoKeys, key: number): number | undefined {
  const value = keys.get(key);
  return typeof value === "number" ? value : undefined;
}
