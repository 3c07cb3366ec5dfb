import { transformer } from "#engine/projections";
import { centreOf, type Grid } from "#engine/rasters";

/**
 * How a value is found on another grid. `nearest`: the cell that holds the centre, for codes. `bilinear`: between the four
 * nearest centres, for quantities. `average`: mean over the cell's footprint, for quantities from a much finer raster.
 */
export type ResamplingMethod = "nearest" | "bilinear" | "average";

/** Where a target cell holds more than four source cells, bilinear would pass over most of them. */
const FINER_BY = 2;

/**
 * The method that suits what the values are and how fine the source is.
 * @param content `codes` such as land-use classes, or `quantity`
 */
export function resamplingFor(content: "codes" | "quantity", source: Grid, target: Grid): ResamplingMethod {
  if (content === "codes") return "nearest";
  const { across, down } = sourceCellsPerCell(source, target);
  return across >= FINER_BY && down >= FINER_BY ? "average" : "bilinear";
}

/** How many source cells one target cell measures, across and down, at the middle of the target. */
export function sourceCellsPerCell(source: Grid, target: Grid): { readonly across: number; readonly down: number } {
  const toSource = transformer(target.crs, source.crs);
  const middle = centreOf(target, target.columns / 2, target.rows / 2);
  const at = (x: number, y: number) => toSource(middle.x + x, middle.y + y);
  const [west, east] = [at(-target.cellWidth / 2, 0), at(target.cellWidth / 2, 0)];
  const [south, north] = [at(0, -target.cellHeight / 2), at(0, target.cellHeight / 2)];
  return { across: (east.x - west.x) / source.cellWidth, down: (north.y - south.y) / source.cellHeight };
}
