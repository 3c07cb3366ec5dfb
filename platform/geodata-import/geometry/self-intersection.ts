import type { Position } from "geojson";

interface Edge {
  readonly a: Position;
  readonly b: Position;
  readonly ring: number;
  readonly index: number;
  readonly minX: number;
  readonly maxX: number;
}

export type IntersectionKind = "crossing" | "touching" | "overlapping";

export interface SelfIntersection {
  readonly place: Position;
  readonly kind: IntersectionKind;
}

/**
 * The first place where the rings of one polygon cross, run along each other, or where one ring touches itself. Two rings
 * may touch in a point (OGC 06-103r4, 6.1.11.1).
 *
 * Edges are sorted by their western end and each is compared with those that begin before it ends: on real boundaries that
 * is a few edges each.
 *
 * @param rings closed, without repeated corners
 */
export function findSelfIntersection(rings: readonly (readonly Position[])[]): SelfIntersection | undefined {
  const edges: Edge[] = [];
  for (const [ring, corners] of rings.entries()) {
    for (let index = 0; index + 1 < corners.length; index++) {
      const a = corners[index]!;
      const b = corners[index + 1]!;
      edges.push({ a, b, ring, index, minX: Math.min(a[0]!, b[0]!), maxX: Math.max(a[0]!, b[0]!) });
    }
  }
  edges.sort((first, second) => first.minX - second.minX);
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i]!;
    for (let j = i + 1; j < edges.length; j++) {
      const other = edges[j]!;
      if (other.minX > edge.maxX) break;
      const found = meet(edge, other, rings);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function meet(p: Edge, q: Edge, rings: readonly (readonly Position[])[]): SelfIntersection | undefined {
  const isApart =
    Math.max(p.a[1]!, p.b[1]!) < Math.min(q.a[1]!, q.b[1]!) || Math.max(q.a[1]!, q.b[1]!) < Math.min(p.a[1]!, p.b[1]!);
  if (isApart) return undefined;
  const qaSide = side(p.a, p.b, q.a);
  const qbSide = side(p.a, p.b, q.b);
  const paSide = side(q.a, q.b, p.a);
  const pbSide = side(q.a, q.b, p.b);
  if (qaSide * qbSide < 0 && paSide * pbSide < 0) {
    const t = paSide / (paSide - pbSide);
    return {
      place: [p.a[0]! + t * (p.b[0]! - p.a[0]!), p.a[1]! + t * (p.b[1]! - p.a[1]!)],
      kind: "crossing",
    };
  }
  if (qaSide === 0 && qbSide === 0) {
    const shared = [q.a, q.b, p.a, p.b].filter((corner) => isWithin(p, corner) && isWithin(q, corner));
    const distinct = shared.filter((corner, i) => shared.findIndex((other) => isSame(other, corner)) === i);
    if (distinct.length > 1) return { place: distinct[0]!, kind: "overlapping" };
  }
  if (p.ring !== q.ring || areNeighbours(p, q, rings)) return undefined;
  const touching =
    [p.a, p.b].find((corner) => (corner === p.a ? paSide : pbSide) === 0 && isWithin(q, corner)) ??
    [q.a, q.b].find((corner) => (corner === q.a ? qaSide : qbSide) === 0 && isWithin(p, corner));
  return touching === undefined ? undefined : { place: touching, kind: "touching" };
}

function areNeighbours(p: Edge, q: Edge, rings: readonly (readonly Position[])[]): boolean {
  const distance = Math.abs(p.index - q.index);
  return distance === 1 || distance === rings[p.ring]!.length - 2;
}

function side(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);
}

function isWithin({ a, b, minX, maxX }: Edge, [x, y]: Position): boolean {
  return x! >= minX && x! <= maxX && y! >= Math.min(a[1]!, b[1]!) && y! <= Math.max(a[1]!, b[1]!);
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
