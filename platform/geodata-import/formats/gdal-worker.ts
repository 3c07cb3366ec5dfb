import { createRequire } from "node:module";
import { dirname, relative } from "node:path";
import { parentPort, workerData } from "node:worker_threads";

/** The part of gdal3.js that we use; its own types know nothing of its Node build. */
interface Gdal {
  open(path: string): Promise<{ datasets: readonly unknown[] }>;
  ogrinfo(dataset: unknown, options: readonly string[]): Promise<{ layers: readonly GdalLayerInfo[] }>;
  ogr2ogr(dataset: unknown, options: readonly string[], name: string): Promise<unknown>;
  getFileBytes(file: unknown): Promise<Uint8Array>;
}

interface GdalLayerInfo {
  readonly name: string;
  readonly featureCount: number;
  readonly geometryFields: readonly { readonly coordinateSystem?: { readonly projjson?: { readonly id?: unknown } } }[];
}

export interface GdalRequest {
  readonly path: string;
  /** The layer to read; without it the only one, and none where there are several. */
  readonly layer: string | undefined;
  /** Only the names of the layers are wanted. */
  readonly isListing: boolean;
}

/** One layer; its features as GeoJSON text in easting, northing or longitude, latitude, where it was to be read. */
export interface GdalLayer {
  readonly name: string;
  readonly featureCount: number;
  /** `EPSG:4326` and the like, or undefined where the file states none. */
  readonly crs: string | undefined;
  readonly geoJson: Uint8Array | undefined;
}

export type GdalReply =
  | { readonly ok: true; readonly layers: readonly GdalLayer[] }
  | { readonly ok: false; readonly reasons: readonly string[] };

const complaints: string[] = [];

async function loadGdal(): Promise<Gdal> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("gdal3.js/node.js");
  const initialise = require(entry) as (options: object) => Promise<Gdal>;
  // gdal3.js puts "./" before the path of its data file, so an absolute path would not be found.
  const path = relative(process.cwd(), `${dirname(entry)}/dist/package`);
  const errorHandler = (message: string): void => {
    complaints.push(message);
  };
  // DXF files come here re-coded to UTF-8, whatever their header says.
  const env = { GML_SAVE_RESOLVED_TO: "NONE", DXF_ENCODING: "UTF-8" };
  return initialise({ path, logHandler: () => undefined, errorHandler, env });
}

function crsOf(layer: GdalLayerInfo): string | undefined {
  const id = layer.geometryFields[0]?.coordinateSystem?.projjson?.id as
    | { authority?: string; code?: unknown }
    | undefined;
  if (id?.authority === "OGC" && id.code === "CRS84") return "EPSG:4326";
  return id?.authority === undefined ? undefined : `${id.authority}:${id.code}`;
}

async function read({ path, layer: wanted, isListing }: GdalRequest): Promise<GdalReply> {
  const gdal = await loadGdal();
  let datasets: readonly unknown[];
  try {
    ({ datasets } = await gdal.open(path));
  } catch (error) {
    // gdal3.js throws its list of error records when nothing could be opened.
    if (!Array.isArray(error)) throw error;
    return { ok: false, reasons: complaints };
  }
  const dataset = datasets[0];
  if (dataset === undefined) return { ok: false, reasons: complaints };
  const { layers } = await gdal.ogrinfo(dataset, ["-al", "-so"]);
  const read: GdalLayer[] = [];
  for (const [i, layer] of layers.entries()) {
    const isWanted = !isListing && (wanted === undefined ? layers.length === 1 : layer.name === wanted);
    const options = ["-f", "GeoJSON", "-dim", "XY", "-lco", "COORDINATE_PRECISION=12", layer.name];
    const bytes = isWanted
      ? (await gdal.getFileBytes(await gdal.ogr2ogr(dataset, options, `layer-${i}`))).slice()
      : undefined;
    read.push({ name: layer.name, featureCount: layer.featureCount, crs: crsOf(layer), geoJson: bytes });
  }
  return { ok: true, layers: read };
}

parentPort?.postMessage(await read(workerData as GdalRequest));
