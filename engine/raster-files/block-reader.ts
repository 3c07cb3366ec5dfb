import { type CellValues, newCellValues, type Window } from "#engine/rasters";
import { decodeBlock } from "./block-decoding.ts";
import type { ByteSource, Inflate } from "./byte-access.ts";
import type { DecodedBlocks } from "./decoded-blocks.ts";
import { rasterFileError } from "./errors.ts";
import type { TiffImage } from "./tiff-image.ts";

/** Neighbouring blocks are fetched in one read of at most this many bytes. */
const LONGEST_READ = 8 << 20;
/** Keys of an image's blocks begin at a multiple of this; no image has as many blocks. */
const BLOCKS_PER_IMAGE = 2 ** 32;

/** What it takes to read a raster strip by strip without decoding any block twice: a row of blocks and one more. */
export function cacheBytesFor(image: TiffImage): number {
  const samples = image.arePlanesSeparate ? 1 : image.samples;
  const blockBytes = image.blockColumns * image.blockRows * samples * Math.max(1, image.bitsPerSample / 8);
  return blockBytes * (image.blocksAcross + 1);
}

export interface BlockReaderOptions {
  readonly source: ByteSource;
  readonly image: TiffImage;
  /** Tells the images of one file apart, from 0. */
  readonly imageNumber: number;
  /** From 0. */
  readonly band: number;
  readonly inflate: Inflate | undefined;
  /** Shared by the images of a file. */
  readonly decoded: DecodedBlocks;
}

interface StoredBlock {
  readonly index: number;
  readonly offset: number;
  readonly length: number;
}

/** Reads windows of one band of one image, block by block, keeping the blocks that the next strip will need again. */
export class BlockReader {
  readonly #source: ByteSource;
  readonly #image: TiffImage;
  readonly #band: number;
  readonly #inflate: Inflate | undefined;
  readonly #decoded: DecodedBlocks;
  readonly #firstKey: number;

  constructor(options: BlockReaderOptions) {
    this.#source = options.source;
    this.#image = options.image;
    this.#band = options.band;
    this.#inflate = options.inflate;
    this.#decoded = options.decoded;
    this.#firstKey = options.imageNumber * BLOCKS_PER_IMAGE;
  }

  /**
   * Values of a window, row by row; cells of blocks that were never written get `fill`.
   * @throws TerraceError `raster-truncated` | `raster-unreadable`
   */
  async read(window: Window, fill: number): Promise<CellValues> {
    const image = this.#image;
    const values = newCellValues(image.valueType, window.columns * window.rows);
    const firstAcross = Math.floor(window.column / image.blockColumns);
    const lastAcross = Math.floor((window.column + window.columns - 1) / image.blockColumns);
    const firstDown = Math.floor(window.row / image.blockRows);
    const lastDown = Math.floor((window.row + window.rows - 1) / image.blockRows);
    const missing: StoredBlock[] = [];
    for (let down = firstDown; down <= lastDown; down++) {
      for (let across = firstAcross; across <= lastAcross; across++) {
        const index = this.#blockIndex(across, down);
        const kept = this.#decoded.get(this.#firstKey + index);
        if (kept === undefined) missing.push(this.#storedBlock(index));
        else this.#copy(kept, index, window, values);
      }
    }
    for (const block of missing) {
      if (block.length === 0) this.#fillBlock(block.index, window, values, fill);
    }
    const stored = missing.filter((block) => block.length > 0).sort((a, b) => a.offset - b.offset);
    for (const run of runsOf(stored)) await this.#readRun(run, window, values);
    return values;
  }

  #blockIndex(across: number, down: number): number {
    const image = this.#image;
    const plane = image.arePlanesSeparate ? this.#band * image.blocksAcross * image.blocksDown : 0;
    return plane + down * image.blocksAcross + across;
  }

