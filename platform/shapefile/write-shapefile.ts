import { closeSync, openSync, writeSync } from "node:fs";
import type { Geometry, Position } from "geojson";
import iconv from "iconv-lite";
import { wellKnownText } from "#platform/geopackage";

export interface ShapefileColumn {
  /** Cut to ten bytes of the encoding, and made different where two become equal. */
  readonly title: string;
  readonly type: "text" | "integer" | "real" | "boolean" | "date";
  readonly decimals?: number;
}

export interface ShapefileFeature {
  readonly geometry: Geometry | null;
  readonly values: readonly (string | number | boolean | null)[];
}

export type ShapefileEncoding = "GBK" | "UTF-8";

export interface ShapefileOptions {
  /** The path without its ending; `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg` are written. */
  readonly base: string;
  readonly kind: "point" | "line" | "polygon";
  readonly columns: readonly ShapefileColumn[];
  readonly encoding: ShapefileEncoding;
  /** Read once, one at a time. */
  readonly features: Iterable<ShapefileFeature>;
}

const SHAPE_TYPES = { point: 1, line: 3, polygon: 5 } as const;
const HEADER_BYTES = 100;
/** dBASE III+ holds no longer text. */
const TEXT_BYTES = 254;
/** Code page marks (LDID): 0x4D is 936, 0x00 leaves it to the .cpg file. */
const CODE_PAGE_MARKS: Readonly<Record<ShapefileEncoding, number>> = { GBK: 0x4d, "UTF-8": 0x00 };

/**
 * Writes an Esri Shapefile (white paper of 1998) in EPSG:4490.
 * @returns the number of features
 */
export function writeShapefile({ base, kind, columns, encoding, features }: ShapefileOptions): number {
  const layouts = fieldLayouts(columns, encoding);
  const shapes = new OutputFile(`${base}.shp`);
  const index = new OutputFile(`${base}.shx`);
  const table = new OutputFile(`${base}.dbf`);
  try {
    const recordBytes = 1 + layouts.reduce((sum, { length }) => sum + length, 0);
    shapes.append(Buffer.alloc(HEADER_BYTES));
    index.append(Buffer.alloc(HEADER_BYTES));
    table.append(tableHeader(layouts, 0, recordBytes, encoding));
    const extent = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
    let count = 0;
    for (const { geometry, values } of features) {
      const content = shapeContent(kind, geometry, extent);
      const entry = Buffer.alloc(8);
      entry.writeInt32BE(shapes.length / 2, 0);
      entry.writeInt32BE(content.length / 2, 4);
      index.append(entry);
      const heading = Buffer.alloc(8);
      heading.writeInt32BE(++count, 0);
      heading.writeInt32BE(content.length / 2, 4);
      shapes.append(heading);
      shapes.append(content);
      table.append(tableRecord(layouts, values, recordBytes, encoding));
    }
    table.append(Buffer.from([0x1a]));
    shapes.rewrite(fileHeader(shapes.length, SHAPE_TYPES[kind], extent));
    index.rewrite(fileHeader(index.length, SHAPE_TYPES[kind], extent));
    table.rewrite(tableHeader(layouts, count, recordBytes, encoding));
    new OutputFile(`${base}.prj`).finish(Buffer.from(wellKnownText("EPSG:4490"), "latin1"));
    new OutputFile(`${base}.cpg`).finish(Buffer.from(encoding, "latin1"));
    return count;
  } finally {
    for (const file of [shapes, index, table]) file.close();
  }
}

