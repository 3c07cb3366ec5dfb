export { decodeGeometryBlob, encodeGeometryBlob, extentOfGeometry } from "./geometry-blob.ts";
export { wellKnownText } from "./spatial-reference.ts";
export { decodeWkb, encodeWkb, UnreadableGeometry } from "./well-known-binary.ts";
export { type GeoJsonFeature, writeGeoJson } from "./write-geojson.ts";
export {
  type GeoPackageColumn,
  type GeoPackageFeature,
  type GeoPackageLayer,
  type GeoPackageOptions,
  writeGeoPackage,
} from "./write-geopackage.ts";
