import { type CellAreas, geodesicCellAreas, transformer } from "#engine/projections";
import {
  centreOf,
  type Extent,
  type Grid,
  type ValidityBitmap,
  type WindowReader,
  windowsByRows,
} from "#engine/rasters";

/** The cells of an area that a raster does not cover. */
export interface CoverageGap {
  readonly cells: number;
  readonly squareKilometres: number;
  /** Longitude and latitude, degrees, of the outermost centres. */
  readonly extent: Extent;
  /** Where in the area the gap lies: at one of its edges or corners, scattered inside, or everywhere. */
  readonly place: GapPlace;
}

export type GapPlace =
  | "north"
  | "south"
  | "east"
  | "west"
  | "north-east"
  | "north-west"
  | "south-east"
  | "south-west"
  | "inside"
  | "everywhere";

/** @zh 缺口所在方位 */
export const GAP_PLACE_NAMES: Readonly<Record<GapPlace, string>> = {
  north: "北缘",
  south: "南缘",
  east: "东缘",
  west: "西缘",
  "north-east": "东北角",
  "north-west": "西北角",
  "south-east": "东南角",
  "south-west": "西南角",
  inside: "内部",
  everywhere: "全部",
};

const ROWS_AT_A_TIME = 256;
const SQUARE_CENTIMETRES_PER_SQUARE_KILOMETRE = 1e10;

/** Gathers the cells of an area one by one, covered or not, and says what gap they leave. */
export class CoverageGapCollector {
  readonly #grid: Grid;
  readonly #areas: CellAreas;
  readonly #gap = new CellRange();
  readonly #area = new CellRange();
  #cells = 0;
  #squareCentimetres = 0;
  #areaCells = 0;

  constructor(grid: Grid, areas: CellAreas = geodesicCellAreas(grid)) {
    this.#grid = grid;
    this.#areas = areas;
  }

  /** A cell of the area, and whether it is covered. */
  add(column: number, row: number, isCovered: boolean): void {
    this.#area.add(column, row);
    this.#areaCells++;
    if (isCovered) return;
    this.#gap.add(column, row);
    this.#cells++;
    this.#squareCentimetres += this.#areas.squareCentimetres(column, row);
  }

  /** Undefined where every cell was covered. */
  gap(): CoverageGap | undefined {
    if (this.#cells === 0) return undefined;
    return {
      cells: this.#cells,
      squareKilometres: this.#squareCentimetres / SQUARE_CENTIMETRES_PER_SQUARE_KILOMETRE,
      extent: this.#gap.extentInDegrees(this.#grid),
      place: this.#cells === this.#areaCells ? "everywhere" : placeOf(this.#gap, this.#area),
    };
  }
}

/**
 * What a raster, already aligned to the grid of the area, leaves uncovered; undefined where it covers everything.
 * @param mask cells of the area, `reader.grid` row by row
 */
export async function coverageOf(reader: WindowReader, mask: ValidityBitmap): Promise<CoverageGap | undefined> {
  const { grid } = reader;
  const collector = new CoverageGapCollector(grid);
  for (const window of windowsByRows(grid, ROWS_AT_A_TIME)) {
    const { validity } = await reader.readWindow(window);
    for (let row = 0; row < window.rows; row++) {
      for (let column = 0; column < grid.columns; column++) {
        if (!mask.isValid((window.row + row) * grid.columns + column)) continue;
        collector.add(column, window.row + row, validity.isValid(row * grid.columns + column));
      }
    }
  }
  return collector.gap();
}

class CellRange {
  firstColumn = Number.POSITIVE_INFINITY;
  lastColumn = -1;
  firstRow = Number.POSITIVE_INFINITY;
  lastRow = -1;

  add(column: number, row: number): void {
    if (column < this.firstColumn) this.firstColumn = column;
    if (column > this.lastColumn) this.lastColumn = column;
    if (row < this.firstRow) this.firstRow = row;
    if (row > this.lastRow) this.lastRow = row;
  }

  extentInDegrees(grid: Grid): Extent {
    const toDegrees = transformer(grid.crs, "EPSG:4490");
    const corners = [this.firstColumn, this.lastColumn].flatMap((column) =>
      [this.firstRow, this.lastRow].map((row) => {
        const { x, y } = centreOf(grid, column, row);
        return toDegrees(x, y);
      }),
    );
    const longitudes = corners.map(({ x }) => x);
    const latitudes = corners.map(({ y }) => y);
    return {
      minX: Math.min(...longitudes),
      minY: Math.min(...latitudes),
      maxX: Math.max(...longitudes),
      maxY: Math.max(...latitudes),
    };
  }
}

/** An edge is named when the gap touches it and keeps away from the opposite one. */
function placeOf(gap: CellRange, area: CellRange): GapPlace {
  const touchesNorth = gap.firstRow === area.firstRow;
  const touchesSouth = gap.lastRow === area.lastRow;
  const touchesWest = gap.firstColumn === area.firstColumn;
  const touchesEast = gap.lastColumn === area.lastColumn;
  const vertical = touchesNorth === touchesSouth ? undefined : touchesNorth ? "north" : "south";
  const horizontal = touchesWest === touchesEast ? undefined : touchesWest ? "west" : "east";
  if (vertical !== undefined && horizontal !== undefined) return `${vertical}-${horizontal}`;
  return vertical ?? horizontal ?? "inside";
}