/** Gathers small pieces, for a call of the system a record would take most of the time. */
class OutputFile {
  readonly #descriptor: number;
  #pieces: Buffer[] = [];
  #waiting = 0;
  length = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, "w");
  }

  append(bytes: Buffer): void {
    this.#pieces.push(bytes);
    this.#waiting += bytes.length;
    this.length += bytes.length;
    if (this.#waiting > 1 << 20) this.#flush();
  }

  rewrite(start: Buffer): void {
    this.#flush();
    writeSync(this.#descriptor, start, 0, start.length, 0);
  }

  finish(bytes: Buffer): void {
    this.append(bytes);
    this.close();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    if (this.#waiting > 0) writeSync(this.#descriptor, Buffer.concat(this.#pieces));
    this.#pieces = [];
    this.#waiting = 0;
  }
}

function fileHeader(length: number, shapeType: number, extent: readonly number[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE(length / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(shapeType, 32);
  extent.forEach((value, at) => {
    header.writeDoubleLE(Number.isFinite(value) ? value : 0, 36 + 8 * at);
  });
  return header;
}

function shapeContent(kind: ShapefileOptions["kind"], geometry: Geometry | null, extent: number[]): Buffer {
  const parts = geometry === null ? [] : partsOf(geometry);
  const [first] = parts[0] ?? [];
  if (first === undefined) return Buffer.from([0, 0, 0, 0]);
  for (const position of parts.flat()) grow(extent, position);
  if (kind === "point") {
    const content = Buffer.alloc(20);
    content.writeInt32LE(SHAPE_TYPES.point, 0);
    content.writeDoubleLE(first[0] ?? 0, 4);
    content.writeDoubleLE(first[1] ?? 0, 12);
    return content;
  }
  return partsContent(SHAPE_TYPES[kind], parts);
}

function partsContent(shapeType: number, parts: readonly (readonly Position[])[]): Buffer {
  const pointCount = parts.reduce((sum, part) => sum + part.length, 0);
  const content = Buffer.alloc(44 + 4 * parts.length + 16 * pointCount);
  const own = [Infinity, Infinity, -Infinity, -Infinity];
  content.writeInt32LE(shapeType, 0);
  content.writeInt32LE(parts.length, 36);
  content.writeInt32LE(pointCount, 40);
  let point = 0;
  parts.forEach((part, at) => {
    content.writeInt32LE(point, 44 + 4 * at);
    for (const position of part) {
      grow(own, position);
      content.writeDoubleLE(position[0] ?? 0, 44 + 4 * parts.length + 16 * point);
      content.writeDoubleLE(position[1] ?? 0, 52 + 4 * parts.length + 16 * point);
      point++;
    }
  });
  own.forEach((value, at) => {
    content.writeDoubleLE(value, 4 + 8 * at);
  });
  return content;
}

/** Outer rings run clockwise, holes the other way (p. 8 of the white paper); GeoJSON has it the other way round. */
function partsOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case "Point":
      return [[geometry.coordinates]];
    case "MultiPoint":
      return [geometry.coordinates.slice(0, 1)];
    case "LineString":
      return [geometry.coordinates];
    case "MultiLineString":
      return geometry.coordinates;
    case "Polygon":
      return geometry.coordinates.map((ring, at) => turned(ring, at === 0));
    case "MultiPolygon":
      return geometry.coordinates.flatMap((rings) => rings.map((ring, at) => turned(ring, at === 0)));
    case "GeometryCollection":
      return geometry.geometries.flatMap(partsOf);
  }
}

function turned(ring: Position[], isClockwise: boolean): Position[] {
  let twiceArea = 0;
  for (let at = 1; at < ring.length; at++) {
    const [x0 = 0, y0 = 0] = ring[at - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[at] ?? [];
    twiceArea += x0 * y1 - x1 * y0;
  }
  return twiceArea < 0 === isClockwise ? ring : ring.toReversed();
}

function grow(extent: number[], [x = 0, y = 0]: Position): void {
  extent[0] = Math.min(extent[0] ?? x, x);
  extent[1] = Math.min(extent[1] ?? y, y);
  extent[2] = Math.max(extent[2] ?? x, x);
  extent[3] = Math.max(extent[3] ?? y, y);
}

interface FieldLayout {
  readonly name: Buffer;
  readonly type: "C" | "N" | "L" | "D";
  readonly length: number;
  readonly decimals: number;
}

function fieldLayouts(columns: readonly ShapefileColumn[], encoding: ShapefileEncoding): readonly FieldLayout[] {
  const taken = new Set<string>();
  return columns.map(({ title, type, decimals = 6 }) => {
    const name = freeName(title, encoding, taken);
    if (type === "boolean") return { name, type: "L", length: 1, decimals: 0 };
    if (type === "date") return { name, type: "D", length: 8, decimals: 0 };
    if (type === "integer") return { name, type: "N", length: 18, decimals: 0 };
    if (type === "real") return { name, type: "N", length: 20, decimals };
    return { name, type: "C", length: TEXT_BYTES, decimals: 0 };
  });
}

/** Ten bytes hold five Chinese characters in GBK and three in UTF-8. */
function freeName(title: string, encoding: ShapefileEncoding, taken: Set<string>): Buffer {
  for (let number = 1; ; number++) {
    const tail = number === 1 ? "" : String(number);
    const name = cutTo(title, 10 - tail.length, encoding);
    const bytes = Buffer.concat([name, Buffer.from(tail, "latin1")]);
    const key = bytes.toString("hex");
    if (taken.has(key)) continue;
    taken.add(key);
    return bytes;
  }
}

/** The longest beginning of a text that fits, never with half a character. */
function cutTo(text: string, limit: number, encoding: ShapefileEncoding): Buffer {
  const whole = iconv.encode(text, encoding);
  if (whole.length <= limit) return whole;
  const kept: Buffer[] = [];
  let length = 0;
  for (const character of text) {
    const bytes = iconv.encode(character, encoding);
    if (length + bytes.length > limit) break;
    kept.push(bytes);
    length += bytes.length;
  }
  return Buffer.concat(kept);
}

function tableHeader(
  layouts: readonly FieldLayout[],
  count: number,
  recordBytes: number,
  encoding: ShapefileEncoding,
): Buffer {
  const header = Buffer.alloc(32 + 32 * layouts.length + 1);
  header[0] = 0x03;
  // The date of the last change is of no use here and would make equal exports differ.
  header.set([126, 1, 1], 1);
  header.writeUInt32LE(count, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(recordBytes, 10);
  header[29] = CODE_PAGE_MARKS[encoding];
  layouts.forEach(({ name, type, length, decimals }, at) => {
    const offset = 32 + 32 * at;
    name.copy(header, offset);
    header.write(type, offset + 11, "latin1");
    header[offset + 16] = length;
    header[offset + 17] = decimals;
  });
  header[header.length - 1] = 0x0d;
  return header;
}

function tableRecord(
  layouts: readonly FieldLayout[],
  values: ShapefileFeature["values"],
  recordBytes: number,
  encoding: ShapefileEncoding,
): Buffer {
  const record = Buffer.alloc(recordBytes, 0x20);
  let offset = 1;
  layouts.forEach((layout, at) => {
    fieldBytes(layout, values[at] ?? null, encoding).copy(record, offset);
    offset += layout.length;
  });
  return record;
}

function fieldBytes(
  { type, length, decimals }: FieldLayout,
  value: string | number | boolean | null,
  encoding: ShapefileEncoding,
): Buffer {
  if (value === null) return Buffer.alloc(0);
  if (type === "L") return Buffer.from(value === true ? "T" : "F", "latin1");
  if (type === "D") return Buffer.from(String(value).slice(0, 10).replaceAll("-", ""), "latin1");
  if (type === "N") return Buffer.from(Number(value).toFixed(decimals).padStart(length).slice(0, length), "latin1");
  return cutTo(String(value), length, encoding);
}
