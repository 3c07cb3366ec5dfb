import type { CoarseGrid } from "./coarse-grid.ts";
import { crossingArcs, type Line, simplifyLine } from "./line-simplification.ts";

/** Corners of cells as (column, row) from the north-western corner of the grid. */
type Ring = Line;

/** The rings of one polygon: the outer one clockwise on the screen (row downwards), then its holes the other way round. */
export type CornerPolygon = readonly Ring[];

const COLUMN_STEP = [1, 0, -1, 0];
const ROW_STEP = [0, 1, 0, -1];

/**
 * The outlines of all labels of a raster as polygons that share their borders exactly: every stretch of border between
 * two junctions is simplified once and used on both sides. 4-connected.
 *
 * @param labels one label per cell, 0 = none
 * @param tolerance how far a simplified border may leave the stair-steps, in cells
 * @returns polygons per label
 */
export function traceBoundaries(
  grid: CoarseGrid,
  labels: Uint8Array,
  tolerance: number,
): ReadonlyMap<number, readonly CornerPolygon[]> {
  const rings = traceRings(grid, labels);
  const arcs = new Map<string, Line>();
  const ringArcs = rings.map((ring) => ({
    label: ring.label,
    parts: splitAtJunctions(grid, labels, ring.corners, arcs),
  }));
  const simplified = simplifyAll(arcs, tolerance);
  const byLabel = new Map<number, Ring[]>();
  for (const ring of ringArcs) {
    const corners = ring.parts.flatMap((part) => {
      const line = simplified.get(part.key)!;
      return (part.isReversed ? [...line].reverse() : line).slice(0, -1);
    });
    const list = byLabel.get(ring.label) ?? [];
    list.push(corners);
    byLabel.set(ring.label, list);
  }
  return new Map([...byLabel].map(([label, list]) => [label, toPolygons(list)]));
}

function traceRings(grid: CoarseGrid, labels: Uint8Array): { label: number; corners: Ring }[] {
  const { columns, rows } = grid;
  const at = (c: number, r: number): number =>
    c < 0 || r < 0 || c >= columns || r >= rows ? 0 : labels[r * columns + c]!;
  const isTopVisited = new Uint8Array(labels.length);
  const rings: { label: number; corners: Ring }[] = [];
  for (let start = 0; start < labels.length; start++) {
    const label = labels[start]!;
    const startColumn = start % columns;
    const startRow = (start - startColumn) / columns;
    if (label === 0 || isTopVisited[start] === 1 || at(startColumn, startRow - 1) === label) continue;
    const corners: (readonly [number, number])[] = [];
    let c = startColumn;
    let r = startRow;
    let direction = 0;
    do {
      corners.push([c, r]);
      if (direction === 0) isTopVisited[r * columns + c] = 1;
      c += COLUMN_STEP[direction]!;
      r += ROW_STEP[direction]!;
      // Cells ahead of the corner, to the left and right of the way; the label lies to the right.
      const aheadRight = at(direction === 0 || direction === 3 ? c : c - 1, direction < 2 ? r : r - 1);
      const aheadLeft = at(direction < 2 ? c : c - 1, direction === 1 || direction === 2 ? r : r - 1);
      if (aheadRight !== label) direction = (direction + 1) % 4;
      else if (aheadLeft === label) direction = (direction + 3) % 4;
    } while (c !== startColumn || r !== startRow || direction !== 0);
    rings.push({ label, corners });
  }
  return rings;
}

interface ArcUse {
  readonly key: string;
  readonly isReversed: boolean;
}

/** Cuts a ring where three or more borders meet, and stores each stretch once, whichever way it is walked. */
function splitAtJunctions(grid: CoarseGrid, labels: Uint8Array, ring: Ring, arcs: Map<string, Line>): ArcUse[] {
  const { columns, rows } = grid;
  const at = (c: number, r: number): number =>
    c < 0 || r < 0 || c >= columns || r >= rows ? 0 : labels[r * columns + c]!;
  const isJunction = ([c, r]: readonly [number, number]): boolean => {
    const nw = at(c - 1, r - 1);
    const ne = at(c, r - 1);
    const sw = at(c - 1, r);
    const se = at(c, r);
    return Number(nw !== ne) + Number(ne !== se) + Number(se !== sw) + Number(sw !== nw) > 2;
  };
  const number = ([c, r]: readonly [number, number]): number => r * (columns + 1) + c;
  let start = ring.findIndex(isJunction);
  if (start < 0) start = ring.reduce((best, corner, i) => (number(corner) < number(ring[best]!) ? i : best), 0);
  const closed = [...ring.slice(start), ...ring.slice(0, start + 1)];
  const uses: ArcUse[] = [];
  let from = 0;
  for (let i = 1; i < closed.length; i++) {
    if (i < closed.length - 1 && !isJunction(closed[i]!)) continue;
    const line = closed.slice(from, i + 1);
    const ends = [number(line[0]!), number(line[1]!), number(line[line.length - 2]!), number(line[line.length - 1]!)];
    const isReversed = ends[0]! > ends[3]! || (ends[0] === ends[3] && ends[1]! > ends[2]!);
    const key = (isReversed ? [...ends].reverse() : ends).join(" ");
    if (!arcs.has(key)) arcs.set(key, isReversed ? [...line].reverse() : line);
    uses.push({ key, isReversed });
    from = i;
  }
  return uses;
}

/** Simplified arcs; those that would cross another one are simplified less, at last not at all: stair-steps cannot cross. */
function simplifyAll(arcs: ReadonlyMap<string, Line>, tolerance: number): Map<string, Line> {
  const result = new Map([...arcs].map(([key, line]) => [key, simplifyLine(line, tolerance)]));
  const tolerances = new Map([...arcs.keys()].map((key) => [key, tolerance]));
  for (;;) {
    const crossing = [...crossingArcs(result)].filter((key) => tolerances.get(key)! > 0);
    if (crossing.length === 0) return result;
    for (const key of crossing) {
      const halved = tolerances.get(key)! / 2;
      const next = halved < 0.2 ? 0 : halved;
      tolerances.set(key, next);
      result.set(key, next === 0 ? arcs.get(key)! : simplifyLine(arcs.get(key)!, next));
    }
  }
}

/** Twice the area in cells, positive where the ring runs clockwise on the screen. */
function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  }
  return sum;
}

function isInRing(ring: Ring, x: number, y: number): boolean {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[j]!;
    const [bx, by] = ring[i]!;
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) isInside = !isInside;
  }
  return isInside;
}

function toPolygons(rings: readonly Ring[]): CornerPolygon[] {
  const outer = rings.filter((ring) => signedArea(ring) > 0).sort((a, b) => signedArea(b) - signedArea(a));
  const polygons: Ring[][] = outer.map((ring) => [ring]);
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const [x, y] = hole[0]!;
    const [nextX, nextY] = hole[1]!;
    const holder = polygons.findLast(([ring]) => isInRing(ring!, (x + nextX) / 2, (y + nextY) / 2));
    holder?.push(hole);
  }
  return polygons;
}
