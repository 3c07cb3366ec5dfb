export {
  cellAt,
  cellCount,
  centreOf,
  type Extent,
  extentOf,
  type Grid,
  gridOfWindow,
  isSameGrid,
} from "./grid.ts";
export {
  type CellValues,
  type CellValueType,
  newCellValues,
  noDataCountsAsNaN,
  type Raster,
  type WindowReader,
} from "./raster.ts";
export { ValidityBitmap } from "./validity-bitmap.ts";
export { clipWindow, type Window, windowsByRows, withHalo } from "./window.ts";
