import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import type { Geometry } from "geojson";
import { outputError } from "./output-error.ts";

export interface GeoJsonFeature {
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** 1e-7° is about a centimetre. */
const COORDINATE_DECIMALS = 7;

/**
 * Writes features as RFC 7946: longitude and latitude, no `crs` member, one feature a line. The file is written beside its
 * place and then renamed.
 *
 * @param features in longitude, latitude; outer rings counter-clockwise (RFC 7946, 3.1.6)
 * @returns the number of features
 * @throws TerraceError `disk-full`, `file-not-written`
 */
export function writeGeoJson(path: string, features: Iterable<GeoJsonFeature>): number {
  const partial = `${path}.partial-${process.pid}`;
  let count = 0;
  try {
    const file = openSync(partial, "w");
    try {
      writeSync(file, '{"type":"FeatureCollection","features":[');
      for (const { geometry, properties } of features) {
        const feature = { type: "Feature", properties, geometry: geometry === null ? null : rounded(geometry) };
        writeSync(file, `${count === 0 ? "" : ","}\n${JSON.stringify(feature)}`);
        count++;
      }
      writeSync(file, "\n]}\n");
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    throw outputError(path, error);
  } finally {
    rmSync(partial, { force: true });
  }
  return count;
}

function rounded(geometry: Geometry): Geometry {
  if (geometry.type === "GeometryCollection") return { ...geometry, geometries: geometry.geometries.map(rounded) };
  return { ...geometry, coordinates: roundDeep(geometry.coordinates) } as Geometry;
}

function roundDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(roundDeep);
  return Number((value as number).toFixed(COORDINATE_DECIMALS));
}
