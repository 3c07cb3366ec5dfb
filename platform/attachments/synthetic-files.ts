/** Small files made by the rules of their formats, for tests. */

const JFIF = [
  0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00,
];
const END_OF_IMAGE = [0xff, 0xd9];

/** The frame of a JPEG, with a comment where one is given. */
export function jpeg(comment = ""): Uint8Array {
  const text = new TextEncoder().encode(comment);
  const segment = comment === "" ? [] : [0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 255, ...text];
  return new Uint8Array([0xff, 0xd8, ...JFIF, ...segment, ...END_OF_IMAGE]);
}

/** A JPEG with an EXIF block of a time and a position (CIPA DC-008: a TIFF of three directories). North and east only. */
export function jpegWithExif(given: { taken: string; latitude: number; longitude: number }): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(256));
  const ascii = (at: number, text: string) => {
    for (let index = 0; index < text.length; index++) tiff.setUint8(at + index, text.charCodeAt(index));
  };
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.setUint16(at, tag, true);
    tiff.setUint16(at + 2, type, true);
    tiff.setUint32(at + 4, count, true);
    tiff.setUint32(at + 8, value, true);
  };
  const degrees = (at: number, value: number) => {
    const minutes = (value % 1) * 60;
    [Math.floor(value), Math.floor(minutes), Math.round((minutes % 1) * 60)].forEach((part, index) => {
      tiff.setUint32(at + index * 8, part, true);
      tiff.setUint32(at + index * 8 + 4, 1, true);
    });
  };
  ascii(0, "II*\0");
  tiff.setUint32(4, 8, true);
  tiff.setUint16(8, 2, true);
  entry(10, 0x8769, 4, 1, 40);
  entry(22, 0x8825, 4, 1, 80);
  tiff.setUint16(40, 1, true);
  entry(42, 0x9003, 2, 20, 140);
  ascii(140, `${given.taken}\0`);
  tiff.setUint16(80, 4, true);
  entry(82, 1, 2, 2, "N".charCodeAt(0));
  entry(94, 2, 5, 3, 164);
  entry(106, 3, 2, 2, "E".charCodeAt(0));
  entry(118, 4, 5, 3, 188);
  degrees(164, given.latitude);
  degrees(188, given.longitude);
  const length = 2 + 6 + tiff.byteLength;
  const header = [0xff, 0xe1, length >> 8, length & 255, ...new TextEncoder().encode("Exif\0\0")];
  return new Uint8Array([0xff, 0xd8, ...header, ...new Uint8Array(tiff.buffer), ...END_OF_IMAGE]);
}

/** A zip archive of one empty stored member (APPNOTE 6.3.9). */
export function storedZip(name: string): Uint8Array {
  const text = new TextEncoder().encode(name);
  const local = new DataView(new ArrayBuffer(30));
  local.setUint32(0, 0x04034b50, true);
  local.setUint16(4, 20, true);
  local.setUint16(26, text.length, true);
  const central = new DataView(new ArrayBuffer(46));
  central.setUint32(0, 0x02014b50, true);
  central.setUint16(6, 20, true);
  central.setUint16(28, text.length, true);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, 46 + text.length, true);
  end.setUint32(16, 30 + text.length, true);
  const bytes = (view: DataView) => [...new Uint8Array(view.buffer)];
  return new Uint8Array([...bytes(local), ...text, ...bytes(central), ...text, ...bytes(end)]);
}
