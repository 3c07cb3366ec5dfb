import type { Position } from "geojson";

export type Edge = readonly [Position, Position];

/** Within a millimetre or so of an edge, in degrees. */
const ON_BORDER_DEGREES = 1e-8;
const EDGES_PER_BAND = 4;

/** The edges of polygons in bands of equal height, so that a question about a place looks at a few of them. */
export class EdgeIndex {
  readonly edges: readonly Edge[];
  readonly #bands: Edge[][];
  readonly #bottom: number;
  readonly #height: number;

  /** @param rings closed; all rings of one or more valid polygons */
  constructor(rings: readonly (readonly Position[])[]) {
    const edges: Edge[] = [];
    let [bottom, top] = [Infinity, -Infinity];
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        edges.push([ring[i - 1]!, ring[i]!]);
        bottom = Math.min(bottom, ring[i]![1]!);
        top = Math.max(top, ring[i]![1]!);
      }
    }
    const count = Math.max(1, Math.ceil(edges.length / EDGES_PER_BAND));
    this.edges = edges;
    this.#bottom = bottom;
    this.#height = Math.max((top - bottom) / count, Number.MIN_VALUE);
    this.#bands = Array.from({ length: count }, () => []);
    for (const edge of edges) {
      const [from, to] = this.#bandsOf(edge);
      for (let band = from; band <= to; band++) this.#bands[band]!.push(edge);
    }
  }

  /** Whether an edge crosses one of these in the inside of both. */
  isCrossedBy(edge: Edge): boolean {
    const [from, to] = this.#bandsOf(edge);
    const [minX, maxX] = [Math.min(edge[0][0]!, edge[1][0]!), Math.max(edge[0][0]!, edge[1][0]!)];
    for (let band = from; band <= to; band++) {
      for (const other of this.#bands[band]!) {
        const isApart = Math.max(other[0][0]!, other[1][0]!) < minX || Math.min(other[0][0]!, other[1][0]!) > maxX;
        if (!isApart && cross(edge, other)) return true;
      }
    }
    return false;
  }

  /** Whether a point lies inside the polygons and not on their borders. */
  holds(point: Position): boolean {
    const [x, y] = [point[0]!, point[1]!];
    let isInside = false;
    for (const [a, b] of this.#bands[this.#bandOf(y)]!) {
      if (isNear(a, b, x, y)) return false;
      const isSpanned = a[1]! > y !== b[1]! > y;
      if (isSpanned && x < a[0]! + ((y - a[1]!) / (b[1]! - a[1]!)) * (b[0]! - a[0]!)) isInside = !isInside;
    }
    return isInside;
  }

  #bandOf(y: number): number {
    return Math.min(this.#bands.length - 1, Math.max(0, Math.floor((y - this.#bottom) / this.#height)));
  }

  #bandsOf([a, b]: Edge): readonly [number, number] {
    const [low, high] = [Math.min(a[1]!, b[1]!), Math.max(a[1]!, b[1]!)];
    return [this.#bandOf(low - ON_BORDER_DEGREES), this.#bandOf(high + ON_BORDER_DEGREES)];
  }
}

/**
 * Ends on the other edge, give or take a millimetre, are neighbours' borders that meet in a corner of one of them, not a
 * crossing.
 */
function cross([a, b]: Edge, [c, d]: Edge): boolean {
  return (
    areApart(distanceFrom(a, b, c), distanceFrom(a, b, d)) && areApart(distanceFrom(c, d, a), distanceFrom(c, d, b))
  );
}

function areApart(first: number, second: number): boolean {
  return first * second < 0 && Math.abs(first) > ON_BORDER_DEGREES && Math.abs(second) > ON_BORDER_DEGREES;
}

/** Signed distance of c from the line through a and b. */
function distanceFrom(a: Position, b: Position, c: Position): number {
  const length = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!);
  return length === 0 ? 0 : side(a, b, c) / length;
}

function side(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);
}

function isNear(a: Position, b: Position, x: number, y: number): boolean {
  const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : ((x - a[0]!) * dx + (y - a[1]!) * dy) / squared;
  const along = Math.min(1, Math.max(0, t));
  return Math.hypot(x - a[0]! - along * dx, y - a[1]! - along * dy) < ON_BORDER_DEGREES;
}
