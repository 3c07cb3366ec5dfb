import { createWorkerPool, type WorkerPool } from "#platform/worker-threads";
import { ByteBoundedCache } from "./tile-cache.ts";
import type { Quantile, RasterVersion, TileRequest, TileTasks } from "./tile-tasks.ts";

export interface TileService {
  /**
   * A tile as PNG, or undefined where it shows nothing.
   * @throws TerraceError of reading the raster
   */
  draw(request: TileRequest, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Whether the tile has been drawn before and is still there. */
  isKept(request: TileRequest): boolean;
  /**
   * The 0, 2, 10, 50, 90, 98 and 100 percent quantiles of the cells of an overview, for a legend; empty where none has a
   * value.
   * @throws TerraceError of reading the raster
   */
  quantiles(raster: RasterVersion): Promise<readonly Quantile[]>;
  close(): Promise<void>;
}

export interface TileServiceOptions {
  readonly threads?: number;
  readonly cacheBytes?: number;
}

/** Two cores are what the product is sized for; the main thread does little while tiles are drawn. */
const DEFAULT_THREADS = 2;
/** About 4000 tiles: several screens of each layer of two surveys. */
const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;
/** What an entry costs beside its PNG: the key and the bookkeeping. An empty tile costs this alone. */
const ENTRY_BYTES = 256;

/** Draws map tiles in worker threads, with a cache in front. The threads load at once, so that the first tile is quick. */
export function createTileService(options: TileServiceOptions = {}): TileService {
  const pool: WorkerPool<TileTasks> = createWorkerPool(
    new URL("./tile-worker.ts", import.meta.url),
    options.threads ?? DEFAULT_THREADS,
  );
  pool.start();
  const tiles = new ByteBoundedCache<{ readonly png: Uint8Array<ArrayBuffer> | undefined }>(
    options.cacheBytes ?? DEFAULT_CACHE_BYTES,
  );
  return {
    draw: async (request, signal) => {
      const { tile } = request;
      const key = keyOf(request);
      const known = tiles.get(key);
      if (known !== undefined) return known.png;
      // Tiles of one quarter of the next zoom out share the blocks that they read: they go to one thread.
      const affinity = (tile.x >> 1) + (tile.y >> 1);
      const png = await pool.run("draw", request, signal === undefined ? { affinity } : { affinity, signal });
      tiles.set(key, { png }, ENTRY_BYTES + (png?.byteLength ?? 0));
      return png;
    },
    isKept: (request) => tiles.has(keyOf(request)),
    quantiles: (raster) => pool.run("quantiles", raster),
    close: () => pool.close(),
  };
}

function keyOf({ raster, tile, colouring }: TileRequest): string {
  return `${raster.path} ${raster.version} ${tile.z}/${tile.x}/${tile.y} ${JSON.stringify(colouring)}`;
}
