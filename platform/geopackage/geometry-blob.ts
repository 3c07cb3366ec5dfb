import type { Geometry, Position } from "geojson";
import type { Extent } from "#engine/rasters";
import { decodeWkb, encodeWkb, UnreadableGeometry } from "./well-known-binary.ts";

/** Length of the header in front of the WKB: magic "GP", version, flags, SRS id, envelope (OGC 12-128r18, 2.1.3). */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64] as const;
const FIXED_HEADER_BYTES = 8;
const LITTLE_ENDIAN = 0x01;
const WITH_XY_ENVELOPE = 0x02;
const IS_EMPTY = 0x10;

/** The bounds of all positions, or undefined where there is none. */
export function extentOfGeometry(geometry: Geometry): Extent | undefined {
  const extent = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  const grow = (coordinates: readonly unknown[]): void => {
    if (typeof coordinates[0] === "number") {
      const [x, y] = coordinates as Position as [number, number];
      if (x < extent.minX) extent.minX = x;
      if (x > extent.maxX) extent.maxX = x;
      if (y < extent.minY) extent.minY = y;
      if (y > extent.maxY) extent.maxY = y;
    } else for (const part of coordinates) grow(part as readonly unknown[]);
  };
  const parts = geometry.type === "GeometryCollection" ? geometry.geometries : [geometry];
  for (const part of parts) {
    if (part.type === "GeometryCollection") {
      const inner = extentOfGeometry(part);
      if (inner !== undefined) {
        grow([inner.minX, inner.minY]);
        grow([inner.maxX, inner.maxY]);
      }
    } else grow(part.coordinates);
  }
  return extent.minX <= extent.maxX ? extent : undefined;
}

export function encodeGeometryBlob(geometry: Geometry, srsId: number, extent: Extent | undefined): Uint8Array {
  const wkb = encodeWkb(geometry);
  const headerBytes = FIXED_HEADER_BYTES + (extent === undefined ? 0 : ENVELOPE_BYTES[1]);
  const blob = new Uint8Array(headerBytes + wkb.length);
  const view = new DataView(blob.buffer);
  blob.set([0x47, 0x50, 0, LITTLE_ENDIAN | (extent === undefined ? IS_EMPTY : WITH_XY_ENVELOPE)]);
  view.setInt32(4, srsId, true);
  if (extent !== undefined) {
    const envelope = [extent.minX, extent.maxX, extent.minY, extent.maxY];
    for (const [i, value] of envelope.entries()) view.setFloat64(FIXED_HEADER_BYTES + 8 * i, value, true);
  }
  blob.set(wkb, headerBytes);
  return blob;
}

/** @throws UnreadableGeometry */
export function decodeGeometryBlob(blob: Uint8Array): Geometry {
  const flags = blob[3] ?? 0;
  const envelopeBytes = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (blob[0] !== 0x47 || blob[1] !== 0x50 || envelopeBytes === undefined) {
    throw new UnreadableGeometry("not a GeoPackage geometry");
  }
  return decodeWkb(blob.subarray(FIXED_HEADER_BYTES + envelopeBytes));
}
