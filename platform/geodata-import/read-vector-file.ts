import { statSync } from "node:fs";
import { extname } from "node:path";
import { describeCrs, transformer } from "#engine/projections";
import { cleanFeatures } from "./geometry/clean-features.ts";
import type { VectorFormat } from "./identify-file.ts";
import { importError, namingFile } from "./import-errors.ts";
import { readRawLayer } from "./read-raw-layer.ts";
import { placeFeatures } from "./reference-system.ts";
import type { RawLayer, ReadVectorOptions, VectorLayer } from "./vector-layer.ts";

/**
 * Reads one layer of a vector file: Shapefile (.shp, or .zip with one), GeoPackage, GeoJSON, KML, KMZ, GML. Geometries come
 * out two-dimensional and valid, x before y, in the file's own reference system (GCJ-02 as WGS 84).
 *
 * @throws TerraceError for everything that is wrong with the file, saying what, where and what to do:
 *   `file-missing`, `file-unreadable`, `file-too-large`, `format-unknown`, `shapefile-part-missing`, `shapefile-damaged`, `dbf-damaged`, `zip-damaged`,
 *   `geopackage-damaged`, `geojson-damaged`, `kml-damaged`, `vector-unreadable`, `encoding-unknown`, `layer-unknown`,
 *   `layer-not-chosen`, `layer-missing`, `crs-missing`, `crs-unknown`, `crs-unsupported`, `crs-old-datum`,
 *   `crs-implausible`, `axes-swapped`, `field-missing`, `geometry-none`,
 *   `geometry-unreadable`, `geometry-not-repairable`
 */
export async function readVectorFile(path: string, options: ReadVectorOptions = {}): Promise<VectorLayer> {
  if (options.crs !== undefined && options.crs.toUpperCase() !== "GCJ-02") describeCrs(options.crs);
  return namingFile(path, () => readLayer(path, options));
}

async function readLayer(path: string, options: ReadVectorOptions): Promise<VectorLayer> {
  const raw = await readRaw(path, options);
  checkFields(path, raw, options.requiredFields ?? []);
  const placed = placeFeatures(path, raw, options.crs);
  const toGeographic = transformer(placed.crs, "EPSG:4490");
  const cleaned = cleanFeatures(placed.features, options.geometry, ([x, y]) => {
    const place = toGeographic(x!, y!);
    return { longitude: place.x, latitude: place.y };
  });
  if (options.geometry !== undefined && cleaned.features.length === 0) throw noGeometry(path, raw, options.geometry);
  return {
    name: raw.name,
    crs: placed.crs,
    encoding: raw.encoding,
    fields: raw.fields,
    features: cleaned.features,
    repairs: cleaned.repairs,
    notes: [...raw.notes, ...placed.notes, ...cleaned.notes],
  };
}

/** What Node reads at once (fs.readFile, ERR_FS_FILE_TOO_LARGE). */
const MAXIMUM_BYTES = 2 ** 31 - 1;

async function readRaw(path: string, options: ReadVectorOptions): Promise<RawLayer> {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isFile() !== true) {
    throw importError("file-missing", path, "文件不存在。请检查路径。", "there is no such file. Check the path.");
  }
  const extension = extname(path).toLowerCase();
  if (status.size > MAXIMUM_BYTES && extension !== ".gpkg") {
    throw importError(
      "file-too-large",
      path,
      "文件超过 2 GiB，无法一次读入。请转为 GeoPackage 或按区域拆分后再导入。",
      "the file exceeds 2 GiB and cannot be read at once. Convert it to GeoPackage or split it by area.",
      { bytes: status.size },
    );
  }
  const format = FORMATS[extension];
  if (format !== undefined) return readRawLayer(path, format, options);
  throw importError(
    "format-unknown",
    path,
    `不支持 ${extension || "没有扩展名的"} 文件。请提供 Shapefile（.shp 或 .zip）、GeoPackage、GeoJSON、KML、KMZ 或 GML。`,
    `${extension || "files without an extension"} are not supported. Provide a Shapefile (.shp or .zip), GeoPackage, GeoJSON, KML, KMZ or GML.`,
    { extension },
  );
}

const FORMATS: Readonly<Record<string, VectorFormat>> = {
  ".shp": "shapefile",
  ".zip": "shapefile",
  ".gpkg": "geopackage",
  ".geojson": "geojson",
  ".json": "geojson",
  ".kml": "kml",
  ".kmz": "kml",
  ".gml": "gml",
  ".xml": "gml",
};

function checkFields(path: string, layer: RawLayer, required: readonly string[]): void {
  const names = layer.fields.map(({ name }) => name);
  const missing = required.filter((field) => !names.includes(field));
  if (missing.length === 0) return;
  throw importError(
    "field-missing",
    path,
    `图层“${layer.name}”没有字段 ${missing.join("、")}。现有字段：${names.join("、") || "（无）"}。请改用其中的字段，或补上缺少的字段。`,
    `layer "${layer.name}" has no field ${missing.join(", ")}. Its fields: ${names.join(", ") || "(none)"}. Use one of these, or add the missing one.`,
    { missing, fields: names },
  );
}

function noGeometry(path: string, layer: RawLayer, kind: string) {
  const names = { polygon: ["面", "polygons"], line: ["线", "lines"], point: ["点", "points"] }[kind] ?? [kind, kind];
  return importError(
    "geometry-none",
    path,
    `图层“${layer.name}”的 ${layer.features.length} 个要素中没有${names[0]}。请检查是否选错了文件或图层。`,
    `none of the ${layer.features.length} features of layer "${layer.name}" are ${names[1]}. Check that it is the right file and layer.`,
    { features: layer.features.length },
  );
}
