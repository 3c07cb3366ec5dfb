/** A byte offset into the session's memory. */
export type Pointer = number;

/**
 * Entry points of the kernel binary. Grids are row-major; float arrays hold NaN where there is no value; cell sizes are
 * metres; `firstRow` is inclusive and `endRow` exclusive, so that a long grid can be done in pieces.
 */
/** Twins in engine/terrain. */
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
  slopeDegreesOf(slopeTangent: Pointer, slopeDegrees: Pointer, cells: number): void;
  aspectRows(
    elevation: Pointer,
    aspect: Pointer,
    columns: number,
    rows: number,
    cellWidth: number,
    cellHeight: number,
    firstRow: number,
    endRow: number,
  ): void;
  hillshadeRows(
    elevation: Pointer,
    hillshade: Pointer,
    columns: number,
    rows: number,
    cellWidth: number,
    cellHeight: number,
    zFactor: number,
    firstRow: number,
    endRow: number,
  ): void;
}

/** Twins in engine/hydrology, whose `analyseFlow` calls these in order and lays out their memory. */
export interface FlowKernels {
  fillBegin(
    elevation: Pointer,
    closed: Pointer,
    columns: number,
    rows: number,
    heap: Pointer,
    trace: Pointer,
    pit: Pointer,
  ): void;
  /** 1 when the surface is filled, 0 when more calls are needed. */
  fillContinue(cells: number): number;
  fillDoneCells(): number;
  fillRaisedCells(): number;
  /** The number of flat cells among the rows. */
  flowDirectionRows(
    filled: Pointer,
    direction: Pointer,
    columns: number,
    rows: number,
    cellWidth: number,
    cellHeight: number,
    firstRow: number,
    endRow: number,
  ): number;
  flatsBegin(filled: Pointer, direction: Pointer, columns: number, queue: Pointer): void;
  flatsSearch(firstCell: number, endCell: number): void;
  /** 1 when every flat cell has its direction, 0 when more calls are needed. */
  flatsContinue(cells: number): number;
  countInflows(direction: Pointer, columns: number, cells: number): void;
  flowBegin(
    direction: Pointer,
    accumulation: Pointer,
    slopeLength: Pointer,
    slopeTangent: Pointer,
    barriers: Pointer,
    columns: number,
    acrossStep: number,
    downStep: number,
    diagonalStep: number,
    longestLength: number,
    channelThresholdCells: number,
    gentleCutFactor: number,
    steepCutFactor: number,
    cutSwitchDegrees: number,
  ): void;
  clearFlow(cells: number): void;
  walkFlow(firstCell: number, endCell: number): void;
  translateDirections(direction: Pointer, cells: number): void;
}

/** See engine/erosion, whose strips lay out what the pointers point to. */
export interface ErosionKernels {
  erosionStrip(pointers: Pointer, parameters: Pointer, steps: Pointer, scratch: Pointer, cells: number): void;
  biologicalStrip(
    landUse: Pointer,
    table: Pointer,
    covers: Pointer,
    weights: Pointer,
    biological: Pointer,
    cells: number,
  ): void;
  productOfSeven(
    a: Pointer,
    b: Pointer,
    c: Pointer,
    d: Pointer,
    e: Pointer,
    f: Pointer,
    g: Pointer,
    product: Pointer,
    cells: number,
  ): void;
}

export interface MemoryExports {
  heapBase(): Pointer;
}

export interface KernelExports extends MemoryExports, ErosionKernels, FlowKernels, TerrainKernels {}
