import { describeCrs, transformer } from "#engine/projections";
import { crsUnknown } from "./ogc-errors.ts";

/** A coordinate reference system as the standard names it: by an address, which also fixes the order of the axes. */
export interface ReferenceSystem {
  readonly uri: string;
  /** `EPSG:4549`. */
  readonly code: string;
  /** Latitude or northing comes first, as the EPSG registry has it. */
  readonly isNorthFirst: boolean;
  readonly isGeographic: boolean;
  /** About a centimetre in degrees, a millimetre in metres. */
  readonly decimals: number;
  readonly titleZh: string;
}

function epsg(code: number, isNorthFirst: boolean): ReferenceSystem {
  const { kind, nameZh } = describeCrs(`EPSG:${code}`);
  return {
    uri: `http://www.opengis.net/def/crs/EPSG/0/${code}`,
    code: `EPSG:${code}`,
    isNorthFirst,
    isGeographic: kind === "geographic",
    decimals: kind === "geographic" ? 7 : 3,
    titleZh: `${nameZh}，${isNorthFirst ? (kind === "geographic" ? "纬度在前" : "北坐标在前") : "东坐标在前"}`,
  };
}

/** What a client gets that names none: longitude first, as GeoJSON has it. */
export const CRS84: ReferenceSystem = {
  ...epsg(4326, false),
  uri: "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
  titleZh: "WGS 84（经纬度），经度在前",
};
/** What geometry is kept in. */
export const STORED = "EPSG:4490";
const STORAGE: ReferenceSystem = epsg(4490, true);
export const STORAGE_URI: string = STORAGE.uri;

/** Of the Gauss-Krüger systems those whose 3° belts lie in Shandong and beside it. */
export const REFERENCE_SYSTEMS: readonly ReferenceSystem[] = [
  CRS84,
  epsg(4326, true),
  STORAGE,
  epsg(3857, false),
  epsg(4547, true),
  epsg(4548, true),
  epsg(4549, true),
  epsg(4550, true),
];

/**
 * The system that a parameter names; longitude and latitude where it is not given.
 * @throws TerraceError `crs-unknown`
 */
export function referenceSystemOf(parameter: string, uri: string | undefined): ReferenceSystem {
  if (uri === undefined) return CRS84;
  const found = REFERENCE_SYSTEMS.find((system) => system.uri === uri);
  if (found !== undefined) return found;
  throw crsUnknown(
    parameter,
    uri,
    REFERENCE_SYSTEMS.map((system) => system.uri),
  );
}

/** A stored position as the system writes it. Not finite where it cannot be projected. */
export function positionWriter(system: ReferenceSystem): (longitude: number, latitude: number) => [number, number] {
  const transform = transformer(STORED, system.code);
  const scale = 10 ** system.decimals;
  const rounded = (value: number) => Math.round(value * scale) / scale;
  return (longitude, latitude) => {
    const { x, y } = transform(longitude, latitude);
    return system.isNorthFirst ? [rounded(y), rounded(x)] : [rounded(x), rounded(y)];
  };
}
