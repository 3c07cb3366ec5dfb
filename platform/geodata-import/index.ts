export { GCJ02, looksLikeGcj02 } from "./gcj02.ts";
export { type CheckedGeometry, checkGeometry, type GeometryDefect } from "./geometry/check-feature.ts";
export { ellipsoidalArea } from "./geometry/ellipsoidal-area.ts";
export { findOverlaps, type Overlap } from "./geometry/overlaps.ts";
export { type IdentifiedFile, identifyFile, type TableFormat, type VectorFormat } from "./identify-file.ts";
export { listLayers, readRawLayer } from "./read-raw-layer.ts";
export { readVectorFile } from "./read-vector-file.ts";
export { type GeographicExtent, proposeReferenceSystems, type ReferenceCandidate } from "./reference-candidates.ts";
export { type AxisOrder, placeAsDecided } from "./reference-system.ts";
export { reprojectFeatures, reprojectLayer } from "./reproject-layer.ts";
export { chooseEncoding, encodingOptions, forcedEncoding } from "./text-encoding.ts";
export type {
  EncodingOption,
  GeometryKind,
  GeometryRepair,
  ImportNote,
  LayerName,
  RawLayer,
  ReadVectorOptions,
  TextReadings,
  VectorFeature,
  VectorField,
  VectorLayer,
} from "./vector-layer.ts";
export { openZip } from "./zip-archive.ts";
