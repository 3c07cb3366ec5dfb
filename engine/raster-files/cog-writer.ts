import type { CellValues, CellValueType, Grid } from "#engine/rasters";
import type { ByteSink, Compress } from "./byte-access.ts";
import { type CogDescription, LEADER_BYTES, layOutCog, TRAILER_BYTES } from "./cog-file-layout.ts";
import { CogLevel, type FilledTile, levelSizes } from "./cog-levels.ts";
import type { MetadataItem } from "./gdal-metadata.ts";
import { createRowReduction, type OverviewMethod } from "./overview-reduction.ts";
import { encodeTile, isConstant } from "./tile-encoding.ts";

export interface CogOptions {
  /** The full raster. Its system must be a supported one. */
  readonly grid: Grid;
  readonly valueType: CellValueType;
  /** Declared in the file. With float values NaN is the natural choice; NaN cells become this value otherwise. */
  readonly noData: number | undefined;
  /** How overviews are made: `average` for quantities, `mode` or `nearest` for codes. */
  readonly overviewMethod: OverviewMethod;
  /** Cells along a side of a tile, a multiple of 16. */
  readonly blockSize?: number;
  /** What the values are, shown by GIS programs as the band's name. */
  readonly description?: string;
  /** Unit of the values, e.g. `t/(km²·a)`. */
  readonly unit?: string;
  /** Further items, e.g. the 示意 mark of a demonstration. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly compress: Compress;
}

export interface CogWriter {
  /** Takes full-width rows from north to south, any number at a time; the array may be used again afterwards. */
  writeRows(values: CellValues): Promise<void>;
  /** Writes the file into the sink. All rows must have come. */
  finish(): Promise<{ readonly bytes: number }>;
}

const DEFAULT_BLOCK_SIZE = 512;
/** Tiles being compressed at once: one for each of the four threads of Node's pool. A survey writes many layers at once. */
const TILES_IN_FLIGHT = 4;
/** Tiles are copied from the spool to the file in pieces of about this size. */
const COPY_BYTES = 4 << 20;

/**
 * Writes a Cloud Optimized GeoTIFF while its rows stream by. Tiles go to `spool` as they are compressed, because the
 * directories and overviews, whose sizes are known only at the end, come before them in the file.
 * Memory: one row of tiles at each level and the tiles in flight.
 */
export function createCogWriter(sink: ByteSink, spool: ByteSink, options: CogOptions): CogWriter {
  return new StreamingCogWriter(sink, spool, options);
}

interface LevelRecord {
  readonly columns: number;
  readonly rows: number;
  readonly blocksAcross: number;
  /** Where each compressed tile lies in the spool, and its length; length 0 for a tile left out. */
  readonly spoolOffsets: Float64Array;
  readonly tileLengths: Float64Array;
}

