import { TerraceError } from "#errors";
import { BASE_MAP_LAYERS, type BaseMapLayer } from "./layers.ts";
import { createTileStore } from "./tile-store.ts";

export interface BaseMapOptions {
  /** A key of 天地图 for servers (服务端); null where there is none, and the map stands on our own hillshade. */
  readonly key: string | null;
  /** Where tiles are kept; made where it does not exist. */
  readonly cacheFolder: string;
  readonly capacityBytes?: number;
  /** With `{server}` for 0 to 7. */
  readonly address?: string;
  /** Told of what keeps tiles from being stored; the tiles are served all the same. Never holds the key. */
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
}

export interface BaseMapTile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

export interface BaseMap {
  /** Empty where there is no key. */
  readonly layers: readonly BaseMapLayer[];
  /**
   * One tile of 256 px, from the disk where it is young enough, otherwise from 天地图, otherwise from the disk whatever its age.
   * Undefined where 天地图 has none.
   * @throws TerraceError `base-map-layer-unknown`, `base-map-key-refused`, `base-map-unreachable`
   */
  tile(layer: string, z: number, x: number, y: number): Promise<BaseMapTile | undefined>;
}

const ADDRESS = "https://t{server}.tianditu.gov.cn";
const DEFAULT_CAPACITY_BYTES = 2 * 2 ** 30;
const DAY_MS = 86_400_000;
const FRESH_MS = 30 * DAY_MS;
const LONGEST_WAIT_MS = 8000;
/** After a failure nobody waits for the network again until this has passed: on an intranet every tile would hang. */
const PAUSE_MS = 30_000;

/** The base map of 天地图 through our server, so that its key never reaches a browser. */
export function createBaseMap(options: BaseMapOptions): BaseMap {
  const { key, cacheFolder, capacityBytes = DEFAULT_CAPACITY_BYTES, address = ADDRESS, onError } = options;
  const now = options.now ?? Date.now;
  const store = createTileStore(cacheFolder, capacityBytes);
  const underWay = new Map<string, Promise<BaseMapTile | undefined>>();
  let failed: { readonly error: TerraceError; readonly until: number } | undefined;
  let isStoreFailing = false;

  async function ask(layer: BaseMapLayer, z: number, x: number, y: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (failed !== undefined && now() < failed.until) throw failed.error;
    try {
      const bytes = await fetchTile(
        `${address.replace("{server}", String((x + y) % 8))}${pathOf(layer, z, x, y)}`,
        key,
      );
      failed = undefined;
      return bytes;
    } catch (error) {
      if (!(error instanceof TerraceError)) throw error;
      failed = { error, until: now() + PAUSE_MS };
      throw error;
    }
  }

  /** The disk is a convenience: a full one is said once, and not with every tile. */
  async function onDisk<Output>(work: () => Promise<Output>): Promise<Output | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isStoreFailing) onError(error);
      isStoreFailing = true;
      return undefined;
    }
  }

  async function load(layer: BaseMapLayer, z: number, x: number, y: number): Promise<BaseMapTile | undefined> {
    const name = `${layer.id}/${z}/${x}/${y}`;
    const kept = await onDisk(() => store.read(name));
    if (kept !== undefined && now() - kept.writtenAt < FRESH_MS) return tileOf(kept.bytes);
    try {
      const bytes = await ask(layer, z, x, y);
      if (bytes === null) return undefined;
      await onDisk(async () => {
        await store.write(name, bytes);
        isStoreFailing = false;
      });
      return tileOf(bytes);
    } catch (error) {
      if (!(error instanceof TerraceError) || kept === undefined) throw error;
      return tileOf(kept.bytes);
    }
  }

  return {
    layers: key === null ? [] : BASE_MAP_LAYERS,
    tile: (id, z, x, y) => {
      const layer = key === null ? undefined : BASE_MAP_LAYERS.find((candidate) => candidate.id === id);
      if (layer === undefined) return Promise.reject(layerUnknown(id));
      const side = 2 ** z;
      const isTile = z >= layer.minZoom && z <= layer.maxZoom && x >= 0 && y >= 0 && x < side && y < side;
      if (!isTile) return Promise.resolve(undefined);
      const name = `${id}/${z}/${x}/${y}`;
      const known = underWay.get(name);
      if (known !== undefined) return known;
      const loading = load(layer, z, x, y).finally(() => underWay.delete(name));
      underWay.set(name, loading);
      return loading;
    },
  };
}

function pathOf({ code }: BaseMapLayer, z: number, x: number, y: number): string {
  const query = new URLSearchParams({
    SERVICE: "WMTS",
    REQUEST: "GetTile",
    VERSION: "1.0.0",
    LAYER: code,
    STYLE: "default",
    TILEMATRIXSET: "w",
    FORMAT: "tiles",
    TILEMATRIX: String(z),
    TILEROW: String(y),
    TILECOL: String(x),
  });
  return `/${code}_w/wmts?${query}`;
}

/** Null where there is no such tile. What is thrown names neither the address nor the key. */
async function fetchTile(address: string, key: string | null): Promise<Uint8Array<ArrayBuffer> | null> {
  let response: Response;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(`${address}&tk=${encodeURIComponent(key ?? "")}`, {
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
      headers: { "User-Agent": "Terrace" },
    });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    // The network's reason is enough: the error of fetch may hold the address, and with it the key.
    throw unreachable(error instanceof Error ? error.name : "unknown");
  }
  if (response.status === 404 || response.status === 204) return null;
  if (response.ok && contentTypeOf(bytes) !== undefined) return bytes;
  // A refused key comes as 401, 403 or 418, or as a text with status 200.
  if (response.ok || [401, 403, 418].includes(response.status)) throw keyRefused(response.status);
  throw unreachable(`HTTP ${response.status}`);
}

function tileOf(bytes: Uint8Array<ArrayBuffer>): BaseMapTile {
  return { bytes, contentType: contentTypeOf(bytes) ?? "application/octet-stream" };
}

/** By the first bytes: 天地图 sends some layers as PNG, others as JPEG. */
function contentTypeOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return "image/jpeg";
  if (bytes[0] === 0x52 && bytes[8] === 0x57) return "image/webp";
  return undefined;
}

function layerUnknown(layer: string): TerraceError {
  return new TerraceError({
    code: "base-map-layer-unknown",
    userMessage: `没有底图“${layer}”：服务器没有设置天地图密钥，或没有这个图层。请改用晕渲底图；需要天地图时请管理员设置 TIANDITU_KEY。`,
    message: `There is no base map ${layer}: the server has no key of Tianditu, or there is no such layer. Use the hillshade, or have TIANDITU_KEY set.`,
    details: { layer },
  });
}

function keyRefused(status: number): TerraceError {
  return new TerraceError({
    code: "base-map-key-refused",
    userMessage:
      "天地图没有接受服务器的密钥（可能类型不是服务端、已停用或超出当日次数）。请改用晕渲底图，并请管理员检查密钥。",
    message:
      "Tianditu did not accept the server's key: it may not be a key for servers, be disabled, or be used up for today. Use the hillshade and have the key checked.",
    details: { status },
  });
}

function unreachable(reason: string): TerraceError {
  return new TerraceError({
    code: "base-map-unreachable",
    userMessage: "服务器连不上天地图。请改用晕渲底图；需要天地图时请管理员检查服务器的外网连接。",
    message: "The server cannot reach Tianditu. Use the hillshade, or have the server's connection checked.",
    details: { reason },
  });
}
