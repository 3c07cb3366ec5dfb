import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { crsFromEsriWkt } from "#engine/projections";
import { importError } from "../import-errors.ts";
import { statedSystem } from "../stated-system.ts";
import { decodeUnmarked } from "../text-encoding.ts";
import type { ImportNote, RawLayer, ReadVectorOptions } from "../vector-layer.ts";
import type { ZipMember } from "../zip-archive.ts";
import { readDbf } from "./dbf-table.ts";
import { readShapes } from "./shape-records.ts";

/** The files of one Shapefile, wherever they lie. */
export interface ShapefileParts {
  readonly name: string;
  /** Content of the part with this extension (`.dbf`), or undefined where it is missing. */
  part(extension: string): Uint8Array | undefined;
}

/** The parts beside a .shp; extensions in any case, because files come from Windows. */
export function shapefileOnDisk(path: string): ShapefileParts {
  const directory = dirname(path);
  const stem = basename(path, extname(path));
  const files = new Map(readdirSync(directory).map((file) => [file.toLowerCase(), file]));
  return {
    name: stem,
    part(extension) {
      const file = files.get(`${stem}${extension}`.toLowerCase());
      return file === undefined ? undefined : readFileSync(join(directory, file));
    },
  };
}

export function shapefilesInZip(members: readonly ZipMember[]): ShapefileParts[] {
  return members
    .filter(({ name }) => /\.shp$/i.test(name) && !/(^|\/)(__MACOSX|\._)/.test(name))
    .map(({ name }) => {
      const stem = name.slice(0, -4);
      return {
        name: stem.slice(stem.lastIndexOf("/") + 1),
        part: (extension) =>
          members.find((member) => member.name.toLowerCase() === `${stem}${extension}`.toLowerCase())?.read(),
      };
    });
}

/**
 * Our own reader rather than GDAL's: the encoding of names and text has to be decided from the bytes, GDAL takes a missing
 * `.cpg` for ISO 8859-1, and a truncated file should say so instead of ending early.
 * @throws TerraceError `shapefile-part-missing`, `shapefile-damaged`, `dbf-damaged`, `crs-unknown`, `crs-old-datum` …
 */
export function readShapefile(path: string, parts: ShapefileParts, options: ReadVectorOptions): RawLayer {
  const needed = (extension: string): Uint8Array => {
    const bytes = parts.part(extension);
    if (bytes !== undefined) return bytes;
    throw importError(
      "shapefile-part-missing",
      path,
      `缺少 ${parts.name}${extension}。Shapefile 由 .shp、.shx、.dbf 共同组成，请把它们一起提供（可打成一个 zip）。`,
      `${parts.name}${extension} is missing. A Shapefile consists of .shp, .shx and .dbf; provide all of them (a zip will do).`,
      { missing: `${parts.name}${extension}` },
    );
  };
  const geometries = readShapes(path, needed(".shp"), needed(".shx"));
  const table = readDbf(path, needed(".dbf"), asText(parts.part(".cpg")), options.encoding);
  const notes: ImportNote[] = [...table.notes];
  if (table.recordCount !== geometries.length) {
    throw importError(
      "shapefile-damaged",
      path,
      `图形 ${geometries.length} 个，属性 ${table.recordCount} 条，两者不一致。请重新取得同一次导出的全部文件。`,
      `${geometries.length} shapes but ${table.recordCount} attribute records. Obtain all files of one export again.`,
    );
  }
  const projection = asText(parts.part(".prj"));
  return {
    name: parts.name,
    ...statedSystem(options, () => (projection === undefined ? undefined : crsFromEsriWkt(projection))),
    encoding: table.encoding,
    fields: table.fields,
    features: geometries.map((geometry, i) => ({ properties: table.record(i), geometry })),
    notes,
    text: table.text,
  };
}

function asText(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : decodeUnmarked(bytes);
}
