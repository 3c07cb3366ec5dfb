import type { Grid } from "#engine/rasters";
import { divisions } from "../divisions.ts";
import { traceBoundaries } from "./boundary-tracing.ts";
import { demonstrationBox } from "./coarse-grid.ts";
import type { ProjectedPoint } from "./gauss-kruger.ts";
import type { CoarseRelief } from "./relief-evolution.ts";

/** 示意: a reporting unit of the demonstration in EPSG:4549. */
export interface UnitPolygon {
  /** Label in rasters of units: index in `divisions` + 1. */
  readonly label: number;
  readonly code: string;
  readonly nameZh: string;
  /** Polygons of rings, outer ring first and counterclockwise (x east, y north), not closed. */
  readonly polygons: readonly (readonly (readonly ProjectedPoint[])[])[];
}

/**
 * Shift of all outlines, m, so that none runs through the cell centres of a grid with a round cell size: programs may
 * differ on which side such a cell lies.
 */
const CLEAR_X = 13.71;
const CLEAR_Y = 9.13;
/** How far a border or coast may leave its 250 m cells, in cells. */
const TOLERANCE_CELLS = 0.8;

/** The 15 units over the demonstration land from their labels on the coarse grid, their borders shared exactly. */
export function makeUnitPolygons(relief: CoarseRelief, labels: Uint8Array): UnitPolygon[] {
  const grid = relief.mask.grid;
  const traced = traceBoundaries(grid, labels, TOLERANCE_CELLS);
  return divisions.map((division, index) => ({
    label: index + 1,
    code: division.code,
    nameZh: division.nameZh,
    polygons: (traced.get(index + 1) ?? []).map((rings) =>
      rings.map((ring) =>
        ring
          .map(([column, row]) => ({
            x: demonstrationBox.minX + column * grid.cell + CLEAR_X,
            y: demonstrationBox.maxY - row * grid.cell - CLEAR_Y,
          }))
          .reverse(),
      ),
    ),
  }));
}

interface Edge {
  readonly label: number;
  readonly upper: ProjectedPoint;
  readonly lower: ProjectedPoint;
}

/** Draws polygons on rows of a grid, cell centre inside, so that a raster of any size is made row by row. */
export class PolygonRows {
  private readonly edges: readonly Edge[];
  private readonly grid: Grid;
  private readonly crossings: { label: number; x: number }[] = [];

  constructor(grid: Grid, polygons: readonly Pick<UnitPolygon, "label" | "polygons">[]) {
    this.grid = grid;
    this.edges = polygons.flatMap(({ label, polygons: parts }) =>
      parts.flatMap((rings) => rings.flatMap((ring) => edgesOf(label, ring))),
    );
  }

  /** Writes the labels of one row into `labels` (one per column), 0 outside all polygons. */
  fill(row: number, labels: Uint8Array | Uint16Array): void {
    const { grid, crossings } = this;
    const y = grid.originY - (row + 0.5) * grid.cellHeight;
    labels.fill(0);
    crossings.length = 0;
    for (const { label, upper, lower } of this.edges) {
      if (upper.y <= y || lower.y > y) continue;
      crossings.push({ label, x: lower.x + ((y - lower.y) * (upper.x - lower.x)) / (upper.y - lower.y) });
    }
    crossings.sort((a, b) => a.label - b.label || a.x - b.x);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.ceil((crossings[k]!.x - grid.originX) / grid.cellWidth - 0.5);
      const to = Math.ceil((crossings[k + 1]!.x - grid.originX) / grid.cellWidth - 0.5);
      labels.fill(crossings[k]!.label, Math.max(from, 0), Math.max(Math.min(to, grid.columns), 0));
    }
  }
}

function edgesOf(label: number, ring: readonly ProjectedPoint[]): Edge[] {
  return ring.flatMap((b, i) => {
    const a = ring[(i + ring.length - 1) % ring.length]!;
    if (a.y === b.y) return [];
    return [a.y > b.y ? { label, upper: a, lower: b } : { label, upper: b, lower: a }];
  });
}
