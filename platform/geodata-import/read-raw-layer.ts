import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { readDxf } from "./formats/read-dxf.ts";
import { listFileGeodatabase, readFileGeodatabase } from "./formats/read-file-geodatabase.ts";
import { readGeoJson } from "./formats/read-geojson.ts";
import { listGeoPackage, readGeoPackage } from "./formats/read-geopackage.ts";
import { listKml, readKml } from "./formats/read-kml.ts";
import { listWithGdal, readWithGdal } from "./formats/read-with-gdal.ts";
import type { VectorFormat } from "./identify-file.ts";
import { chooseLayer, importError } from "./import-errors.ts";
import { readShapefile, shapefileOnDisk, shapefilesInZip } from "./shapefile/read-shapefile.ts";
import type { LayerName, RawLayer, ReadVectorOptions } from "./vector-layer.ts";
import { openZip } from "./zip-archive.ts";

/**
 * One layer as the file has it: nothing placed, nothing mended.
 * @throws TerraceError of the format
 */
export async function readRawLayer(path: string, format: VectorFormat, options: ReadVectorOptions): Promise<RawLayer> {
  const name = basename(path, extname(path));
  switch (format) {
    case "shapefile":
      return readShapefile(path, isZip(path) ? shapefileInZip(path, options.layer) : shapefileOnDisk(path), options);
    case "geopackage":
      return readGeoPackage(path, options);
    case "file-geodatabase":
      return readFileGeodatabase(path, options);
    case "geojson":
      return readGeoJson(path, name, readFileSync(path), options);
    case "kml":
      return readKml(path, name, kmlBytes(path), options);
    case "dxf":
      return readDxf(path, options);
    case "gml":
      return readWithGdal(path, options);
  }
}

/**
 * The layers of a file.
 * @throws TerraceError of the format
 */
export async function listLayers(path: string, format: VectorFormat): Promise<LayerName[]> {
  const name = basename(path, extname(path));
  switch (format) {
    case "shapefile":
      if (!isZip(path)) return [{ name, rowCount: null }];
      return shapefilesInZip(openZip(path, readFileSync(path))).map((shapefile) => ({
        name: shapefile.name,
        rowCount: null,
      }));
    case "geopackage":
      return listGeoPackage(path);
    case "file-geodatabase":
      return listFileGeodatabase(path);
    case "kml":
      return listKml(path, name, kmlBytes(path));
    case "gml":
      return listWithGdal(path);
    case "geojson":
    case "dxf":
      return [{ name, rowCount: null }];
  }
}

function isZip(path: string): boolean {
  return extname(path).toLowerCase() === ".zip";
}

function shapefileInZip(path: string, layer: string | undefined) {
  return chooseLayer(path, shapefilesInZip(openZip(path, readFileSync(path))), layer);
}

/** The first .kml of a KMZ is the document (KML 2.2 reference, KMZ files). */
function kmlBytes(path: string): Uint8Array {
  const bytes = readFileSync(path);
  if (extname(path).toLowerCase() !== ".kmz") return bytes;
  const member = openZip(path, bytes).find(({ name }) => /\.kml$/i.test(name));
  if (member !== undefined) return member.read();
  throw importError("layer-missing", path, "KMZ 中没有 .kml 文件。", "the KMZ holds no .kml file.");
}
