import { describe, expect, it } from "vitest";
import { crsFromEsriWkt } from "./index.ts";

const CGCS2000 =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

function transverseMercator(geographic: string, easting: number, meridian: number, scale: number, unit = 1): string {
  return `PROJCS["system",${geographic},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",${unit}]]`;
}

describe("coordinate systems written as WKT", () => {
  it.each([
    ["CGCS2000 in degrees", CGCS2000, "EPSG:4490"],
    ["WGS 84 in degrees", WGS84, "EPSG:4326"],
    ["3° zone without number", transverseMercator(CGCS2000, 500000, 120, 1), "EPSG:4549"],
    ["3° zone with number", transverseMercator(CGCS2000, 40500000, 120, 1), "EPSG:4528"],
    ["6° zone with number", transverseMercator(CGCS2000, 20500000, 117, 1), "EPSG:4498"],
    ["UTM by parameters", transverseMercator(WGS84, 500000, 123, 0.9996), "EPSG:32651"],
    [
      "Gauss_Kruger as ESRI calls it",
      transverseMercator(CGCS2000, 500000, 123, 1).replace("Transverse_Mercator", "Gauss_Kruger"),
      "EPSG:4550",
    ],
    [
      "an authority goes first",
      `PROJCS["x",${CGCS2000},PROJECTION["y"],UNIT["metre",1],AUTHORITY["EPSG","4549"]]`,
      "EPSG:4549",
    ],
    [
      "web Mercator",
      `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${WGS84},PROJECTION["Mercator_Auxiliary_Sphere"],UNIT["Meter",1.0]]`,
      "EPSG:3857",
    ],
  ])("%s", (_title, wkt, code) => {
    expect(crsFromEsriWkt(wkt)).toBe(code);
  });

  it("asks for the code of a zone that EPSG has none for", () => {
    expect(() => crsFromEsriWkt(transverseMercator(CGCS2000, 500000, 121.5, 1))).toThrow(
      expect.objectContaining({ code: "crs-unknown" }),
    );
  });

  it("does not take feet for metres", () => {
    expect(() => crsFromEsriWkt(transverseMercator(CGCS2000, 500000, 120, 1, 0.3048))).toThrow(
      expect.objectContaining({ code: "crs-unknown" }),
    );
  });

  it("names the old datums", () => {
    const xian = WGS84.replaceAll("WGS_1984", "Xian_1980");
    expect(() => crsFromEsriWkt(transverseMercator(xian, 500000, 120, 1))).toThrow(
      expect.objectContaining({ code: "crs-old-datum" }),
    );
  });

  it.each(["", "hello", "{}", 'PROJCS["x"'])("refuses what is not WKT: %j", (text) => {
    expect(() => crsFromEsriWkt(text)).toThrow(expect.objectContaining({ code: "crs-unknown" }));
  });
});
