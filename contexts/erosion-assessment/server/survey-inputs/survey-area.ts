import type { CellAreas } from "#engine/projections";
import type { Grid } from "#engine/rasters";

/**
 * The grid of a survey and the cells that it covers: those where the elevation has a value. Everything else is aligned
 * to it.
 */
export interface SurveyArea {
  readonly grid: Grid;
  /** Whether the elevation has a value, by cell. */
  isInside(cell: number): boolean;
  readonly cellAreas: CellAreas;
}
