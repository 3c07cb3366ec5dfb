import { type CellAreas, transformer } from "#engine/projections";
import { centreOf, type Grid } from "#engine/rasters";

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

/** Where some cells lie, for a message: count, area, middle and outline in degrees. */
export interface Whereabouts {
  readonly cells: number;
  readonly squareKilometres: number;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Gathers cells of an area one by one and says where they are. */
export class WhereaboutsCollector {
  readonly #area: SurveyArea;
  #cells = 0;
  #squareCentimetres = 0;
  #firstColumn = Number.POSITIVE_INFINITY;
  #lastColumn = -1;
  #firstRow = Number.POSITIVE_INFINITY;
  #lastRow = -1;

  constructor(area: SurveyArea) {
    this.#area = area;
  }

  add(column: number, row: number): void {
    this.#cells++;
    this.#squareCentimetres += this.#area.cellAreas.squareCentimetres(column, row);
    this.#firstColumn = Math.min(this.#firstColumn, column);
    this.#lastColumn = Math.max(this.#lastColumn, column);
    this.#firstRow = Math.min(this.#firstRow, row);
    this.#lastRow = Math.max(this.#lastRow, row);
  }

  result(): Whereabouts | undefined {
    if (this.#cells === 0) return undefined;
    const { grid } = this.#area;
    const toDegrees = transformer(grid.crs, "EPSG:4326");
    const corners = [this.#firstColumn, this.#lastColumn].flatMap((column) =>
      [this.#firstRow, this.#lastRow].map((row) => {
        const { x, y } = centreOf(grid, column, row);
        return toDegrees(x, y);
      }),
    );
    return {
      cells: this.#cells,
      squareKilometres: this.#squareCentimetres / 1e10,
      west: Math.min(...corners.map(({ x }) => x)),
      east: Math.max(...corners.map(({ x }) => x)),
      south: Math.min(...corners.map(({ y }) => y)),
      north: Math.max(...corners.map(({ y }) => y)),
    };
  }
}

/** `经度 120.1234–120.2345、纬度 37.1–37.2 一带,12.34 km²` */
export function whereaboutsZh(where: Whereabouts): string {
  const range = (from: number, to: number) =>
    from.toFixed(4) === to.toFixed(4) ? from.toFixed(4) : `${from.toFixed(4)}–${to.toFixed(4)}`;
  return `经度 ${range(where.west, where.east)}、纬度 ${range(where.south, where.north)} 一带,${where.squareKilometres.toFixed(2)} km²(${where.cells} 个栅格)`;
}

export function whereaboutsEn(where: Whereabouts): string {
  return `${where.squareKilometres.toFixed(2)} km² (${where.cells} cells) within ${where.west.toFixed(4)}–${where.east.toFixed(4)} E, ${where.south.toFixed(4)}–${where.north.toFixed(4)} N`;
}
