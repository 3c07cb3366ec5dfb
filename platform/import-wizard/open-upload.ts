import { readFileSync } from "node:fs";
import { TerraceError } from "#errors";
import {
  chooseEncoding,
  encodingOptions,
  forcedEncoding,
  type IdentifiedFile,
  type ImportNote,
  identifyFile,
  type LayerName,
  listLayers,
  type RawLayer,
  readRawLayer,
  type VectorField,
} from "#platform/geodata-import";
import { type CellValue, type DataTable, readDelimited, readWorkbook } from "#platform/tables";
import type { ImportDecisions } from "./http-contract.ts";
import { type CoordinateFault, coordinateFieldsOf, locateRows } from "./table-coordinates.ts";

/** An upload on the disk; `name` is what the sender calls it. */
export interface UploadedFile {
  readonly path: string;
  readonly name: string;
}

/** One layer or sheet of an upload, as the file has it. */
export interface OpenedUpload {
  readonly format: IdentifiedFile["format"];
  readonly layers: readonly LayerName[];
  readonly raw: RawLayer;
  /** For each row its line in the sheet; undefined where the format has none. */
  readonly lines: readonly number[] | undefined;
  readonly totalLines: readonly number[];
  readonly coordinateFields: CoordinateFields | undefined;
  readonly coordinateFaults: readonly CoordinateFault[];
}

export type CoordinateFields = NonNullable<ImportDecisions["coordinateFields"]>;

/** A file with several layers of which none is chosen. */
export interface UnchosenUpload {
  readonly format: IdentifiedFile["format"];
  readonly layers: readonly LayerName[];
  readonly notes: readonly ImportNote[];
}

/**
 * Opens an upload as the decisions have it.
 * @param isPolygon whether lists of corners are meant as polygons
 * @throws TerraceError for everything that is wrong with the file
 */
export async function openUpload(
  { path, name }: UploadedFile,
  decisions: ImportDecisions,
  isPolygon: boolean,
): Promise<OpenedUpload | UnchosenUpload> {
  const { format, notes } = identifyFile(path, name);
  if (format === "excel" || format === "csv") {
    const { tables, text } = format === "excel" ? await sheets(path) : delimited(path, name, decisions.encoding);
    const layers = tables.map((table) => ({ name: table.name, rowCount: table.rows.length }));
    const table = chosen(tables, decisions.layer);
    return table === undefined
      ? { format, layers, notes }
      : openTable(format, layers, table, text, decisions, isPolygon);
  }
  const options = {
    ...(decisions.layer === undefined ? {} : { layer: decisions.layer }),
    ...(decisions.encoding === undefined ? {} : { encoding: decisions.encoding }),
    toleratesUnknownCrs: true,
  };
  const raw = await readOnlyLayer(path, format, options);
  if (raw === undefined) return { format, layers: await listLayers(path, format), notes };
  // GDAL takes a second to start: a file that was read without a choice has one layer, and is not opened again to list it.
  const layers = decisions.layer === undefined ? [] : await listLayers(path, format);
  return {
    format,
    layers: layers.length <= 1 ? [{ name: raw.name, rowCount: raw.features.length }] : layers,
    raw: { ...raw, notes: [...notes, ...raw.notes] },
    lines: undefined,
    totalLines: [],
    coordinateFields: undefined,
    coordinateFaults: [],
  };
}

/** The layer that is asked for, or the only one; undefined where there are several to choose from. */
async function readOnlyLayer(...parameters: Parameters<typeof readRawLayer>): Promise<RawLayer | undefined> {
  try {
    return await readRawLayer(...parameters);
  } catch (error) {
    if (error instanceof TerraceError && error.code === "layer-not-chosen") return undefined;
    throw error;
  }
}

function chosen<L extends { readonly name: string }>(layers: readonly L[], wanted: string | undefined): L | undefined {
  return layers.length === 1 ? layers[0] : layers.find(({ name }) => name === wanted);
}

interface ReadTables {
  readonly tables: readonly DataTable[];
  readonly text: Pick<RawLayer, "encoding" | "text" | "notes">;
}

/** Sheets that explain how to fill in the others, as in our own templates. */
const EXPLANATIONS = /^(填写|填报|填表)?说明$/;

async function sheets(path: string): Promise<ReadTables> {
  const tables = await readWorkbook(path);
  const filled = tables.filter(({ rows, name }) => rows.length > 0 && !EXPLANATIONS.test(name));
  return { tables: filled.length === 0 ? tables : filled, text: { encoding: undefined, notes: [] } };
}

/** Lines that are looked at to tell the encoding, and shown to choose it by eye. */
const SAMPLE_LINES = 5000;
const SHOWN_ROWS = 8;

function delimited(path: string, name: string, stated: string | undefined): ReadTables {
  const bytes = readFileSync(path);
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) {
    const text = new TextDecoder(marked).decode(bytes);
    return { tables: [readDelimited(name, text)], text: { encoding: marked, notes: [] } };
  }
  const samples = linesBeyondAscii(bytes);
  const { label, notes } =
    stated === undefined ? chooseEncoding(samples, undefined, 0) : { label: forcedEncoding(path, stated), notes: [] };
  const readAs = (candidate: string) => {
    const table = readDelimited(name, new TextDecoder(candidate).decode(bytes));
    const telling = table.rows.filter(({ values }) => values.some((value) => !isAscii(String(value ?? ""))));
    const rows = (telling.length === 0 ? table.rows : telling).slice(0, SHOWN_ROWS);
    return { fields: table.fields, rows: rows.map(({ values }) => values.map((value) => String(value ?? ""))) };
  };
  return {
    tables: [readDelimited(name, new TextDecoder(label).decode(bytes))],
    text: {
      encoding: label,
      notes,
      text: samples.length === 0 ? undefined : { options: encodingOptions(samples, undefined, 0), readAs },
    },
  };
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

function linesBeyondAscii(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let line = 0; line < SAMPLE_LINES && start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const text = bytes.subarray(start, end);
    if (text.some((byte) => byte >= 0x80)) lines.push(text);
    start = end + 1;
  }
  return lines;
}

function isAscii(text: string): boolean {
  return [...text].every((character) => character.codePointAt(0)! < 0x80);
}

function openTable(
  format: "excel" | "csv",
  layers: readonly LayerName[],
  table: DataTable,
  text: ReadTables["text"],
  decisions: ImportDecisions,
  isPolygon: boolean,
): OpenedUpload {
  const coordinateFields = decisions.coordinateFields ?? coordinateFieldsOf(table.fields);
  const { geometries, faults } = locateRows(table, coordinateFields, isPolygon);
  const fields = table.fields.map(
    (name, i): VectorField => ({
      name,
      type: typeOfColumn(table.rows.map(({ values }) => values[i] ?? null)),
    }),
  );
  return {
    format,
    layers,
    raw: {
      name: table.name,
      statedCrs: undefined,
      fields,
      features: table.rows.map(({ values }, row) => ({
        properties: Object.fromEntries(table.fields.map((name, i) => [name, values[i] ?? null])),
        geometry: geometries[row] ?? null,
      })),
      ...text,
    },
    lines: table.rows.map(({ line }) => line),
    totalLines: table.totalLines,
    coordinateFields,
    coordinateFaults: faults,
  };
}

function typeOfColumn(values: readonly CellValue[]): VectorField["type"] {
  const filled = values.filter((value) => value !== null && value !== "");
  if (filled.length === 0) return "other";
  if (filled.every((value) => typeof value === "number")) return "number";
  return filled.every((value) => typeof value === "boolean") ? "boolean" : "text";
}
