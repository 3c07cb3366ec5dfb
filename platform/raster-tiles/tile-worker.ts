import { openRaster } from "#platform/files";
import { serveTasks } from "#platform/worker-threads";
import { OpenFiles } from "./open-files.ts";
import { PyramidReader } from "./pyramid.ts";
import { quantilesOf } from "./quantiles.ts";
import { renderTile } from "./render-tile.ts";
import type { RasterVersion, TileTasks } from "./tile-tasks.ts";

/** Decoded blocks that a thread remembers: 64 of 512 × 512 cells, the whole of a raster of 16 million cells. */
const BLOCK_CACHE_BYTES = 64 * 1024 * 1024;

const reader = new PyramidReader(BLOCK_CACHE_BYTES);
const files = new OpenFiles(openRaster);
const keyOf = ({ path, version }: RasterVersion) => `${path} ${version}`;

serveTasks<TileTasks>({
  draw: async ({ raster, tile, colouring }) => {
    const file = await files.open(raster);
    const output = await renderTile(file, keyOf(raster), tile, colouring, reader);
    return { output, transfer: output === undefined ? [] : [output.buffer] };
  },
  quantiles: async (raster) => ({ output: await quantilesOf(await files.open(raster), keyOf(raster), reader) }),
});
