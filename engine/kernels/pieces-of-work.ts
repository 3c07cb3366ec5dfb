/**
 * Cells a call of a kernel. WebAssembly has no on-stack replacement: a call that began in the baseline code stays in it,
 * so that one long first call runs at half the rate (8 against 16 million cells a second for the filling of 16 million
 * cells). In pieces of this size the second call is already the fast one, and progress can be told.
 */
export const CELLS_PER_CALL = 250_000;

/** Calls `work` for the ranges that 0 to `end` falls into, each of about `CELLS_PER_CALL` cells. */
export function inPieces(end: number, cellsPerUnit: number, work: (first: number, end: number) => void): void {
  const units = Math.max(1, Math.floor(CELLS_PER_CALL / cellsPerUnit));
  for (let first = 0; first < end; first += units) work(first, Math.min(end, first + units));
}
