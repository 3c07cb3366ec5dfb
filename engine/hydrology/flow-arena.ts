import { LARGEST_ARENA_BYTES } from "#engine/kernels";
import { TerraceError } from "#errors";

/**
 * Bytes of address space a cell: elevation 4, slope 4, direction 1, accumulation 4, slope length 4, barriers 1, and 8 for
 * the fill's heap. The heap's worst case is every cell at once; on real ground it holds one cell in a hundred, and pages
 * that are not touched cost no RAM, so that 17 to 18 bytes a cell are resident. The fill's and the flats' queues lie in
 * the accumulation and slope length that are computed after them.
 */
const BYTES_PER_CELL = 26;

/** Cells before and behind the directions, so that neighbours of border cells can be read without asking. */
export function guardCells(columns: number): number {
  return Math.ceil((columns + 1) / 16) * 16 + 16;
}

/**
 * Bytes of session arena that `analyseFlow` needs for a grid, its elevation, slope and barriers included.
 *
 * @throws TerraceError `arena-too-large` above some 165 million cells
 */
export function flowArenaBytes(columns: number, rows: number): number {
  const bytes = arenaBytes(columns, rows);
  const pageOfStaticData = 65_536;
  if (bytes + pageOfStaticData > LARGEST_ARENA_BYTES) {
    const most = Math.floor(LARGEST_ARENA_BYTES / BYTES_PER_CELL / 1e6);
    const cells = Math.ceil((columns * rows) / 1e6);
    throw new TerraceError({
      code: "arena-too-large",
      userMessage: `计算范围有 ${columns} 列 × ${rows} 行，约 ${cells} 百万个栅格，超过单次上限约 ${most} 百万个。请按区县或流域分次计算，或采用较大的栅格。`,
      message: `The area has ${columns} columns × ${rows} rows, about ${cells} million cells, above the limit of about ${most} million. Survey by division or basin, or use coarser cells.`,
      details: { columns, rows, cells: columns * rows, bytes, limitBytes: LARGEST_ARENA_BYTES },
    });
  }
  return bytes;
}

function arenaBytes(columns: number, rows: number): number {
  const alignment = 16 * 16;
  return columns * rows * BYTES_PER_CELL + 2 * guardCells(columns) + alignment;
}
