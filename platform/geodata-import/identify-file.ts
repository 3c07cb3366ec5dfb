import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { extname } from "node:path";
import { importError } from "./import-errors.ts";
import type { ImportNote } from "./vector-layer.ts";
import { openZip, type ZipMember } from "./zip-archive.ts";

export type VectorFormat = "shapefile" | "geopackage" | "file-geodatabase" | "geojson" | "kml" | "dxf" | "gml";
export type TableFormat = "excel" | "csv";

/** What a file is, by its name and its content together. */
export interface IdentifiedFile {
  readonly format: VectorFormat | TableFormat;
  readonly notes: readonly ImportNote[];
}

/** What the first bytes of a file say that it is. */
type Content = "zip" | "sqlite" | "xml" | "html" | "json" | "dxf" | "text" | "binary" | keyof typeof REFUSED_CONTENTS;

/** Contents that no extension makes acceptable: what they are and what to do. */
const REFUSED_CONTENTS = {
  "old-office": [
    "旧版 Office 文件（.xls）",
    "an old Office file (.xls)",
    "请在 Excel 中另存为 .xlsx",
    "Save it as .xlsx",
  ],
  pdf: ["PDF", "PDF", "请提供原始数据文件", "Provide the data file itself"],
  rar: ["RAR 压缩包", "a RAR archive", "请改用 zip 压缩", "Compress it as zip"],
  "seven-zip": ["7z 压缩包", "a 7z archive", "请改用 zip 压缩", "Compress it as zip"],
  program: ["可执行程序", "a program", "请核对文件来源", "Check where the file comes from"],
  dwg: ["AutoCAD 图形（.dwg）", "an AutoCAD drawing (.dwg)", "请在 CAD 中另存为 DXF", "Save it as DXF"],
  "binary-dxf": ["二进制 DXF", "a binary DXF", "请另存为 ASCII（文本）DXF", "Save it as ASCII DXF"],
} as const satisfies Readonly<Record<string, readonly [string, string, string, string]>>;

const CONTENT_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  zip: ["zip 压缩包", "a zip archive"],
  sqlite: ["SQLite 数据库", "an SQLite database"],
  xml: ["XML", "XML"],
  html: ["网页（HTML）", "a web page (HTML)"],
  json: ["JSON", "JSON"],
  dxf: ["DXF", "DXF"],
  text: ["纯文本", "plain text"],
  binary: ["未知的二进制内容", "unknown binary content"],
};

const EXTENSIONS: Readonly<Record<string, { readonly content: Content; readonly format?: IdentifiedFile["format"] }>> =
  {
    ".zip": { content: "zip" },
    ".kmz": { content: "zip", format: "kml" },
    ".xlsx": { content: "zip", format: "excel" },
    ".xlsm": { content: "zip", format: "excel" },
    ".gpkg": { content: "sqlite", format: "geopackage" },
    ".geojson": { content: "json", format: "geojson" },
    ".json": { content: "json", format: "geojson" },
    ".kml": { content: "xml", format: "kml" },
    ".gml": { content: "xml", format: "gml" },
    ".dxf": { content: "dxf", format: "dxf" },
    ".csv": { content: "text", format: "csv" },
    ".txt": { content: "text", format: "csv" },
  };

const ACCEPTED = "Shapefile（zip）、GeoPackage、FileGDB（zip）、GeoJSON、KML/KMZ、DXF、GML、Excel（.xlsx）或 CSV";

/**
 * Tells what an uploaded file is, and refuses one whose content is not what its name says: such a file is damaged at best.
 * @param name the file's name as the sender has it; `path` may be another
 * @throws TerraceError `file-empty`, `file-disguised`, `format-unknown`, `shapefile-part-missing`, `zip-content-unknown`,
 *   `zip-damaged`, `zip-polyglot`, `zip-path-unsafe`, `zip-bomb`
 */
export function identifyFile(path: string, name: string = path): IdentifiedFile {
  if (statSync(path).size === 0) {
    throw importError(
      "file-empty",
      path,
      "文件是空的（0 字节）。请重新导出后再上传。",
      "the file is empty (0 bytes). Export it again.",
    );
  }
  const extension = extname(name).toLowerCase();
  const content = contentOf(firstBytes(path));
  refuseContent(path, extension, content);
  const expected = EXTENSIONS[extension];
  if (extension === ".shp" || extension === ".dbf" || extension === ".shx") {
    throw importError(
      "shapefile-part-missing",
      path,
      "Shapefile 由 .shp、.shx、.dbf 等多个文件组成，只传一个读不全。请把它们（连同 .prj、.cpg）打成一个 zip 上传。",
      "a Shapefile consists of .shp, .shx, .dbf and more. Upload all of them (with .prj and .cpg) as one zip.",
    );
  }
  if (expected === undefined) {
    throw importError(
      "format-unknown",
      path,
      `不支持 ${extension || "没有扩展名的"} 文件。请提供 ${ACCEPTED}。`,
      `${extension || "files without an extension"} are not supported. Provide a Shapefile or FileGDB as zip, GeoPackage, GeoJSON, KML, KMZ, DXF, GML, Excel or CSV.`,
      { extension },
    );
  }
  const isAsNamed = content === expected.content || (expected.content === "text" && content === "dxf");
  if (!isAsNamed) throw disguised(path, extension, CONTENT_NAMES[content]!);
  if (expected.content !== "zip") return { format: expected.format!, notes: [] };
  const members = openZip(path, readFileSync(path)).filter((member) => !member.name.endsWith("/"));
  return { format: expected.format ?? formatOfZip(path, members), notes: foreignMembers(members, expected.format) };
}

