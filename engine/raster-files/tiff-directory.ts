/** A tag to be written: its number and values in one of the TIFF field types. */
export interface TiffField {
  readonly tag: number;
  readonly type: FieldType;
  readonly values: ArrayLike<number>;
}

export type FieldType = "ascii" | "short" | "long" | "double" | "long8";

const TYPE_CODES: Readonly<Record<FieldType, number>> = { ascii: 2, short: 3, long: 4, double: 12, long8: 16 };
const TYPE_BYTES: Readonly<Record<FieldType, number>> = { ascii: 1, short: 2, long: 4, double: 8, long8: 8 };

export function shorts(tag: number, ...values: readonly number[]): TiffField {
  return { tag, type: "short", values };
}

export function doubles(tag: number, ...values: readonly number[]): TiffField {
  return { tag, type: "double", values };
}

export function text(tag: number, value: string): TiffField {
  return { tag, type: "ascii", values: [...utf8(value), 0] };
}

/** UTF-8 without an encoder: the engine has neither DOM nor Node types. */
export function utf8(value: string): number[] {
  const bytes: number[] = [];
  const encoded = encodeURIComponent(value.toWellFormed());
  for (let i = 0; i < encoded.length; i++) {
    if (encoded[i] === "%") {
      bytes.push(Number.parseInt(encoded.slice(i + 1, i + 3), 16));
      i += 2;
    } else {
      bytes.push(encoded.charCodeAt(i));
    }
  }
  return bytes;
}

export interface DirectoryPlacement {
  readonly isBig: boolean;
  /** Byte of the file where the directory begins; even. */
  readonly offset: number;
  /** Byte of the next directory, 0 for the last. */
  readonly next: number;
}

/** Bytes that a directory takes with the values that do not fit into its entries, rounded up to 8. */
export function directorySize(fields: readonly TiffField[], isBig: boolean): number {
  const entryBytes = isBig ? 20 : 12;
  const head = (isBig ? 8 : 2) + fields.length * entryBytes + (isBig ? 8 : 4);
  let size = alignTo8(head);
  for (const field of fields) {
    const bytes = byteLength(field);
    if (bytes > (isBig ? 8 : 4)) size += alignTo8(bytes);
  }
  return size;
}

/** The directory (TIFF 6.0 §2, BigTIFF) with its fields in order of tag, as bytes for `placement.offset`. */
export function encodeDirectory(fields: readonly TiffField[], placement: DirectoryPlacement): Uint8Array {
  const { isBig, offset, next } = placement;
  const bytes = new Uint8Array(directorySize(fields, isBig));
  const view = new DataView(bytes.buffer);
  const sorted = [...fields].sort((a, b) => a.tag - b.tag);
  const inlineBytes = isBig ? 8 : 4;
  const writeWord = (at: number, value: number): void => {
    if (isBig) view.setBigUint64(at, BigInt(value), true);
    else view.setUint32(at, value, true);
  };
  let at: number;
  if (isBig) {
    view.setBigUint64(0, BigInt(sorted.length), true);
    at = 8;
  } else {
    view.setUint16(0, sorted.length, true);
    at = 2;
  }
  let free = alignTo8(at + sorted.length * (isBig ? 20 : 12) + inlineBytes);
  for (const field of sorted) {
    view.setUint16(at, field.tag, true);
    view.setUint16(at + 2, TYPE_CODES[field.type], true);
    writeWord(at + 4, field.values.length);
    const valueAt = at + 4 + inlineBytes;
    const length = byteLength(field);
    if (length <= inlineBytes) {
      writeValues(view, valueAt, field);
    } else {
      writeWord(valueAt, offset + free);
      writeValues(view, free, field);
      free += alignTo8(length);
    }
    at += isBig ? 20 : 12;
  }
  writeWord(at, next);
  return bytes;
}

function byteLength(field: TiffField): number {
  return field.values.length * TYPE_BYTES[field.type];
}

function writeValues(view: DataView, at: number, { type, values }: TiffField): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    switch (type) {
      case "ascii":
        view.setUint8(at + i, value);
        break;
      case "short":
        view.setUint16(at + i * 2, value, true);
        break;
      case "long":
        view.setUint32(at + i * 4, value, true);
        break;
      case "double":
        view.setFloat64(at + i * 8, value, true);
        break;
      case "long8":
        view.setBigUint64(at + i * 8, BigInt(value), true);
        break;
    }
  }
}

function alignTo8(value: number): number {
  return Math.ceil(value / 8) * 8;
}
