import type { Geometry, Position } from "geojson";
import type { FieldValue, ListedRecord, RecordSet } from "#platform/record-sets";
import { featureNotProjectable } from "./ogc-errors.ts";
import { positionWriter, type ReferenceSystem } from "./reference-systems.ts";

export interface Feature {
  readonly id: string;
  readonly properties: Readonly<Record<string, FieldValue>>;
  /** The feature of GeoJSON without its closing brace, so that a single one may be given links. */
  readonly json: string;
}

/**
 * A record as a feature of GeoJSON (RFC 7946) with coordinates in the order of the system's axes, by the prior arrangement that OGC
 * 18-058r1 makes (/req/crs/geojson).
 * @throws TerraceError `feature-not-projectable`
 */
export function featureOf(
  set: RecordSet,
  record: ListedRecord & { readonly row: Readonly<Record<string, unknown>> },
  system: ReferenceSystem,
): Feature {
  const properties: Record<string, FieldValue> = {};
  for (const { name, kind } of set.fields) {
    properties[name] = record.values[name] ?? null;
    if (kind === "organisation") properties[`${name}Name`] = record.labels[name] ?? null;
  }
  properties.version = record.version;
  properties.updatedAt = record.updatedAt;
  const stored = record.row.geometry as Geometry | null;
  const geometry = stored === null ? null : writtenIn(stored, system, record.id);
  const parts = { type: "Feature", id: record.id, geometry, properties };
  return { id: record.id, properties, json: JSON.stringify(parts).slice(0, -1) };
}

function writtenIn(geometry: Geometry, system: ReferenceSystem, id: string): Geometry {
  const write = positionWriter(system);
  const position = ([longitude, latitude]: Position): Position => {
    const written = write(longitude!, latitude!);
    if (!written.every(Number.isFinite)) throw featureNotProjectable(id, system.uri);
    return written;
  };
  switch (geometry.type) {
    case "Point":
      return { type: "Point", coordinates: position(geometry.coordinates) };
    case "MultiPoint":
    case "LineString":
      return { type: geometry.type, coordinates: geometry.coordinates.map(position) };
    case "MultiLineString":
    case "Polygon":
      return { type: geometry.type, coordinates: geometry.coordinates.map((line) => line.map(position)) };
    case "MultiPolygon":
      return {
        type: "MultiPolygon",
        coordinates: geometry.coordinates.map((polygon) => polygon.map((line) => line.map(position))),
      };
    case "GeometryCollection":
      return { type: "GeometryCollection", geometries: geometry.geometries.map((part) => writtenIn(part, system, id)) };
  }
}