function formatOfZip(path: string, members: readonly ZipMember[]): VectorFormat {
  if (members.some(({ name }) => /\.shp$/i.test(name))) return "shapefile";
  if (members.some(({ name }) => /\.gdbtable$/i.test(name))) return "file-geodatabase";
  const names = members.map(({ name }) => name).slice(0, 8);
  const isDbfAlone = members.some(({ name }) => /\.(dbf|shx)$/i.test(name));
  throw importError(
    isDbfAlone ? "shapefile-part-missing" : "zip-content-unknown",
    path,
    isDbfAlone
      ? `压缩包中没有 .shp（有 ${names.join("、")}）。请把 Shapefile 的全部文件一起压缩。`
      : `压缩包中没有 Shapefile 或 FileGDB（有 ${names.join("、") || "空"}）。其他格式请解压后直接上传。`,
    isDbfAlone
      ? `the archive holds no .shp (but ${names.join(", ")}). Compress all files of the Shapefile together.`
      : `the archive holds neither a Shapefile nor a FileGDB (but ${names.join(", ") || "nothing"}). Upload other formats unpacked.`,
    { members: names },
  );
}

/** Members that have no place in geodata; they are never read. Metadata of desktop programs may be HTML or pictures. */
const FOREIGN = /\.(html?|js|exe|dll|bat|cmd|ps1|sh|php|jsp|aspx?|scr|vbs|jar|msi)$/i;

function foreignMembers(members: readonly ZipMember[], format: IdentifiedFile["format"] | undefined): ImportNote[] {
  if (format === "excel") return [];
  const names = members.map(({ name }) => name).filter((name) => FOREIGN.test(name));
  if (names.length === 0) return [];
  return [
    {
      code: "zip-foreign-members",
      zh: `压缩包中夹带了与数据无关的文件：${names.slice(0, 5).join("、")}，没有读取。`,
      en: `The archive holds files that are not data: ${names.slice(0, 5).join(", ")}; they were not read.`,
    },
  ];
}

function refuseContent(path: string, extension: string, content: Content): void {
  if (!(content in REFUSED_CONTENTS)) return;
  const [zh, en, remedyZh, remedyEn] = REFUSED_CONTENTS[content as keyof typeof REFUSED_CONTENTS];
  throw importError(
    "file-disguised",
    path,
    `文件名是 ${extension}，内容是${zh}，无法导入。${remedyZh}。`,
    `the name says ${extension}, the content is ${en}, which cannot be imported. ${remedyEn}.`,
    { extension, content },
  );
}

function disguised(path: string, extension: string, [zh, en]: readonly [string, string]) {
  return importError(
    "file-disguised",
    path,
    `文件名是 ${extension}，内容却是${zh}。文件可能损坏、改过扩展名，或下载时得到的是网页。请重新取得文件。`,
    `the name says ${extension} but the content is ${en}. The file may be damaged or renamed, or a web page was downloaded. Obtain it again.`,
    { extension },
  );
}

const SNIFFED_BYTES = 4096;

function firstBytes(path: string): Uint8Array {
  const bytes = new Uint8Array(SNIFFED_BYTES);
  const file = openSync(path, "r");
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, SNIFFED_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

const SIGNATURES: readonly (readonly [string, Content])[] = [
  ["PK\x03\x04", "zip"],
  ["PK\x05\x06", "zip"],
  ["SQLite format 3\0", "sqlite"],
  ["\xd0\xcf\x11\xe0", "old-office"],
  ["%PDF", "pdf"],
  ["Rar!", "rar"],
  ["7z\xbc\xaf", "seven-zip"],
  ["MZ", "program"],
  ["\x7fELF", "program"],
  ["AC10", "dwg"],
  ["AutoCAD Binary DXF", "binary-dxf"],
];

function contentOf(bytes: Uint8Array): Content {
  const start = new TextDecoder("latin1").decode(bytes);
  const signature = SIGNATURES.find(([mark]) => start.startsWith(mark));
  if (signature !== undefined) return signature[1];
  const text = start.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (/^(<!doctype html|<html|<\?php|<script|<table)/i.test(text)) return "html";
  if (text.startsWith("<")) return /<html[\s>]/i.test(text) ? "html" : "xml";
  if (text.startsWith("{") || text.startsWith("[")) return "json";
  // A DXF is pairs of lines, a group code and its value; comments (999) may come first (DXF Reference, "About the DXF Format").
  if (/^(999\r?\n[^\n]*\n\s*)*0\r?\n\s*SECTION/.test(text)) return "dxf";
  return bytes.includes(0) ? "binary" : "text";
}
