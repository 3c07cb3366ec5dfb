import { describeCrs } from "#engine/projections";
import type { CellValueType, Grid } from "#engine/rasters";
import { formatGdalMetadata, type MetadataItem } from "./gdal-metadata.ts";
import { formatGeoKeys } from "./geo-keys.ts";
import { directorySize, doubles, encodeDirectory, shorts, type TiffField, text, utf8 } from "./tiff-directory.ts";
import { predictorFor } from "./tile-encoding.ts";

export interface CogLevelContent {
  readonly columns: number;
  readonly rows: number;
  /** Compressed bytes of each tile, row by row; 0 for a tile that holds nothing and is left out. */
  readonly tileLengths: Float64Array;
}

export interface CogDescription {
  readonly grid: Grid;
  readonly valueType: CellValueType;
  readonly noData: number | undefined;
  readonly blockSize: number;
  readonly items: readonly MetadataItem[];
}

export interface CogFileLayout {
  /** Everything before the first tile. */
  readonly head: Uint8Array;
  /** For each level, the byte where each tile begins (after its 4-byte leader); 0 where it is left out. */
  readonly tileOffsets: readonly Float64Array[];
  readonly fileBytes: number;
}

/** Before each tile its length as uint32, after it its last four bytes again: readers can then fetch both in one go. */
export const LEADER_BYTES = 4;
export const TRAILER_BYTES = 4;

/** GDAL's hidden header of a COG, https://gdal.org/drivers/raster/cog.html#header-ghost-area. */
function ghostHeader(): Uint8Array {
  const lines = [
    "LAYOUT=IFDS_BEFORE_DATA",
    "BLOCK_ORDER=ROW_MAJOR",
    "BLOCK_LEADER=SIZE_AS_UINT4",
    "BLOCK_TRAILER=LAST_4_BYTES_REPEATED",
    // The blank lets an editor write YES in place.
    "KNOWN_INCOMPATIBLE_EDITION=NO\n ",
  ].join("\n");
  const size = String(lines.length).padStart(6, "0");
  return Uint8Array.from(utf8(`GDAL_STRUCTURAL_METADATA_SIZE=${size} bytes\n${lines}`));
}

const LARGEST_CLASSIC_FILE = 2 ** 32 - 1;

/**
 * Where everything goes: header, directories from full resolution to the smallest overview, then the tiles of the
 * smallest overview and so on up to full resolution. BigTIFF when a classic file would pass 4 GiB.
 */
export function layOutCog(description: CogDescription, levels: readonly CogLevelContent[]): CogFileLayout {
  const classic = layOut(description, levels, false);
  return classic.fileBytes <= LARGEST_CLASSIC_FILE ? classic : layOut(description, levels, true);
}

/** @param isBig BigTIFF whatever the size, for tests of that form */
export function layOut(description: CogDescription, levels: readonly CogLevelContent[], isBig: boolean): CogFileLayout {
  const ghost = ghostHeader();
  const firstDirectory = alignTo2((isBig ? 16 : 8) + ghost.length);
  // Offsets take the same room whatever their values, so sizes can be had before the values are known.
  const unplaced = levels.map((level) => new Float64Array(level.tileLengths.length));
  let end = firstDirectory;
  const directoryOffsets = levels.map((level, i) => {
    const offset = end;
    end = alignTo8(end + directorySize(fieldsOf(description, level, i, unplaced[i]!, isBig), isBig));
    return offset;
  });
  const { tileOffsets, fileBytes } = placeTiles(levels, end);
  if (!isBig && fileBytes > LARGEST_CLASSIC_FILE) return { head: new Uint8Array(0), tileOffsets, fileBytes };

  const head = new Uint8Array(end);
  writeHeader(head, firstDirectory, isBig);
  head.set(ghost, isBig ? 16 : 8);
  for (const [i, level] of levels.entries()) {
    const fields = fieldsOf(description, level, i, tileOffsets[i]!, isBig);
    const offset = directoryOffsets[i]!;
    head.set(encodeDirectory(fields, { isBig, offset, next: directoryOffsets[i + 1] ?? 0 }), offset);
  }
  return { head, tileOffsets, fileBytes };
}

function placeTiles(
  levels: readonly CogLevelContent[],
  start: number,
): { readonly tileOffsets: Float64Array[]; readonly fileBytes: number } {
  const tileOffsets = levels.map((level) => new Float64Array(level.tileLengths.length));
  let end = start;
  for (let i = levels.length - 1; i >= 0; i--) {
    const offsets = tileOffsets[i]!;
    for (const [tile, length] of levels[i]!.tileLengths.entries()) {
      if (length === 0) continue;
      offsets[tile] = end + LEADER_BYTES;
      end += LEADER_BYTES + length + TRAILER_BYTES;
    }
  }
  return { tileOffsets, fileBytes: end };
}

function writeHeader(head: Uint8Array, firstDirectory: number, isBig: boolean): void {
  const view = new DataView(head.buffer);
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, isBig ? 43 : 42, true);
  if (isBig) {
    view.setUint16(4, 8, true);
    view.setBigUint64(8, BigInt(firstDirectory), true);
  } else {
    view.setUint32(4, firstDirectory, true);
  }
}

const SAMPLE_FORMATS: Readonly<Record<CellValueType, number>> = {
  uint8: 1,
  uint16: 1,
  uint32: 1,
  int8: 2,
  int16: 2,
  int32: 2,
  float32: 3,
  float64: 3,
};

function bitsOf(type: CellValueType): number {
  return Number(/\d+$/.exec(type)![0]);
}

function fieldsOf(
  description: CogDescription,
  level: CogLevelContent,
  index: number,
  offsets: Float64Array,
  isBig: boolean,
): TiffField[] {
  const { valueType, noData, blockSize, grid, items } = description;
  const fields: TiffField[] = [
    { tag: 256, type: "long", values: [level.columns] },
    { tag: 257, type: "long", values: [level.rows] },
    shorts(258, bitsOf(valueType)),
    shorts(259, 8),
    shorts(262, 1),
    shorts(277, 1),
    shorts(284, 1),
    shorts(317, predictorFor(valueType)),
    shorts(322, blockSize),
    shorts(323, blockSize),
    { tag: 324, type: isBig ? "long8" : "long", values: offsets },
    { tag: 325, type: "long", values: level.tileLengths },
    shorts(339, SAMPLE_FORMATS[valueType]),
  ];
  if (noData !== undefined) fields.push(text(42113, Number.isNaN(noData) ? "nan" : String(noData)));
  if (index > 0) return [{ tag: 254, type: "long", values: [1] }, ...fields];
  const keys = formatGeoKeys(describeCrs(grid.crs));
  const metadata = formatGdalMetadata(items);
  fields.push(
    doubles(33550, grid.cellWidth, grid.cellHeight, 0),
    doubles(33922, 0, 0, 0, grid.originX, grid.originY, 0),
    shorts(34735, ...keys.directory),
    text(34737, keys.text),
  );
  if (metadata !== undefined) fields.push(text(42112, metadata));
  return fields;
}

function alignTo2(value: number): number {
  return value + (value % 2);
}

function alignTo8(value: number): number {
  return Math.ceil(value / 8) * 8;
}
