import gcoord from "gcoord";
import type { Position } from "geojson";
import type { RawLayer } from "./vector-layer.ts";

/** gcoord's types describe its ES module, but Node loads its CommonJS build, whose default export is what it exports. */
const { transform, GCJ02: GCJ02_OF_GCOORD, WGS84 } = gcoord as unknown as typeof gcoord.default;

/** @zh 火星坐标系 GCJ-02: positions of AMap (高德) and DataV, shifted by up to 700 m on purpose. */
export const GCJ02 = "GCJ-02";

/** Properties that DataV's GeoAtlas writes beside `adcode`; the code alone occurs in surveyed data too. */
const GEOATLAS_MARKS = ["acroutes", "centroid", "childrenNum", "subFeatureIndex", "center"];

/** Whether the layer has the division codes of AMap, which may or may not come with its positions. */
export function hasDivisionCode(layer: RawLayer): boolean {
  return layer.fields.some(({ name }) => name === "adcode");
}

/** Whether the layer comes from DataV's GeoAtlas or AMap's district service, whose positions are GCJ-02 without a label. */
export function looksLikeGcj02(layer: RawLayer): boolean {
  return hasDivisionCode(layer) && layer.fields.some(({ name }) => GEOATLAS_MARKS.includes(name));
}

/** WGS 84 position of a GCJ-02 one. The inverse is computed by iteration, to about a centimetre. */
export function gcj02ToWgs84([longitude, latitude]: Position): Position {
  return transform([longitude!, latitude!], GCJ02_OF_GCOORD, WGS84);
}
