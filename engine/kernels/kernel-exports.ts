/** A byte offset into the session's memory. */
export type Pointer = number;

/**
 * Entry points of the kernel binary. Grids are row-major; float arrays hold NaN where there is no value; cell sizes are
 * metres; `firstRow` is inclusive and `endRow` exclusive, so that a long grid can be done in pieces.
 */
export interface TerrainKernels {
  slopeTangentRows(
    elevation: Pointer,
    slopeTangent: Pointer,
    columns: number,
    rows: number,
    cellWidth: number,
    cellHeight: number,
    firstRow: number,
    endRow: number,
  ): void;
}

export interface MemoryExports {
  heapBase(): Pointer;
}

export interface KernelExports extends MemoryExports, TerrainKernels {}
