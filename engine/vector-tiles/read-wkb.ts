import { TerraceError } from "#errors";
import { EXTERIOR_RING, INTERIOR_RING, LINE, type PartList, POINTS } from "./part-list.ts";

// Types of OGC Simple Features (06-103r4, 8.2). ISO adds 1000 for Z, 2000 for M, 3000 for both; EWKB sets high bits instead.
const POINT = 1;
const LINE_STRING = 2;
const POLYGON = 3;
// 4 to 7: collections of points, of lines, of polygons, of anything.
const GEOMETRY_COLLECTION = 7;
const EWKB_Z = 0x8000_0000;
const EWKB_M = 0x4000_0000;
const EWKB_SRID = 0x2000_0000;

/** Deeper nesting than any real geometry, so that a hostile one ends with an error and not with the stack. */
const GREATEST_DEPTH = 16;

/**
 * Well-known binary, as ISO or PostGIS's EWKB write it, into `parts` (which it clears); Z and M are left out.
 * Members of a collection become parts side by side.
 * @throws TerraceError `stored-geometry-unreadable` where the bytes end too early or name an unknown type
 */
export function readWkb(bytes: Uint8Array, parts: PartList): void {
  parts.clear();
  new WkbReader(bytes, parts).geometry(0);
}

class WkbReader {
  readonly #view: DataView;
  readonly #parts: PartList;
  #offset = 0;
  #isLittleEndian = true;

  constructor(bytes: Uint8Array, parts: PartList) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#parts = parts;
  }

  geometry(depth: number): void {
    this.#need(5);
    if (depth > GREATEST_DEPTH) throw unreadable("nested too deeply", this.#offset);
    this.#isLittleEndian = this.#view.getUint8(this.#offset++) === 1;
    const code = this.#unsigned();
    const isoCode = code & 0x0fff_ffff;
    const isoDimensions = Math.floor(isoCode / 1000);
    const dimensions =
      2 +
      Number((code & EWKB_Z) !== 0 || isoDimensions === 1 || isoDimensions === 3) +
      Number((code & EWKB_M) !== 0 || isoDimensions === 2 || isoDimensions === 3);
    if ((code & EWKB_SRID) !== 0) this.#unsigned();
    const type = isoCode % 1000;
    if (isoDimensions > 3 || type < POINT || type > GEOMETRY_COLLECTION) {
      throw unreadable(`unknown type ${code}`, this.#offset);
    }
    if (type === POINT) this.#point(dimensions);
    else if (type === LINE_STRING) {
      this.#positions(this.#unsigned(), dimensions);
      this.#parts.endPart(LINE);
    } else if (type === POLYGON) this.#polygon(dimensions);
    else {
      const members = this.#unsigned();
      for (let member = 0; member < members; member++) this.geometry(depth + 1);
    }
  }

  /** PostGIS writes an empty point as one whose coordinates are not numbers. */
  #point(dimensions: number): void {
    this.#need(8 * dimensions);
    const isEmpty = Number.isNaN(this.#double(this.#offset)) && Number.isNaN(this.#double(this.#offset + 8));
    if (isEmpty) {
      this.#offset += 8 * dimensions;
      return;
    }
    this.#positions(1, dimensions);
    this.#parts.endPart(POINTS);
  }

  #polygon(dimensions: number): void {
    const rings = this.#unsigned();
    for (let ring = 0; ring < rings; ring++) {
      const first = this.#parts.positionCount;
      this.#positions(this.#unsigned(), dimensions);
      const { coordinates, positionCount } = this.#parts;
      const last = positionCount - 1;
      const isClosed =
        last > first &&
        coordinates[2 * last] === coordinates[2 * first] &&
        coordinates[2 * last + 1] === coordinates[2 * first + 1];
      if (isClosed) this.#parts.positionCount = last;
      this.#parts.endPart(ring === 0 ? EXTERIOR_RING : INTERIOR_RING);
    }
  }

  #positions(count: number, dimensions: number): void {
    const step = 8 * dimensions;
    this.#need(count * step);
    const parts = this.#parts;
    parts.reserve(count);
    const { coordinates } = parts;
    const view = this.#view;
    const isLittleEndian = this.#isLittleEndian;
    let to = 2 * parts.positionCount;
    const end = this.#offset + count * step;
    for (let from = this.#offset; from < end; from += step) {
      coordinates[to++] = view.getFloat64(from, isLittleEndian);
      coordinates[to++] = view.getFloat64(from + 8, isLittleEndian);
    }
    this.#offset = end;
    parts.positionCount += count;
  }

  #double(offset: number): number {
    return this.#view.getFloat64(offset, this.#isLittleEndian);
  }

  #unsigned(): number {
    this.#need(4);
    const value = this.#view.getUint32(this.#offset, this.#isLittleEndian);
    this.#offset += 4;
    return value;
  }

  #need(count: number): void {
    if (this.#offset + count > this.#view.byteLength) throw unreadable("it ends too early", this.#offset);
  }
}

function unreadable(reason: string, offset: number): TerraceError {
  return new TerraceError({
    code: "stored-geometry-unreadable",
    userMessage: "数据库中有一个图形无法读取，已停止绘制。请联系管理员检查该图层的数据。",
    message: `A geometry in well-known binary cannot be read: ${reason} at byte ${offset}.`,
    details: { reason, offset },
  });
}
