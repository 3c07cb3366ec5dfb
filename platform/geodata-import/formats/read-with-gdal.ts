import { Worker } from "node:worker_threads";
import { chooseLayer, importError } from "../import-errors.ts";
import type { RawLayer, ReadVectorOptions } from "../vector-layer.ts";
import type { GdalReply } from "./gdal-worker.ts";
import { fieldsOf, layerOfGeoJson, parseGeoJson } from "./read-geojson.ts";

/** GDAL reads a feature's bounding box as attributes when there is no schema beside the GML. */
const BOUNDING_BOX_FIELDS = ["lowerCorner", "upperCorner"];

/**
 * GML through GDAL (gdal3.js), which knows its many forms and the axis order of each reference system. It runs in a worker
 * of its own: GDAL's memory is given back afterwards, and the globals that gdal3.js sets stay out of the program.
 * @throws TerraceError `vector-unreadable`, `layer-unknown`, `layer-not-chosen`, `layer-missing`
 */
export async function readWithGdal(path: string, options: ReadVectorOptions): Promise<RawLayer> {
  const reply = await askGdal(path);
  if (!reply.ok) {
    const reason = reply.reasons.join("; ");
    throw importError(
      "vector-unreadable",
      path,
      `无法读取（${reason || "格式无法识别"}）。请检查文件是否完整。`,
      `cannot be read (${reason || "the format is not recognised"}). Check that the file is complete.`,
    );
  }
  const { name, crs, geoJson } = chooseLayer(path, reply.layers, options.layer);
  // The reference system comes from GDAL's description of the layer, also where we do not support it.
  const raw = layerOfGeoJson(path, name, { ...parseGeoJson(path, geoJson), crs: undefined });
  const features = raw.features.map(({ properties, geometry }) => ({
    properties: Object.fromEntries(
      Object.entries(properties).filter(([field]) => !BOUNDING_BOX_FIELDS.includes(field)),
    ),
    geometry,
  }));
  return { ...raw, name, statedCrs: crs, features, fields: fieldsOf(features) };
}

function askGdal(path: string): Promise<GdalReply> {
  const { promise, resolve, reject } = Promise.withResolvers<GdalReply>();
  const worker = new Worker(new URL("./gdal-worker.ts", import.meta.url), { workerData: { path } });
  worker.once("message", (reply: GdalReply) => {
    resolve(reply);
    void worker.terminate();
  });
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`the GDAL worker ended with exit code ${code}`)));
  return promise;
}
