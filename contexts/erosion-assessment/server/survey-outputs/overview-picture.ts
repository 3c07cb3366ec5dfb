import { encode } from "fast-png";
import type { Raster } from "#engine/rasters";
import { type OpenRaster, openRaster } from "#platform/files";
import { intensityClasses } from "#reference-data";

/** Columns of the picture at most: sharp on paper at 180 mm, small enough to stand inside a page. */
const PICTURE_COLUMNS = 1200;

/** Share of the hillshade in the colour: the same 35 % as on the map. */
const SHADE = 0.35;

/** A PNG of the intensity classes in their standard colours over the hillshade; transparent where there is no result. */
export async function overviewPicture(intensityPath: string, hillshadePath: string): Promise<Uint8Array> {
  const [intensity, hillshade] = await Promise.all([readSmall(intensityPath), readSmall(hillshadePath)]);
  const { columns, rows } = intensity.grid;
  const pixels = new Uint8Array(columns * rows * 4);
  const colours = intensityClasses.map(({ colour }) =>
    [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)),
  );
  for (let cell = 0; cell < columns * rows; cell++) {
    const colour = colours[intensity.values[cell]! - 1];
    if (colour === undefined) continue;
    const light = 1 - SHADE + (SHADE * (hillshade.values[cell] ?? 255)) / 255;
    pixels.set([...colour.map((channel) => Math.round(channel * light)), 255], cell * 4);
  }
  return encode({ width: columns, height: rows, data: pixels, channels: 4 });
}

/** The raster itself, or its largest overview that is not wider than the picture. */
async function readSmall(path: string): Promise<Raster> {
  const file = await openRaster(path);
  try {
    if (file.grid.columns <= PICTURE_COLUMNS) return await file.readWindow(wholeOf(file.grid));
    const level = file.overviews.findIndex(({ columns }) => columns <= PICTURE_COLUMNS);
    return await readLevel(file, level === -1 ? file.overviews.length - 1 : level);
  } finally {
    await file.close();
  }
}

function readLevel(file: OpenRaster, level: number): Promise<Raster> {
  const size = file.overviews[level];
  return size === undefined ? file.readWindow(wholeOf(file.grid)) : file.readOverview(level, wholeOf(size));
}

function wholeOf({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  return { column: 0, row: 0, columns, rows };
}
