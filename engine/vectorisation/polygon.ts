/** A position in units of the CRS: [x, y], which is [longitude, latitude] in a geographic one. */
export type Position = readonly number[];

/** The first position is repeated as the last. */
export type Ring = readonly Position[];

/** Geometries as GeoJSON writes them (RFC 7946, 3.1), in any CRS. */
export interface Polygon {
  readonly type: "Polygon";
  /** Outer ring, then holes. */
  readonly coordinates: readonly Ring[];
}

export interface MultiPolygon {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly (readonly Ring[])[];
}

export interface LineString {
  readonly type: "LineString";
  readonly coordinates: readonly Position[];
}

export interface MultiLineString {
  readonly type: "MultiLineString";
  readonly coordinates: readonly (readonly Position[])[];
}
