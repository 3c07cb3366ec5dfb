import { deflateRawSync } from "node:zlib";

/** Small files for the tests of this folder, built byte by byte so that they can be wrong in one way at a time. */

/** A polygon Shapefile: one shape for each list of rings. */
export function shapefileBytes(shapes: readonly (readonly (readonly (readonly number[])[])[])[]): {
  readonly shp: Uint8Array;
  readonly shx: Uint8Array;
} {
  const contents = shapes.map((rings) => {
    const points = rings.flat();
    const content = new DataView(new ArrayBuffer(44 + 4 * rings.length + 16 * points.length));
    content.setInt32(0, 5, true);
    content.setInt32(36, rings.length, true);
    content.setInt32(40, points.length, true);
    let start = 0;
    for (const [i, ring] of rings.entries()) {
      content.setInt32(44 + 4 * i, start, true);
      start += ring.length;
    }
    for (const [i, [x, y]] of points.entries()) {
      content.setFloat64(44 + 4 * rings.length + 16 * i, x!, true);
      content.setFloat64(52 + 4 * rings.length + 16 * i, y!, true);
    }
    return content;
  });
  const shp = fileWithHeader(contents.reduce((sum, content) => sum + 8 + content.byteLength, 100));
  const shx = fileWithHeader(100 + 8 * contents.length);
  let at = 100;
  for (const [i, content] of contents.entries()) {
    shx.setInt32(100 + 8 * i, at / 2);
    shx.setInt32(104 + 8 * i, content.byteLength / 2);
    shp.setInt32(at, i + 1);
    shp.setInt32(at + 4, content.byteLength / 2);
    new Uint8Array(shp.buffer).set(new Uint8Array(content.buffer), at + 8);
    at += 8 + content.byteLength;
  }
  return { shp: new Uint8Array(shp.buffer), shx: new Uint8Array(shx.buffer) };
}

function fileWithHeader(bytes: number): DataView<ArrayBuffer> {
  const file = new DataView(new ArrayBuffer(bytes));
  file.setInt32(0, 9994);
  file.setInt32(24, bytes / 2);
  file.setInt32(28, 1000, true);
  file.setInt32(32, 5, true);
  return file;
}

const FIELD_BYTES = 10;

/** A DBF of text fields of ten bytes. */
export function dbfBytes(
  names: readonly Uint8Array[],
  records: readonly (readonly Uint8Array[])[],
  languageDriver: number,
): Uint8Array {
  const headerBytes = 33 + 32 * names.length;
  const recordBytes = 1 + FIELD_BYTES * names.length;
  const file = new Uint8Array(headerBytes + recordBytes * records.length).fill(0x20, headerBytes);
  const view = new DataView(file.buffer);
  file[0] = 3;
  view.setUint32(4, records.length, true);
  view.setUint16(8, headerBytes, true);
  view.setUint16(10, recordBytes, true);
  file[29] = languageDriver;
  for (const [i, name] of names.entries()) {
    file.set(name, 32 + 32 * i);
    file[32 + 32 * i + 11] = "C".charCodeAt(0);
    file[32 + 32 * i + 16] = FIELD_BYTES;
  }
  file[headerBytes - 1] = 0x0d;
  for (const [r, values] of records.entries()) {
    for (const [i, value] of values.entries()) file.set(value, headerBytes + r * recordBytes + 1 + FIELD_BYTES * i);
  }
  return file;
}

/** A zip archive of deflated members, names in UTF-8. */
export function zipBytes(members: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(members)) {
    const nameBytes = new TextEncoder().encode(name);
    const packed = deflateRawSync(content);
    const local = new DataView(new ArrayBuffer(30));
    const central = new DataView(new ArrayBuffer(46));
    local.setUint32(0, 0x04034b50, true);
    central.setUint32(0, 0x02014b50, true);
    for (const [header, offset] of [
      [local, 6],
      [central, 8],
    ] as const) {
      header.setUint16(offset, 0x0800, true);
      header.setUint16(offset + 2, 8, true);
      header.setUint32(offset + 12, packed.length, true);
      header.setUint32(offset + 16, content.length, true);
      header.setUint16(offset + 20, nameBytes.length, true);
    }
    central.setUint32(42, at, true);
    pieces.push(new Uint8Array(local.buffer), nameBytes, packed);
    directory.push(new Uint8Array(central.buffer), nameBytes);
    at += 30 + nameBytes.length + packed.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, Object.keys(members).length, true);
  end.setUint32(
    12,
    directory.reduce((sum, piece) => sum + piece.length, 0),
    true,
  );
  end.setUint32(16, at, true);
  return Buffer.concat([...pieces, ...directory, new Uint8Array(end.buffer)]);
}

/** A DXF of polylines, as text; its header says GBK. */
export function dxfText(
  lines: readonly {
    readonly layer: string;
    readonly points: readonly (readonly number[])[];
    readonly isClosed: boolean;
  }[],
): string {
  const pairs: (readonly [number, string | number])[] = [
    [0, "SECTION"],
    [2, "HEADER"],
    [9, "$ACADVER"],
    [1, "AC1015"],
    [9, "$DWGCODEPAGE"],
    [3, "ANSI_936"],
    [0, "ENDSEC"],
    [0, "SECTION"],
    [2, "ENTITIES"],
  ];
  for (const { layer, points, isClosed } of lines) {
    pairs.push([0, "LWPOLYLINE"], [8, layer], [90, points.length], [70, isClosed ? 1 : 0]);
    for (const [x, y] of points) pairs.push([10, x!], [20, y!]);
  }
  pairs.push([0, "ENDSEC"], [0, "EOF"]);
  return pairs.map(([code, value]) => `${String(code).padStart(3)}\n${value}\n`).join("");
}
