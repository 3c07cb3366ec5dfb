import type { Grid } from "#engine/rasters";
import { sampleBilinear } from "./coarse-grid.ts";
import { LandUse } from "./land-use.ts";
import { LineRows, type WideLine } from "./line-rows.ts";
import type { Relief } from "./relief.ts";
import { riverCourses, roadCourses } from "./river-courses.ts";
import { soilAt } from "./soils.ts";
import { PolygonRows, type UnitPolygon } from "./unit-polygons.ts";
import { coverHalfMonths, coverPatchiness, coverPercent } from "./vegetation-cover.ts";

export interface YearRows {
  readonly year: number;
  /** 25-class codes, 0 outside. */
  landUse: Uint8Array;
  /** Percent per date of `coverHalfMonths`, 255 outside. */
  cover: readonly Uint8Array[];
}

/** Half the width of roads, m. */
const MAIN_ROAD = 22;
const RURAL_ROAD = 9;

/** Makes the rasters of the demonstration some rows at a time: memory does not grow with the cell count. */
export class DemonstrationRows {
  readonly grid: Grid;
  /** Metres, NaN outside the land. */
  height: Float32Array = new Float32Array(0);
  soil: Uint8Array = new Uint8Array(0);
  /** Label of the unit, 0 outside. */
  unit: Uint8Array = new Uint8Array(0);
  readonly years: readonly YearRows[];
  private readonly relief: Relief;
  private readonly landUse: LandUse;
  private readonly unitRows: PolygonRows;
  private readonly lineRows: LineRows;

  constructor(grid: Grid, relief: Relief, units: readonly UnitPolygon[], years: readonly number[]) {
    this.grid = grid;
    this.relief = relief;
    this.landUse = new LandUse(relief);
    this.unitRows = new PolygonRows(grid, units);
    this.lineRows = new LineRows(grid, wideLines(grid));
    this.years = years.map((year) => ({ year, landUse: new Uint8Array(0), cover: [] }));
  }

  /** Computes rows `first` … `first + count − 1` into the arrays of this object, which are new each time. */
  compute(first: number, count: number): void {
    const { columns } = this.grid;
    this.height = new Float32Array(columns * count).fill(Number.NaN);
    this.soil = new Uint8Array(columns * count);
    this.unit = new Uint8Array(columns * count);
    for (const year of this.years) {
      year.landUse = new Uint8Array(columns * count);
      year.cover = coverHalfMonths.map(() => new Uint8Array(columns * count).fill(255));
    }
    const lines = new Uint8Array(columns);
    let above = this.heightsOfRow(first - 1);
    let here = this.heightsOfRow(first);
    for (let k = 0; k < count; k++) {
      const below = this.heightsOfRow(first + k + 1);
      const at = k * columns;
      this.height.set(here, at);
      this.unitRows.fill(first + k, this.unit.subarray(at, at + columns));
      this.lineRows.fill(first + k, lines);
      this.drawRow(first + k, at, lines, above, here, below);
      above = here;
      here = below;
    }
  }

  private heightsOfRow(row: number): Float32Array {
    const { grid, relief } = this;
    const heights = new Float32Array(grid.columns).fill(Number.NaN);
    if (row < 0 || row >= grid.rows) return heights;
    const units = new Uint8Array(grid.columns);
    this.unitRows.fill(row, units);
    const y = grid.originY - (row + 0.5) * grid.cellHeight;
    for (let column = 0; column < grid.columns; column++) {
      if (units[column] !== 0) heights[column] = relief.heightAt(grid.originX + (column + 0.5) * grid.cellWidth, y);
    }
    return heights;
  }

  private drawRow(
    row: number,
    at: number,
    lines: Uint8Array,
    above: Float32Array,
    here: Float32Array,
    below: Float32Array,
  ): void {
    const { grid } = this;
    const { mask } = this.relief.coarse;
    const y = grid.originY - (row + 0.5) * grid.cellHeight;
    for (let column = 0; column < grid.columns; column++) {
      const unit = this.unit[at + column]!;
      if (unit === 0) continue;
      const x = grid.originX + (column + 0.5) * grid.cellWidth;
      const height = here[column]!;
      const eastward = (orElse(here[column + 1], height) - orElse(here[column - 1], height)) / (2 * grid.cellWidth);
      const northward = (orElse(above[column], height) - orElse(below[column], height)) / (2 * grid.cellHeight);
      const slope = Math.sqrt(eastward * eastward + northward * northward);
      this.soil[at + column] = soilAt(x, y, height, slope, sampleBilinear(mask.grid, mask.seaDistance, x, y));
      const patchiness = coverPatchiness(x, y);
      for (const { year, landUse, cover } of this.years) {
        const code = this.landUse.codeAt({ x, y, height, slope, unit, line: lines[column]! }, year);
        landUse[at + column] = code;
        for (let date = 0; date < cover.length; date++) {
          cover[date]![at + column] = coverPercent(code, date, patchiness);
        }
      }
    }
  }
}

function orElse(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}

/** Rural roads under main roads under rivers; a line narrower than a cell is drawn where it meets cell centres. */
function wideLines(grid: Grid): WideLine[] {
  const roads = roadCourses();
  const riverLeast = 0.5 * Math.min(grid.cellWidth, 60);
  return [
    ...roads.rural.map((points) => ({ code: 61, points, halfWidthAt: () => RURAL_ROAD })),
    ...roads.main.map((points) => ({ code: 62, points, halfWidthAt: () => MAIN_ROAD })),
    ...riverCourses().map(({ points }) => ({
      code: 71,
      points,
      halfWidthAt: (share: number) => Math.max(riverLeast, 20 + 170 * share * share),
    })),
  ];
}
