export { AreaCrossTable, type CodeStrip } from "./area-cross-table.ts";
export type { CellAreas } from "./cell-area-runs.ts";
export { type Histogram, histogram } from "./histogram.ts";
export { ZonalErosion } from "./zonal-erosion.ts";
