import { TextDecoder } from "node:util";
import { importError } from "../import-errors.ts";
import { chooseEncoding, decodeField, encodingOptions, forcedEncoding } from "../text-encoding.ts";
import type { ImportNote, TextReadings, VectorField } from "../vector-layer.ts";

export interface DbfTable {
  readonly fields: readonly VectorField[];
  readonly encoding: string;
  readonly notes: readonly ImportNote[];
  readonly recordCount: number;
  /** Values of one record by field name. */
  record(index: number): Record<string, unknown>;
  readonly text: TextReadings | undefined;
}

interface FieldLayout {
  readonly nameBytes: Uint8Array;
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

const FIELD_TYPES: Readonly<Record<string, VectorField["type"]>> = {
  C: "text",
  N: "number",
  F: "number",
  I: "number",
  O: "number",
  L: "boolean",
  D: "date",
};

/** More text does not make the choice of an encoding any surer. */
const SAMPLE_RECORDS = 20_000;
/** Enough to choose an encoding by eye. */
const SHOWN_RECORDS = 8;

/**
 * Reads the attribute table of a Shapefile (dBASE III+, Esri's 1998 white paper, p. 25).
 * @throws TerraceError `dbf-damaged`, `encoding-unknown`
 */
export function readDbf(
  path: string,
  bytes: Uint8Array,
  codePageFile: string | undefined,
  statedEncoding: string | undefined,
): DbfTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw damaged(path, "文件头不完整", "its header is incomplete");
  const recordCount = view.getUint32(4, true);
  const headerBytes = view.getUint16(8, true);
  const recordBytes = view.getUint16(10, true);
  const layouts = fieldLayouts(bytes, headerBytes);
  const availableRecords = Math.floor((bytes.length - headerBytes) / Math.max(1, recordBytes));
  if (layouts.length === 0 || recordBytes < 1 || availableRecords < recordCount) {
    throw damaged(
      path,
      `应有 ${recordCount} 条记录，只有 ${Math.max(0, availableRecords)} 条`,
      `it should hold ${recordCount} records but has ${Math.max(0, availableRecords)}`,
    );
  }
  const fieldBytes = (record: number, { offset, length }: FieldLayout) => {
    const start = headerBytes + record * recordBytes + offset;
    return bytes.subarray(start, start + length);
  };
  const samples = layouts.map(({ nameBytes }) => trimmed(nameBytes)).filter(isNotAscii);
  const texts = layouts.filter(({ type }) => type === "C");
  const tellingRecords: number[] = [];
  for (let record = 0; record < Math.min(recordCount, SAMPLE_RECORDS); record++) {
    let isTelling = false;
    for (const layout of texts) {
      const text = fieldBytes(record, layout);
      if (!isNotAscii(text)) continue;
      samples.push(trimmed(text));
      isTelling = true;
    }
    if (isTelling && tellingRecords.length < SHOWN_RECORDS) tellingRecords.push(record);
  }
  const encoding =
    statedEncoding === undefined
      ? chooseEncoding(samples, codePageFile, bytes[29]!)
      : { label: forcedEncoding(path, statedEncoding), notes: [] };
  const readAs: TextReadings["readAs"] = (label) => {
    const reader = new TextDecoder(label);
    return {
      fields: uniqueNames(layouts.map(({ nameBytes }) => decodeField(nameBytes, reader))),
      rows: tellingRecords.map((record) =>
        layouts.map((layout) => decodeField(fieldBytes(record, layout), reader).trim()),
      ),
    };
  };
  const decoder = new TextDecoder(encoding.label);
  const columns = uniqueNames(layouts.map(({ nameBytes }) => decodeField(nameBytes, decoder))).map((name, i) => ({
    name,
    layout: layouts[i]!,
  }));
  return {
    fields: columns.map(({ name, layout }) => ({ name, type: FIELD_TYPES[layout.type] ?? "other" })),
    encoding: encoding.label,
    notes: encoding.notes,
    recordCount,
    record: (index) =>
      Object.fromEntries(
        columns.map(({ name, layout }) => [name, fieldValue(fieldBytes(index, layout), layout.type, decoder)]),
      ),
    text: samples.length === 0 ? undefined : { options: encodingOptions(samples, codePageFile, bytes[29]!), readAs },
  };
}

function fieldLayouts(bytes: Uint8Array, headerBytes: number): FieldLayout[] {
  const layouts: FieldLayout[] = [];
  let offset = 1;
  for (let at = 32; at + 32 <= headerBytes && at + 32 <= bytes.length && bytes[at] !== 0x0d; at += 32) {
    const length = bytes[at + 16]!;
    layouts.push({
      nameBytes: bytes.subarray(at, at + 11),
      type: String.fromCharCode(bytes[at + 11]!),
      offset,
      length,
    });
    offset += length;
  }
  return layouts;
}

/** Ten bytes hold three Chinese characters in UTF-8, so that names cut off may become equal. */
function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 2; used.has(unique); n++) unique = `${name}_${n}`;
    used.add(unique);
    return unique;
  });
}

function fieldValue(bytes: Uint8Array, type: string, decoder: TextDecoder): unknown {
  if (type === "I") return new DataView(bytes.buffer, bytes.byteOffset, 4).getInt32(0, true);
  if (type === "O") return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  const text = decodeField(bytes, decoder).trim();
  switch (type) {
    case "N":
    case "F": {
      // A number too wide for its field is written as asterisks.
      const value = text === "" ? Number.NaN : Number(text);
      return Number.isNaN(value) ? null : value;
    }
    case "L":
      if (/^[yt]$/i.test(text)) return true;
      return /^[nf]$/i.test(text) ? false : null;
    case "D":
      return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : null;
    default:
      return text;
  }
}

function isNotAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return true;
  return false;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  const zero = bytes.indexOf(0);
  return zero < 0 ? bytes : bytes.subarray(0, zero);
}

function damaged(path: string, zh: string, en: string) {
  return importError(
    "dbf-damaged",
    path,
    `属性表 .dbf 损坏：${zh}。请重新取得完整的文件。`,
    `the attribute table .dbf is damaged: ${en}. Obtain the complete file again.`,
  );
}
