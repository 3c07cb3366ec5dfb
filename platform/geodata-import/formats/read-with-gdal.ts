import { Worker } from "node:worker_threads";
import { chooseLayer, importError } from "../import-errors.ts";
import type { LayerName, RawLayer, ReadVectorOptions } from "../vector-layer.ts";
import type { GdalLayer, GdalReply, GdalRequest } from "./gdal-worker.ts";
import { fieldsOf, layerOfGeoJson, parseGeoJson } from "./read-geojson.ts";

/** GDAL reads a feature's bounding box as attributes when there is no schema beside the GML. */
const BOUNDING_BOX_FIELDS = ["lowerCorner", "upperCorner"];

/**
 * GML, FileGDB and DXF through GDAL (gdal3.js), which knows their many forms and the axis order of each reference system. It
 * runs in a worker of its own: GDAL's memory is given back afterwards, and the globals that gdal3.js sets stay out of the
 * program.
 * @param gdalPath what GDAL opens, where it is not the file itself
 * @throws TerraceError `vector-unreadable`, `layer-unknown`, `layer-not-chosen`, `layer-missing`
 */
export async function readWithGdal(
  path: string,
  options: ReadVectorOptions,
  gdalPath: string = path,
): Promise<RawLayer> {
  const layers = await askGdal(path, { path: gdalPath, layer: options.layer, isListing: false });
  const { name, crs, geoJson } = chooseLayer(path, layers, options.layer);
  // The reference system comes from GDAL's description of the layer, also where we do not support it.
  const raw = layerOfGeoJson(path, name, { ...parseGeoJson(path, geoJson!), crs: undefined });
  const features = raw.features.map(({ properties, geometry }) => ({
    properties: Object.fromEntries(
      Object.entries(properties).filter(([field]) => !BOUNDING_BOX_FIELDS.includes(field)),
    ),
    geometry,
  }));
  return { ...raw, name, statedCrs: crs, features, fields: fieldsOf(features) };
}

/** @throws TerraceError `vector-unreadable` */
export async function listWithGdal(path: string, gdalPath: string = path): Promise<LayerName[]> {
  const layers = await askGdal(path, { path: gdalPath, layer: undefined, isListing: true });
  return layers.map(({ name, featureCount }) => ({ name, rowCount: featureCount }));
}

async function askGdal(path: string, request: GdalRequest): Promise<readonly GdalLayer[]> {
  const { promise, resolve, reject } = Promise.withResolvers<GdalReply>();
  const worker = new Worker(new URL("./gdal-worker.ts", import.meta.url), { workerData: request });
  worker.once("message", (reply: GdalReply) => {
    resolve(reply);
    void worker.terminate();
  });
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`the GDAL worker ended with exit code ${code}`)));
  const reply = await promise;
  if (reply.ok) return reply.layers;
  const reason = reply.reasons.join("; ");
  throw importError(
    "vector-unreadable",
    path,
    `无法读取（${reason || "格式无法识别"}）。请检查文件是否完整。`,
    `cannot be read (${reason || "the format is not recognised"}). Check that the file is complete.`,
  );
}
