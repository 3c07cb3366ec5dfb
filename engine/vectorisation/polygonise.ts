import type { Grid, ValidityBitmap } from "#engine/rasters";
import { absorbSmallRegions } from "./absorb-small-regions.ts";
import type { GrowingIntegers } from "./growing-integers.ts";
import { splitIntoParts } from "./parts.ts";
import type { MultiPolygon } from "./polygon.ts";
import { type Connectivity, labelRegions } from "./regions.ts";
import { traceRings } from "./trace-rings.ts";

/** A closed ring [x0, y0, x1, y1 … x0, y0] of cell corners: (0, 0) is the north-western corner of the grid, y grows southwards. */
export type CellCornerRing = Int32Array;

/** @zh 图斑：代码相同且相连的一片栅格。A connected region of cells of one code. */
export interface Patch {
  readonly code: number;
  readonly cells: number;
  /**
   * Each polygon: its outer ring, then its holes. Seen on a map, outer rings run counter-clockwise and holes clockwise
   * (RFC 7946, 3.1.6). With 4-connectivity there is one polygon; with 8-connectivity, parts that meet only at a corner
   * are polygons of their own.
   */
  readonly polygons: readonly (readonly CellCornerRing[])[];
}

export interface PolygoniseOptions {
  /** Smaller regions join their largest neighbour. 0 or 1: none do. */
  readonly minimumCells: number;
  readonly connectivity: Connectivity;
}

interface PatchUnderConstruction extends Patch {
  readonly polygons: CellCornerRing[][];
}

const NO_RING_YET: CellCornerRing = new Int32Array(0);

/**
 * Turns a raster of codes into patches, in the order in which a scan by rows from the north-west meets them. The stair-step
 * borders are kept, so that the areas of all patches sum exactly to the valid cells and neighbours share their border.
 *
 * @param codes one a cell, `columns * rows`, row by row
 * @param validity cells that are not valid belong to no patch and are no neighbour
 */
export function polygonise(
  codes: Uint8Array,
  validity: ValidityBitmap,
  columns: number,
  rows: number,
  options: PolygoniseOptions,
): Patch[] {
  const regions = labelRegions(codes, validity, columns, rows, options.connectivity);
  absorbSmallRegions(regions, options.minimumCells);
  const parts = splitIntoParts(regions);

  const patches: PatchUnderConstruction[] = [];
  const patchOfRegion = new Uint32Array(regions.highestLabel + 1);
  const outerOfPart = new Uint32Array(parts.highestLabel + 1);
  traceRings(regions, parts.labels, (part, corners, start, isHole) => {
    const region = parts.regionOfPart[part]!;
    let number = patchOfRegion[region]!;
    if (number === 0) {
      number = patches.push({ code: regions.codes[region]!, cells: regions.cells[region]!, polygons: [] });
      patchOfRegion[region] = number;
    }
    const { polygons } = patches[number - 1]!;
    // The outer ring may come after a hole that was cut off from it: keep its place.
    if (outerOfPart[part] === 0) outerOfPart[part] = polygons.push([NO_RING_YET]);
    const polygon = polygons[outerOfPart[part]! - 1]!;
    const ring = closedAndReversed(corners, start);
    if (isHole) polygon.push(ring);
    else polygon[0] = ring;
  });
  return patches;
}

/** The patch in units of the grid's CRS, as GeoJSON writes it. */
export function patchGeometry(patch: Patch, grid: Grid): MultiPolygon {
  const position = (ring: CellCornerRing, i: number): [number, number] => [
    grid.originX + ring[2 * i]! * grid.cellWidth,
    grid.originY - ring[2 * i + 1]! * grid.cellHeight,
  ];
  return {
    type: "MultiPolygon",
    coordinates: patch.polygons.map((rings) =>
      rings.map((ring) => Array.from({ length: ring.length / 2 }, (_, i) => position(ring, i))),
    ),
  };
}

/** Tracing runs clockwise as seen on a map; RFC 7946 wants outer rings counter-clockwise. */
function closedAndReversed(corners: GrowingIntegers, start: number): CellCornerRing {
  const ring = new Int32Array(corners.length - start + 2);
  ring[0] = corners.at(start);
  ring[1] = corners.at(start + 1);
  let to = 2;
  for (let from = corners.length - 2; from >= start; from -= 2) {
    ring[to++] = corners.at(from);
    ring[to++] = corners.at(from + 1);
  }
  return ring;
}