class StreamingCogWriter implements CogWriter {
  readonly #sink: ByteSink;
  readonly #spool: ByteSink;
  readonly #options: CogOptions;
  readonly #blockSize: number;
  readonly #levels: readonly LevelRecord[];
  readonly #first: CogLevel;
  readonly #inFlight = new Set<Promise<void>>();
  /** Tiles that the last row filled, in memory that the next row will use again. */
  readonly #filled: FilledTile[] = [];
  /** A tile of one value, such as nodata without a declared nodata, is compressed once. */
  readonly #constantTiles = new Map<number, Promise<Uint8Array>>();
  #spoolEnd = 0;
  #rowsWritten = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(sink: ByteSink, spool: ByteSink, options: CogOptions) {
    this.#sink = sink;
    this.#spool = spool;
    this.#options = options;
    this.#blockSize = options.blockSize ?? DEFAULT_BLOCK_SIZE;
    if (this.#blockSize % 16 !== 0) throw new RangeError("TIFF tiles are multiples of 16 cells");
    const { grid, valueType, noData } = options;
    const isFloat = valueType === "float32" || valueType === "float64";
    const reduction = createRowReduction(options.overviewMethod, noData, isFloat);
    const sizes = levelSizes(grid.columns, grid.rows, this.#blockSize);
    this.#levels = sizes.map(({ columns, rows }) => {
      const blocksAcross = Math.ceil(columns / this.#blockSize);
      const tiles = blocksAcross * Math.ceil(rows / this.#blockSize);
      const spoolOffsets = new Float64Array(tiles);
      return { columns, rows, blocksAcross, spoolOffsets, tileLengths: new Float64Array(tiles) };
    });
    let next: CogLevel | undefined;
    for (let level = sizes.length - 1; level >= 0; level--) {
      next = new CogLevel({
        level,
        ...sizes[level]!,
        blockSize: this.#blockSize,
        valueType,
        padding: noData ?? 0,
        reduction,
        onTile: (tile) => this.#filled.push(tile),
        next,
      });
    }
    this.#first = next!;
  }

  async writeRows(values: CellValues): Promise<void> {
    const { columns, rows } = this.#options.grid;
    const count = values.length / columns;
    if (!Number.isInteger(count) || this.#rowsWritten + count > rows) {
      throw new RangeError(`${values.length} values are not full rows of ${columns}, or beyond row ${rows}`);
    }
    const ready = this.#withDeclaredNoData(values);
    for (let row = 0; row < count; row++) {
      this.#first.acceptRow(ready, row * columns);
      this.#rowsWritten++;
      for (const tile of this.#filled.splice(0)) {
        while (this.#inFlight.size >= TILES_IN_FLIGHT) await Promise.race(this.#inFlight);
        this.#throwFailure();
        this.#takeTile(tile);
      }
    }
  }

  async finish(): Promise<{ readonly bytes: number }> {
    const { grid, valueType, noData } = this.#options;
    if (this.#rowsWritten !== grid.rows) throw new RangeError(`${this.#rowsWritten} of ${grid.rows} rows were written`);
    await Promise.all(this.#inFlight);
    this.#throwFailure();
    const description: CogDescription = {
      grid,
      valueType,
      noData,
      blockSize: this.#blockSize,
      items: metadataItems(this.#options),
    };
    const layout = layOutCog(description, this.#levels);
    await this.#sink.write(0, layout.head);
    await this.#copyTiles(layout.head.length);
    return { bytes: layout.fileBytes };
  }

  #withDeclaredNoData(values: CellValues): CellValues {
    const { noData } = this.#options;
    const isFloat = values instanceof Float32Array || values instanceof Float64Array;
    if (!isFloat || noData === undefined || Number.isNaN(noData)) return values;
    return values.map((value) => (Number.isNaN(value) ? noData : value));
  }

  /** Tiles without any value are left out; readers put the declared nodata in their place. */
  #takeTile({ level, across, down, values }: FilledTile): void {
    const { noData } = this.#options;
    const record = this.#levels[level]!;
    const tile = down * record.blocksAcross + across;
    const first = values[0]!;
    const constant = isConstant(values);
    if (constant && noData !== undefined && Object.is(first, noData)) return;
    let compressed = constant ? this.#constantTiles.get(first) : undefined;
    if (compressed === undefined) {
      compressed = this.#options.compress(encodeTile(values, this.#blockSize));
      if (constant) this.#constantTiles.set(first, compressed);
    }
    const stored = this.#store(record, tile, compressed).finally(() => this.#inFlight.delete(stored));
    this.#inFlight.add(stored);
  }

  async #store(record: LevelRecord, tile: number, compressed: Promise<Uint8Array>): Promise<void> {
    try {
      const bytes = await compressed;
      const offset = this.#spoolEnd;
      this.#spoolEnd += bytes.length;
      record.spoolOffsets[tile] = offset;
      record.tileLengths[tile] = bytes.length;
      await this.#spool.write(offset, bytes);
    } catch (error) {
      // Reported by the next call of the owner, who is not waiting for this tile.
      this.#failure ??= { error };
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #copyTiles(start: number): Promise<void> {
    let position = start;
    let buffer = new Uint8Array(COPY_BYTES);
    let used = 0;
    const flush = async (): Promise<void> => {
      await this.#sink.write(position, buffer.subarray(0, used));
      position += used;
      used = 0;
    };
    for (const record of [...this.#levels].reverse()) {
      for (const [tile, length] of record.tileLengths.entries()) {
        if (length === 0) continue;
        const framed = LEADER_BYTES + length + TRAILER_BYTES;
        if (used + framed > buffer.length) await flush();
        if (framed > buffer.length) buffer = new Uint8Array(framed);
        const bytes = await this.#spool.read(record.spoolOffsets[tile]!, length);
        new DataView(buffer.buffer).setUint32(used, length, true);
        buffer.set(bytes, used + LEADER_BYTES);
        buffer.set(bytes.subarray(length - TRAILER_BYTES), used + LEADER_BYTES + length);
        used += framed;
      }
    }
    await flush();
  }
}

function metadataItems(options: CogOptions): MetadataItem[] {
  const items: MetadataItem[] = Object.entries(options.metadata ?? {}).map(([name, value]) => ({ name, value }));
  if (options.description !== undefined) {
    items.push({ name: "DESCRIPTION", sample: 0, role: "description", value: options.description });
  }
  if (options.unit !== undefined) items.push({ name: "UNITTYPE", sample: 0, role: "unittype", value: options.unit });
  return items;
}
