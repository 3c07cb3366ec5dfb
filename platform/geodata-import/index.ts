export { readVectorFile } from "./read-vector-file.ts";
export { reprojectLayer } from "./reproject-layer.ts";
export type {
  GeometryKind,
  GeometryRepair,
  ImportNote,
  ReadVectorOptions,
  VectorFeature,
  VectorField,
  VectorLayer,
} from "./vector-layer.ts";
