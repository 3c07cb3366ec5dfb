import type { Geometry, Position } from "geojson";

/** Geometry types of ISO WKB (OGC 06-103r4, 8.2.3); 1000 is added for Z, 2000 for M, 3000 for both. */
const CODES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;

/** The geometry as little-endian two-dimensional WKB; further coordinates are left out. */
export function encodeWkb(geometry: Geometry): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(sizeOf(geometry)));
  write(bytes, 0, geometry);
  return new Uint8Array(bytes.buffer);
}

const HEADER_BYTES = 5;
const COUNT_BYTES = 4;
const POSITION_BYTES = 16;

function sizeOf(geometry: Geometry): number {
  const positions = (list: readonly Position[]) => COUNT_BYTES + list.length * POSITION_BYTES;
  const total = <T>(list: readonly T[], size: (item: T) => number) =>
    list.reduce((sum, item) => sum + size(item), COUNT_BYTES);
  switch (geometry.type) {
    case "Point":
      return HEADER_BYTES + POSITION_BYTES;
    case "LineString":
      return HEADER_BYTES + positions(geometry.coordinates);
    case "Polygon":
      return HEADER_BYTES + total(geometry.coordinates, positions);
    case "MultiPoint":
      return HEADER_BYTES + total(geometry.coordinates, () => HEADER_BYTES + POSITION_BYTES);
    case "MultiLineString":
      return HEADER_BYTES + total(geometry.coordinates, (line) => HEADER_BYTES + positions(line));
    case "MultiPolygon":
      return HEADER_BYTES + total(geometry.coordinates, (rings) => HEADER_BYTES + total(rings, positions));
    case "GeometryCollection":
      return HEADER_BYTES + total(geometry.geometries, sizeOf);
  }
}

function write(bytes: DataView, start: number, geometry: Geometry): number {
  let at = start;
  const writeCount = (count: number) => {
    bytes.setUint32(at, count, true);
    at += COUNT_BYTES;
  };
  const writePosition = (position: Position) => {
    // An empty point is written as NaN NaN (OGC 12-128r18, 2.1.3).
    bytes.setFloat64(at, position[0] ?? Number.NaN, true);
    bytes.setFloat64(at + 8, position[1] ?? Number.NaN, true);
    at += POSITION_BYTES;
  };
  const writePositions = (positions: readonly Position[]) => {
    writeCount(positions.length);
    for (const position of positions) writePosition(position);
  };
  const writeParts = (parts: readonly Geometry[]) => {
    writeCount(parts.length);
    for (const part of parts) at = write(bytes, at, part);
  };
  bytes.setUint8(at, 1);
  bytes.setUint32(at + 1, CODES[geometry.type], true);
  at += HEADER_BYTES;
  switch (geometry.type) {
    case "Point":
      writePosition(geometry.coordinates);
      break;
    case "LineString":
      writePositions(geometry.coordinates);
      break;
    case "Polygon":
      writeCount(geometry.coordinates.length);
      for (const ring of geometry.coordinates) writePositions(ring);
      break;
    case "MultiPoint":
      writeParts(geometry.coordinates.map((coordinates) => ({ type: "Point", coordinates })));
      break;
    case "MultiLineString":
      writeParts(geometry.coordinates.map((coordinates) => ({ type: "LineString", coordinates })));
      break;
    case "MultiPolygon":
      writeParts(geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates })));
      break;
    case "GeometryCollection":
      writeParts(geometry.geometries);
      break;
  }
  return at;
}

/** What a decoder cannot read: the caller knows file and feature, and says so. */
export class UnreadableGeometry extends Error {
  override readonly name = "UnreadableGeometry";
}

/**
 * The geometry that ISO WKB or EWKB bytes hold, in two dimensions.
 * @throws UnreadableGeometry for curves, other types and bytes that end too early
 */
export function decodeWkb(bytes: Uint8Array): Geometry {
  return new WkbReader(bytes).readGeometry();
}

class WkbReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  readGeometry(): Geometry {
    this.#need(HEADER_BYTES);
    const littleEndian = this.#view.getUint8(this.#at) === 1;
    const code = this.#view.getUint32(this.#at + 1, littleEndian);
    this.#at += HEADER_BYTES;
    // EWKB marks Z, M and SRID with the three highest bits instead of thousands.
    const isExtended = code >= 0x2000_0000;
    if ((code & 0x2000_0000) !== 0) this.#skip(4);
    const type = isExtended ? code & 0xff : code % 1000;
    const thousands = isExtended ? 0 : Math.floor(code / 1000);
    const dimensions =
      2 +
      (thousands === 1 || thousands === 2 ? 1 : 0) +
      (thousands === 3 ? 2 : 0) +
      (code >>> 31) +
      ((code >>> 30) & 1);
    const position = (): Position => {
      this.#need(dimensions * 8);
      const x = this.#view.getFloat64(this.#at, littleEndian);
      const y = this.#view.getFloat64(this.#at + 8, littleEndian);
      this.#at += dimensions * 8;
      return [x, y];
    };
    const list = <T>(read: () => T, bytesEach: number): T[] => {
      this.#need(COUNT_BYTES);
      const count = this.#view.getUint32(this.#at, littleEndian);
      this.#at += COUNT_BYTES;
      this.#need(count * bytesEach);
      return Array.from({ length: count }, read);
    };
    const positions = () => list(position, dimensions * 8);
    const rings = () => list(positions, COUNT_BYTES);
    const parts = () => list(() => this.readGeometry(), HEADER_BYTES);
    const coordinatesOfParts = <P>() => parts().map((part) => (part as { coordinates: unknown }).coordinates as P);
    switch (type) {
      case CODES.Point:
        return { type: "Point", coordinates: position() };
      case CODES.LineString:
        return { type: "LineString", coordinates: positions() };
      case CODES.Polygon:
        return { type: "Polygon", coordinates: rings() };
      case CODES.MultiPoint:
        return { type: "MultiPoint", coordinates: coordinatesOfParts<Position>() };
      case CODES.MultiLineString:
        return { type: "MultiLineString", coordinates: coordinatesOfParts<Position[]>() };
      case CODES.MultiPolygon:
        return { type: "MultiPolygon", coordinates: coordinatesOfParts<Position[][]>() };
      case CODES.GeometryCollection:
        return { type: "GeometryCollection", geometries: parts() };
      default:
        throw new UnreadableGeometry(`WKB geometry type ${code}`);
    }
  }

  #need(bytes: number): void {
    if (this.#at + bytes > this.#view.byteLength) throw new UnreadableGeometry("WKB ends too early");
  }

  #skip(bytes: number): void {
    this.#need(bytes);
    this.#at += bytes;
  }
}
