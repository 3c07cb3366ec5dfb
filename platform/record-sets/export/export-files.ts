import { closeSync, createWriteStream, openSync, readSync } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import ExcelJS from "exceljs";
import type { Geometry } from "geojson";
import yazl from "yazl";
import { writeGeoPackage } from "#platform/geopackage";
import { writeShapefile } from "#platform/shapefile";
import type { RecordSet } from "../record-set.ts";
import type { CellValue, ExportColumn } from "./export-columns.ts";

export const exportFormats = ["xlsx", "csv", "gpkg", "shp-gbk", "shp-utf8"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportedRow {
  readonly values: readonly CellValue[];
  readonly geometry: Geometry | null;
}

export interface ExportContent {
  readonly set: RecordSet;
  readonly columns: readonly ExportColumn[];
  readonly rows: AsyncIterable<ExportedRow>;
  /** What the file is of, line by line: title, filter, count of its rows, time, who. */
  readonly notes: (count: number) => readonly string[];
}

/**
 * Writes the rows as a file of a format into a folder, a row at a time.
 * @returns the file's name and the number of rows written
 */
export async function writeExport(
  folder: string,
  name: string,
  format: ExportFormat,
  content: ExportContent,
): Promise<{ readonly fileName: string; readonly rows: number }> {
  if (format === "xlsx") return writeXlsx(folder, name, content);
  if (format === "csv") return writeCsv(folder, name, content);
  if (format === "gpkg") return writeGpkg(folder, name, content);
  return writeShp(folder, name, content, format === "shp-gbk" ? "GBK" : "UTF-8");
}

async function writeXlsx(folder: string, name: string, { set, columns, rows, notes }: ExportContent) {
  const fileName = `${name}.xlsx`;
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: join(folder, fileName), useStyles: true });
  const sheet = workbook.addWorksheet(set.titleZh, { views: [{ state: "frozen", xSplit: 1, ySplit: 1 }] });
  sheet.columns = columns.map(({ title, field, type }) => ({
    header: title,
    width: Math.max(10, 2 + 2 * title.length),
    ...(type === "real" ? { style: { numFmt: `#,##0.${"0".repeat(field.decimals ?? 2)}` } } : {}),
  }));
  let count = 0;
  for await (const { values } of rows) {
    sheet.addRow(values.map((value) => (typeof value === "boolean" ? yesNo(value) : value))).commit();
    count++;
  }
  sheet.commit();
  const about = workbook.addWorksheet("说明");
  about.getColumn(1).width = 90;
  for (const note of notes(count)) about.addRow([note]).commit();
  about.commit();
  await workbook.commit();
  return { fileName, rows: count };
}

function yesNo(value: boolean): string {
  return value ? "是" : "否";
}

/** A zip of the table and its description: lines that are no rows would be taken for rows by whatever reads a CSV. */
async function writeCsv(folder: string, name: string, { columns, rows, notes }: ExportContent) {
  const file = await open(join(folder, `${name}.csv`), "w");
  let count = 0;
  try {
    // The mark by which Excel knows UTF-8.
    await file.write(`\uFEFF${columns.map(({ title }) => csvCell(title)).join(",")}\r\n`);
    let lines: string[] = [];
    for await (const { values } of rows) {
      lines.push(values.map((value) => csvCell(typeof value === "boolean" ? yesNo(value) : value)).join(","));
      count++;
      if (lines.length === 1000) {
        await file.write(`${lines.join("\r\n")}\r\n`);
        lines = [];
      }
    }
    if (lines.length > 0) await file.write(`${lines.join("\r\n")}\r\n`);
  } finally {
    await file.close();
  }
  const fileName = await zipped(folder, name, [`${name}.csv`], notes(count));
  return { fileName, rows: count };
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection). */
function csvCell(value: CellValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function writeGpkg(folder: string, name: string, content: ExportContent) {
  const { set, columns, notes } = content;
  const fileName = `${name}.gpkg`;
  const { path, count } = await spooled(folder, content.rows);
  const [rows = 0] = writeGeoPackage(join(folder, fileName), [
    {
      name: set.id.replaceAll("-", "_"),
      description: notes(count).join("\n"),
      crs: "EPSG:4490",
      geometryType: ({ point: "Point", line: "MultiLineString", polygon: "MultiPolygon" } as const)[
        set.geometry ?? "point"
      ],
      columns: columns.map(({ title, field, type }) => ({
        name: field.name,
        title,
        type: type === "date" ? ("text" as const) : type,
      })),
      features: readSpool(path),
    },
  ]);
  return { fileName, rows };
}

async function writeShp(folder: string, name: string, content: ExportContent, encoding: "GBK" | "UTF-8") {
  const { set, columns, notes } = content;
  const { path } = await spooled(folder, content.rows);
  const rows = writeShapefile({
    base: join(folder, name),
    kind: set.geometry ?? "point",
    columns: columns.map(({ field, type }) => ({
      title: field.labelZh,
      type,
      ...(field.decimals === undefined ? {} : { decimals: field.decimals }),
    })),
    encoding,
    features: readSpool(path),
  });
  const parts = ["shp", "shx", "dbf", "prj", "cpg"].map((ending) => `${name}.${ending}`);
  return { fileName: await zipped(folder, name, parts, notes(rows)), rows };
}

/** The rows on the disk: the writers of vector files read one after the other and cannot wait for a database. */
async function spooled(folder: string, rows: AsyncIterable<ExportedRow>) {
  await mkdir(join(folder, ".spool"), { recursive: true });
  const path = join(folder, ".spool", "rows.ndjson");
  const stream = createWriteStream(path);
  let count = 0;
  for await (const row of rows) {
    count++;
    if (!stream.write(`${JSON.stringify(row)}\n`)) await new Promise<void>((resolve) => stream.once("drain", resolve));
  }
  stream.end();
  await finished(stream);
  return { path, count };
}

function* readSpool(path: string): Generator<ExportedRow> {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(1 << 20);
    let rest = Buffer.alloc(0);
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return;
      let bytes: Buffer = Buffer.concat([rest, buffer.subarray(0, length)]);
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        yield JSON.parse(bytes.subarray(0, end).toString("utf8")) as ExportedRow;
        bytes = bytes.subarray(end + 1);
      }
      rest = Buffer.from(bytes);
    }
  } finally {
    closeSync(descriptor);
  }
}

async function zipped(
  folder: string,
  name: string,
  parts: readonly string[],
  notes: readonly string[],
): Promise<string> {
  const fileName = `${name}.zip`;
  const zip = new yazl.ZipFile();
  for (const part of parts) zip.addFile(join(folder, part), part);
  zip.addBuffer(Buffer.from(`\uFEFF${notes.join("\r\n")}\r\n`), "说明.txt");
  zip.end();
  const output = createWriteStream(join(folder, fileName));
  zip.outputStream.pipe(output);
  await finished(output);
  // The zip is what is offered; its parts beside it would look like a second answer.
  for (const part of parts) await rm(join(folder, part));
  return fileName;
}
