export { describeCrs, findCrs, isSupportedCrs, oldDatumError } from "./catalogue.ts";
export { type CellAreas, geodesicCellAreas } from "./cell-areas.ts";
export type { CoordinateSystem, TransverseMercatorParameters } from "./coordinate-system.ts";
export { crsFromEsriWkt, datumOfName } from "./crs-from-wkt.ts";
export { CGCS2000_ELLIPSOID } from "./ellipsoid.ts";
export { geodesicPolygonArea } from "./geodesic-area.ts";
export { matchTransverseMercator } from "./match-parameters.ts";
export { explainImplausibleExtent, type Implausibility } from "./plausibility.ts";
export { type Point, type Transform, transformer } from "./transformer.ts";