  #storedBlock(index: number): StoredBlock {
    const offset = Number(this.#image.blockOffsets[index] ?? 0);
    const length = Number(this.#image.blockLengths[index] ?? 0);
    if (offset + length > this.#source.size) throw this.#truncated(index, offset + length);
    return { index, offset, length: offset === 0 ? 0 : length };
  }

  async #readRun(run: readonly StoredBlock[], window: Window, values: CellValues): Promise<void> {
    const first = run[0]!;
    const last = run[run.length - 1]!;
    const bytes = await this.#source.read(first.offset, last.offset + last.length - first.offset);
    await Promise.all(
      run.map(async (block) => {
        const start = block.offset - first.offset;
        if (bytes.length < start + block.length) throw this.#truncated(block.index, block.offset + block.length);
        const decoded = await this.#decode(block, bytes.subarray(start, start + block.length));
        this.#keep(block.index, decoded);
        this.#copy(decoded, block.index, window, values);
      }),
    );
  }

  async #decode(block: StoredBlock, stored: Uint8Array): Promise<Uint8Array> {
    try {
      return await decodeBlock(this.#image, stored, this.#rowsOf(block.index), this.#inflate);
    } catch (cause) {
      const row = this.#firstRowOf(block.index);
      throw rasterFileError(
        "raster-unreadable",
        this.#source.name,
        {
          zh: `第 ${row + 1} 行起的数据块已损坏，无法解压（字节 ${block.offset}）。请重新复制或下载该文件。`,
          en: `the block that begins at row ${row + 1} is damaged and cannot be decoded (byte ${block.offset}). Copy or download the file again.`,
        },
        { row, byte: block.offset },
        cause,
      );
    }
  }

  /** Uncompressed strips cost nothing to read again. */
  #keep(index: number, decoded: Uint8Array): void {
    if (this.#image.compression !== 1 || this.#image.isTiled) this.#decoded.keep(this.#firstKey + index, decoded);
  }

  #firstRowOf(index: number): number {
    const image = this.#image;
    return Math.floor((index % (image.blocksAcross * image.blocksDown)) / image.blocksAcross) * image.blockRows;
  }

  /** Tiles are always whole; the last strip may be short. */
  #rowsOf(index: number): number {
    const image = this.#image;
    return image.isTiled ? image.blockRows : Math.min(image.blockRows, image.rows - this.#firstRowOf(index));
  }

  #overlap(index: number, window: Window): BlockOverlap {
    const image = this.#image;
    const blockRow = this.#firstRowOf(index);
    const blockColumn = (index % image.blocksAcross) * image.blockColumns;
    const firstRow = Math.max(window.row, blockRow);
    const endRow = Math.min(window.row + window.rows, blockRow + this.#rowsOf(index));
    const firstColumn = Math.max(window.column, blockColumn);
    const endColumn = Math.min(window.column + window.columns, blockColumn + image.blockColumns);
    return { blockRow, blockColumn, firstRow, endRow, firstColumn, endColumn };
  }

  #fillBlock(index: number, window: Window, values: CellValues, fill: number): void {
    const { firstRow, endRow, firstColumn, endColumn } = this.#overlap(index, window);
    for (let row = firstRow; row < endRow; row++) {
      const start = (row - window.row) * window.columns - window.column;
      values.fill(fill, start + firstColumn, start + endColumn);
    }
  }

  #copy(block: Uint8Array, index: number, window: Window, values: CellValues): void {
    const image = this.#image;
    const { blockRow, blockColumn, firstRow, endRow, firstColumn, endColumn } = this.#overlap(index, window);
    const size = values.BYTES_PER_ELEMENT;
    const target = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const samples = image.arePlanesSeparate ? 1 : image.samples;
    const sample = image.arePlanesSeparate ? 0 : this.#band;
    for (let row = firstRow; row < endRow; row++) {
      const to = ((row - window.row) * window.columns + firstColumn - window.column) * size;
      const cell = (row - blockRow) * image.blockColumns + firstColumn - blockColumn;
      if (samples === 1) {
        target.set(block.subarray(cell * size, (cell + endColumn - firstColumn) * size), to);
        continue;
      }
      for (let i = 0; i < endColumn - firstColumn; i++) {
        const from = ((cell + i) * samples + sample) * size;
        for (let b = 0; b < size; b++) target[to + i * size + b] = block[from + b]!;
      }
    }
  }

  #truncated(index: number, endByte: number): Error {
    const row = this.#firstRowOf(index);
    const { size, name } = this.#source;
    return rasterFileError(
      "raster-truncated",
      name,
      {
        zh: `文件不完整：只有 ${size} 字节，第 ${row + 1} 行起的数据要到第 ${endByte} 字节。请重新复制或下载。`,
        en: `the file is truncated: it has ${size} bytes, but the data from row ${row + 1} on reach to byte ${endByte}. Copy or download it again.`,
      },
      { row, byte: size, expectedBytes: endByte },
    );
  }
}

interface BlockOverlap {
  readonly blockRow: number;
  readonly blockColumn: number;
  readonly firstRow: number;
  readonly endRow: number;
  readonly firstColumn: number;
  readonly endColumn: number;
}

/** Blocks that lie one after the other in the file (or with the few bytes of a COG block leader between). */
function* runsOf(blocks: readonly StoredBlock[]): Generator<StoredBlock[]> {
  const LARGEST_GAP = 64;
  let run: StoredBlock[] = [];
  for (const block of blocks) {
    const first = run[0];
    const last = run[run.length - 1];
    const isNext =
      first !== undefined &&
      last !== undefined &&
      block.offset - (last.offset + last.length) <= LARGEST_GAP &&
      block.offset + block.length - first.offset <= LONGEST_READ;
    if (!isNext && run.length > 0) {
      yield run;
      run = [];
    }
    run.push(block);
  }
  if (run.length > 0) yield run;
}
