import type { Grid, ValidityBitmap } from "#engine/rasters";
import { absorbSmallRegions } from "./absorb-small-regions.ts";
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

interface PatchUnderConstruction {
  readonly code: number;
  readonly cells: number;
  readonly outers: { readonly ring: CellCornerRing; readonly area: number }[];
  readonly holes: CellCornerRing[];
}

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
  const { labels, parent } = regions;
  for (let at = 0; at < labels.length; at++) labels[at] = parent[labels[at]!]!;

  const patches: PatchUnderConstruction[] = [];
  const patchOfLabel = new Uint32Array(regions.highestLabel + 1);
  traceRings(regions, labels, (label, corners, signedArea) => {
    let number = patchOfLabel[label]!;
    if (number === 0) {
      number = patches.push({ code: regions.codes[label]!, cells: regions.cells[label]!, outers: [], holes: [] });
      patchOfLabel[label] = number;
    }
    const patch = patches[number - 1]!;
    const ring = closedAndReversed(corners);
    if (signedArea > 0) patch.outers.push({ ring, area: signedArea });
    else patch.holes.push(ring);
  });
  return patches.map(assemble);
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
function closedAndReversed(corners: readonly number[]): CellCornerRing {
  const ring = new Int32Array(corners.length + 2);
  ring[0] = corners[0]!;
  ring[1] = corners[1]!;
  let to = 2;
  for (let from = corners.length - 2; from >= 0; from -= 2) {
    ring[to++] = corners[from]!;
    ring[to++] = corners[from + 1]!;
  }
  return ring;
}

function assemble({ code, cells, outers, holes }: PatchUnderConstruction): Patch {
  const polygons = outers.map(({ ring }) => [ring]);
  if (outers.length === 1) polygons[0]!.push(...holes);
  else {
    for (const hole of holes) {
      const { x, y } = cellBesideFirstEdge(hole);
      let best = -1;
      for (let i = 0; i < outers.length; i++) {
        const { ring, area } = outers[i]!;
        // A part may lie in the hole of another part and touch it at a corner: the innermost outer ring is the right one.
        if (contains(ring, x, y) && (best < 0 || area < outers[best]!.area)) best = i;
      }
      polygons[best]!.push(hole);
    }
  }
  return { code, cells, polygons };
}

/** Centre of the patch's own cell beside the first edge of a hole; after the reversal the patch lies to the left of the way. */
function cellBesideFirstEdge(ring: CellCornerRing): { readonly x: number; readonly y: number } {
  const dx = Math.sign(ring[2]! - ring[0]!);
  const dy = Math.sign(ring[3]! - ring[1]!);
  return { x: ring[0]! + dx / 2 + dy / 2, y: ring[1]! + dy / 2 - dx / 2 };
}

/** Even-odd rule along the row of the point; a cell's centre never lies on an edge. */
function contains(ring: CellCornerRing, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const edgeX = ring[i]!;
    if (edgeX !== ring[i + 2] || edgeX > x) continue;
    if (ring[i + 1]! > y !== ring[i + 3]! > y) inside = !inside;
  }
  return inside;
}
