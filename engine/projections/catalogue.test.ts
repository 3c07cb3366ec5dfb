import { describe, expect, it } from "vitest";
import { describeCrs, explainImplausibleExtent, findCrs, isSupportedCrs } from "./index.ts";

describe("the catalogue of coordinate systems", () => {
  it.each([
    ["EPSG:4549", "CGCS2000 / 3-degree Gauss-Kruger CM 120E", "metre"],
    ["EPSG:4528", "CGCS2000 / 3-degree Gauss-Kruger zone 40", "metre"],
    ["EPSG:4550", "CGCS2000 / 3-degree Gauss-Kruger CM 123E", "metre"],
    ["EPSG:4547", "CGCS2000 / 3-degree Gauss-Kruger CM 114E", "metre"],
    ["EPSG:4498", "CGCS2000 / Gauss-Kruger zone 20", "metre"],
    ["EPSG:32651", "WGS 84 / UTM zone 51N", "metre"],
    ["EPSG:32722", "WGS 84 / UTM zone 22S", "metre"],
    ["EPSG:4490", "China Geodetic Coordinate System 2000", "degree"],
  ])("names %s as the EPSG registry does", (code, name, unit) => {
    expect(describeCrs(code)).toMatchObject({ code, nameEn: name, unit });
  });

  it("reads the spellings that GML and GeoJSON use", () => {
    expect(findCrs("urn:ogc:def:crs:EPSG::4549")?.code).toBe("EPSG:4549");
    expect(findCrs("epsg:4326")?.code).toBe("EPSG:4326");
    expect(isSupportedCrs("EPSG:2154")).toBe(false);
    expect(isSupportedCrs("EPSG:32661")).toBe(false);
    expect(isSupportedCrs("nonsense")).toBe(false);
  });

  it("says which systems it does support when it does not support one", () => {
    expect(() => describeCrs("EPSG:2154")).toThrow(expect.objectContaining({ code: "crs-unsupported" }));
    expect(() => describeCrs("EPSG:2154")).toThrow(/4549/);
  });

  it.each([
    ["EPSG:2364", "Xian 1980"],
    ["EPSG:4610", "Xian 1980"],
    ["EPSG:2436", "Beijing 1954"],
    ["EPSG:4214", "Beijing 1954"],
  ])("sends %s, on the old datum, to a surveying office", (code, datum) => {
    expect(() => describeCrs(code)).toThrow(expect.objectContaining({ code: "crs-old-datum" }));
    expect(() => describeCrs(code)).toThrow(datum);
  });
});

describe("coordinates that cannot be meant in their system", () => {
  it("finds degrees labelled as UTM, as in the Jiaodong rain gauges", () => {
    const why = explainImplausibleExtent("EPSG:32637", { minX: 121.2, minY: 36.9, maxX: 122.6, maxY: 37.4 });
    expect(why).toMatchObject({ suggestion: "EPSG:4490" });
    expect(why?.zh).toContain("EPSG:32637");
  });

  it("finds eastings with a zone number in a system without one, and names the right system", () => {
    const why = explainImplausibleExtent("EPSG:4549", { minX: 40_500_000, minY: 4.1e6, maxX: 40_540_000, maxY: 4.2e6 });
    expect(why?.suggestion).toBe("EPSG:4528");
  });

  it("finds metres labelled as degrees", () => {
    const why = explainImplausibleExtent("EPSG:4326", { minX: 500_000, minY: 4.1e6, maxX: 540_000, maxY: 4.2e6 });
    expect(why).toBeDefined();
  });

  it.each([
    ["EPSG:4549", { minX: 500_000, minY: 4.1e6, maxX: 540_000, maxY: 4.2e6 }],
    ["EPSG:32622", { minX: 619_395, minY: -419_505, maxX: 628_005, maxY: -410_205 }],
    ["EPSG:4326", { minX: 119.5, minY: 36, maxX: 122, maxY: 38.4 }],
    ["EPSG:3857", { minX: 1.33e7, minY: 4.3e6, maxX: 1.36e7, maxY: 4.6e6 }],
    ["EPSG:32651", { minX: 0, minY: 0, maxX: 300, maxY: 300 }],
  ])("has nothing against %s in its place", (code, extent) => {
    expect(explainImplausibleExtent(code, extent)).toBeUndefined();
  });
});
