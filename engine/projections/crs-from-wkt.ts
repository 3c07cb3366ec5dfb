import { TerraceError } from "#errors";
import { findCrs, oldDatumError } from "./catalogue.ts";
import type { CoordinateSystem } from "./coordinate-system.ts";
import { matchTransverseMercator } from "./match-parameters.ts";
import { childOf, parameterOf, parseWkt, type WktNode } from "./well-known-text.ts";

type Datum = CoordinateSystem["datum"] | "1954 北京坐标系" | "1980 西安坐标系";

/** The datum that a name means (a datum, a system or a citation), in any of the spellings that programs write. */
export function datumOfName(name: string): Datum | undefined {
  if (/cgcs|china[_ ]?(geodetic|2000)|2000\s*国家大地/i.test(name)) return "cgcs2000";
  if (/xian|西安/i.test(name)) return "1980 西安坐标系";
  if (/beijing|北京/i.test(name)) return "1954 北京坐标系";
  if (/wgs[_ ]*(19)?84/i.test(name)) return "wgs84";
  return undefined;
}

/**
 * The EPSG code of a coordinate system written as WKT 1, as in the .prj beside a Shapefile: by its AUTHORITY where it
 * has one, else by datum, projection and parameters.
 * @throws TerraceError `crs-unknown` | `crs-old-datum`
 */
export function crsFromEsriWkt(wkt: string): string {
  const root = parseWkt(wkt.trim());
  const system = root === undefined ? undefined : horizontalPart(root);
  const name = system?.texts[0] ?? wkt.slice(0, 60);
  if (system === undefined) throw unknownSystem(name);
  const authority = childOf(system, "AUTHORITY");
  const code =
    authority === undefined ? undefined : `${authority.texts[0]}:${authority.texts[1] ?? authority.numbers[0]}`;
  if (code !== undefined && findCrs(code) !== undefined) return code;
  const geographic = system.keyword === "GEOGCS" ? system : childOf(system, "GEOGCS");
  const datum = geographic === undefined ? undefined : datumOfNode(geographic, name);
  if (datum === "1954 北京坐标系" || datum === "1980 西安坐标系") throw oldDatumError(name, datum);
  const matched = datum === undefined ? undefined : matchSystem(system, datum);
  if (matched === undefined) throw unknownSystem(name);
  return matched;
}

function horizontalPart(node: WktNode): WktNode | undefined {
  if (node.keyword === "PROJCS" || node.keyword === "GEOGCS") return node;
  return childOf(node, "PROJCS") ?? childOf(node, "GEOGCS");
}

function datumOfNode(geographic: WktNode, systemName: string): Datum | undefined {
  const datumName = childOf(geographic, "DATUM")?.texts[0] ?? "";
  return datumOfName(datumName) ?? datumOfName(geographic.texts[0] ?? "") ?? datumOfName(systemName);
}

function matchSystem(system: WktNode, datum: CoordinateSystem["datum"]): string | undefined {
  if (system.keyword === "GEOGCS") return datum === "cgcs2000" ? "EPSG:4490" : "EPSG:4326";
  const projection = childOf(system, "PROJECTION")?.texts[0] ?? "";
  const unitSize = childOf(system, "UNIT")?.numbers[0] ?? 1;
  if (unitSize !== 1) return undefined;
  if (/mercator_auxiliary_sphere|popular_visualisation/i.test(projection)) return "EPSG:3857";
  if (!/transverse_?mercator|gauss_?kruger/i.test(projection)) return undefined;
  if ((parameterOf(system, "latitude_of_origin") ?? 0) !== 0) return undefined;
  return matchTransverseMercator(datum, {
    centralMeridian: parameterOf(system, "central_meridian", "longitude_of_center") ?? Number.NaN,
    scale: parameterOf(system, "scale_factor") ?? 1,
    falseEasting: parameterOf(system, "false_easting") ?? 0,
    falseNorthing: parameterOf(system, "false_northing") ?? 0,
  });
}

function unknownSystem(name: string): TerraceError {
  return new TerraceError({
    code: "crs-unknown",
    userMessage: `认不出坐标系“${name}”。请指明 EPSG 代码，如 EPSG:4549，或先转换到 CGCS2000。`,
    message: `Coordinate system "${name}" is not recognised. State its EPSG code, e.g. EPSG:4549, or convert the data to CGCS2000 first.`,
    details: { crs: name },
  });
}
