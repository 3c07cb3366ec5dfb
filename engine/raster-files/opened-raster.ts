import { describeCrs } from "#engine/projections";
import {
  type CellValues,
  type CellValueType,
  clipWindow,
  type Grid,
  gridOfWindow,
  newCellValues,
  type Raster,
  type ValidityBitmap,
  type Window,
} from "#engine/rasters";
import { BlockReader, cacheBytesFor } from "./block-reader.ts";
import type { ByteSource, Inflate } from "./byte-access.ts";
import { verticalUnitOf } from "./crs-from-geo-keys.ts";
import { DecodedBlocks } from "./decoded-blocks.ts";
import { bandItem, type FileTags, type Scaling, scalingOf } from "./file-tags.ts";
import { unitOfName } from "./length-units.ts";
import type { RasterFile } from "./raster-file.ts";
import type { TiffImage } from "./tiff-image.ts";
import { validityOf } from "./validity.ts";

export interface OpenedParts {
  readonly source: ByteSource;
  readonly grid: Grid;
  readonly main: TiffImage;
  readonly overviews: readonly TiffImage[];
  /** Of the raster and of its overviews; each belongs to the image of its size. */
  readonly masks: readonly TiffImage[];
  /** From 1. */
  readonly band: number;
  readonly tags: FileTags;
  readonly inflate: Inflate | undefined;
  readonly blockCacheBytes: number | undefined;
}

export function createRasterFile(parts: OpenedParts): RasterFile {
  const { source, grid, main, overviews, masks, band, tags, inflate } = parts;
  const decoded = new DecodedBlocks(parts.blockCacheBytes ?? cacheBytesFor(main));
  const readerOf = (image: TiffImage, imageNumber: number, sample: number): BlockReader =>
    new BlockReader({ source, image, imageNumber, band: sample, inflate, decoded });
  const levels = [main, ...overviews].map((image, i) => {
    const mask = masks.find(({ columns, rows }) => columns === image.columns && rows === image.rows);
    return {
      grid: i === 0 ? grid : overviewGridOf(grid, image),
      cells: readerOf(image, 2 * i, band - 1),
      mask: mask === undefined ? undefined : readerOf(mask, 2 * i + 1, 0),
    };
  });
  const scaling = scalingOf(tags, band);

  const read = async (level: number, window: Window): Promise<Raster> => {
    const from = levels[level];
    if (from === undefined) throw new RangeError(`no overview ${level - 1}`);
    requireInside(window, from.grid);
    const stored = await from.cells.read(window, tags.noData ?? 0);
    const validity = validityOf(stored, tags.noData);
    const values = scaling === undefined ? stored : scaled(stored, validity, scaling, scaledType(main.valueType));
    const raster = { grid: gridOfWindow(from.grid, window), values, validity };
    if (from.mask !== undefined) applyMask(raster, await from.mask.read(window, 0));
    return raster;
  };

  return {
    name: source.name,
    grid,
    valueType: scaling === undefined ? main.valueType : scaledType(main.valueType),
    bandCount: main.samples,
    band,
    noData: tags.noData,
    linearUnit: describeCrs(grid.crs).unit,
    verticalUnit: unitOfName(bandItem(tags, band, "unittype")) ?? verticalUnitOf(tags.keys),
    description: bandItem(tags, band, "description"),
    overviews: overviews.map(({ columns, rows }) => ({ columns, rows })),
    metadata: Object.fromEntries(
      tags.metadata.filter((item) => item.sample === undefined).map((item) => [item.name, item.value]),
    ),
    tileColumns: main.blockColumns,
    tileRows: main.blockRows,
    readWindow: (window) => read(0, window),
    readOverview: (level, window) => read(level + 1, window),
  };
}

/**
 * Overviews are made by halving, the last odd cell standing for itself: one of 126 columns of a raster of 1001 has cells 8
 * times as wide, not 7.94, and its last column reaches beyond the raster.
 */
function overviewGridOf(grid: Grid, { columns, rows }: TiffImage): Grid {
  return {
    ...grid,
    columns,
    rows,
    cellWidth: grid.cellWidth * reductionOf(grid.columns, columns),
    cellHeight: grid.cellHeight * reductionOf(grid.rows, rows),
  };
}

function reductionOf(full: number, reduced: number): number {
  const whole = Math.round(full / reduced);
  return Math.ceil(full / whole) === reduced ? whole : full / reduced;
}

function requireInside(window: Window, grid: Grid): void {
  const clipped = clipWindow(window, grid);
  const isInside =
    clipped.columns === window.columns && clipped.rows === window.rows && window.columns > 0 && window.rows > 0;
  if (!isInside)
    throw new RangeError(`window ${JSON.stringify(window)} is not inside ${grid.columns} × ${grid.rows} cells`);
}

/** Scaled values are float32, or float64 where the stored type holds more digits than float32 can. */
function scaledType(stored: CellValueType): CellValueType {
  return stored === "float64" || stored === "int32" || stored === "uint32" ? "float64" : "float32";
}

function scaled(
  stored: CellValues,
  validity: ValidityBitmap,
  { scale, offset }: Scaling,
  type: CellValueType,
): CellValues {
  const values = newCellValues(type, stored.length);
  for (let i = 0; i < stored.length; i++) {
    values[i] = validity.isValid(i) ? stored[i]! * scale + offset : Number.NaN;
  }
  return values;
}

function applyMask(raster: Raster, mask: CellValues): void {
  const isFloat = raster.values instanceof Float32Array || raster.values instanceof Float64Array;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 0) continue;
    raster.validity.setInvalid(i);
    if (isFloat) raster.values[i] = Number.NaN;
  }
}
