export {
  type ShapefileColumn,
  type ShapefileEncoding,
  type ShapefileFeature,
  type ShapefileOptions,
  writeShapefile,
} from "./write-shapefile.ts";
