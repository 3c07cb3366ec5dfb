import { describeCrs } from "#engine/projections";

export interface SpatialReferenceRow {
  readonly name: string;
  readonly srsId: number;
  readonly organization: string;
  readonly organizationId: number;
  readonly definition: string;
}

/** The rows that every GeoPackage holds (OGC 12-128r18, requirement 11), besides EPSG:4326. */
export const UNDEFINED_REFERENCES: readonly SpatialReferenceRow[] = [
  { name: "Undefined Cartesian SRS", srsId: -1, organization: "NONE", organizationId: -1, definition: "undefined" },
  { name: "Undefined geographic SRS", srsId: 0, organization: "NONE", organizationId: 0, definition: "undefined" },
];

/** @throws TerraceError `crs-unsupported` | `crs-old-datum` */
export function spatialReferenceRow(crs: string): SpatialReferenceRow {
  const { code, nameEn } = describeCrs(crs);
  const number = Number(code.slice("EPSG:".length));
  return { name: nameEn, srsId: number, organization: "EPSG", organizationId: number, definition: wellKnownText(crs) };
}

/** WKT 1 (OGC 01-009) from the parameters of the system, for readers that do not go by the EPSG code. */
export function wellKnownText(crs: string): string {
  const system = describeCrs(crs);
  const number = system.code.slice("EPSG:".length);
  const authority = (code: string | number) => `AUTHORITY["EPSG","${code}"]`;
  const datum =
    system.datum === "cgcs2000"
      ? `DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,${authority(1024)}],${authority(1043)}]`
      : `DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,${authority(7030)}],${authority(6326)}]`;
  const geographic =
    system.datum === "cgcs2000"
      ? { name: "China Geodetic Coordinate System 2000", code: 4490 }
      : { name: "WGS 84", code: 4326 };
  const base =
    `GEOGCS["${geographic.name}",${datum},PRIMEM["Greenwich",0,${authority(8901)}],` +
    `UNIT["degree",0.0174532925199433,${authority(9122)}],${authority(geographic.code)}]`;
  if (system.kind === "geographic") return base;
  const metre = `UNIT["metre",1,${authority(9001)}]`;
  const parameters = system.transverseMercator;
  const projection =
    parameters === undefined
      ? `PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],` +
        `PARAMETER["false_easting",0],PARAMETER["false_northing",0],${metre},` +
        `AXIS["Easting",EAST],AXIS["Northing",NORTH],EXTENSION["PROJ4","${system.proj4}"]`
      : `PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],` +
        `PARAMETER["central_meridian",${parameters.centralMeridian}],PARAMETER["scale_factor",${parameters.scale}],` +
        `PARAMETER["false_easting",${parameters.falseEasting}],PARAMETER["false_northing",${parameters.falseNorthing}],` +
        metre;
  return `PROJCS["${system.nameEn}",${base},${projection},${authority(number)}]`;
}
