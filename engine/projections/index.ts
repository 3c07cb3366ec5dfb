export { describeCrs, findCrs, isSupportedCrs, oldDatumError } from "./catalogue.ts";
export type { CoordinateSystem, TransverseMercatorParameters } from "./coordinate-system.ts";
export { crsFromEsriWkt, datumOfName } from "./crs-from-wkt.ts";
export { matchTransverseMercator } from "./match-parameters.ts";
export { explainImplausibleExtent, type Implausibility } from "./plausibility.ts";
export { type Point, type Transform, transformer } from "./transformer.ts";
