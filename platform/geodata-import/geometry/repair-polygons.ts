import type { Position } from "geojson";
import { setPrecision, union } from "polyclip-ts";
import type { ImportNote } from "../vector-layer.ts";
import { isInsideRing, signedArea } from "./ring.ts";
import { findSelfIntersection, type IntersectionKind } from "./self-intersection.ts";

export interface Defect {
  readonly place: Position | undefined;
  readonly what: ImportNote;
}

const INTERSECTIONS: Readonly<Record<IntersectionKind, ImportNote>> = {
  crossing: {
    code: "self-intersection",
    zh: "边界自相交，已按重新拼接的边界处理",
    en: "the border crosses itself; it was rebuilt",
  },
  touching: {
    code: "self-touch",
    zh: "边界在一点上碰到自己，已拆分",
    en: "the border touches itself; it was split there",
  },
  overlapping: {
    code: "border-overlap",
    zh: "边界有一段重叠，已按重新拼接的边界处理",
    en: "parts of the border lie on each other; it was rebuilt",
  },
};

const PART_INSIDE_PART: ImportNote = {
  code: "part-inside-part",
  zh: "多部件面的一个部件落在另一个部件之内，已合并",
  en: "one part of the polygon lies inside another; they were merged",
};

/**
 * The parts of one feature made valid: rings closed, repeated corners and rings without area left out, outer rings
 * counter-clockwise and holes clockwise. Where borders meet themselves or each other, or one part lies inside another, all
 * parts are rebuilt (non-zero rule for each part, then their union).
 * @throws UnrepairablePolygon
 */
export function repairPolygons(
  polygons: readonly (readonly (readonly Position[])[])[],
  report: (defect: Defect) => void,
): Position[][][] {
  const tidied = withoutDuplicateRings(
    polygons.map((rings) => tidyRings(rings, report)).filter((rings) => rings.length > 0),
    report,
  );
  const intersection = findSelfIntersection(tidied.flat());
  const enclosed = intersection === undefined ? partInsidePart(tidied) : undefined;
  if (intersection !== undefined) report({ place: intersection.place, what: INTERSECTIONS[intersection.kind] });
  else if (enclosed !== undefined) report({ place: enclosed, what: PART_INSIDE_PART });
  else return tidied.map(oriented);
  return rebuilt(tidied, intersection?.place ?? enclosed);
}

/** A few units in the last place of a double: corners closer than this are one corner. */
const RELATIVE_PRECISION = 4e-15;

/**
 * The union of all parts. polyclip-ts snaps corners within an absolute distance; without it one in fifty rings that cross
 * themselves many times fails, with it none of 1500 did. New corners are rounded to doubles, so borders may still meet at
 * the last digit.
 */
function rebuilt(parts: readonly (readonly (readonly Position[])[])[], place: Position | undefined): Position[][][] {
  const pairs = parts.map((rings) => rings.map((ring) => ring.map(([x, y]): [number, number] => [x!, y!])));
  const [first, ...others] = pairs;
  if (first === undefined) return [];
  const largest = pairs.flat(3).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  setPrecision(largest * RELATIVE_PRECISION);
  try {
    const polygons = union([first], ...others.map((part) => [part]));
    return polygons
      .map((rings) => rings.map(withoutRepeats).filter((ring) => ring.length >= 4))
      .filter((rings) => rings.length > 0)
      .map(oriented);
  } catch (cause) {
    throw new UnrepairablePolygon(place, cause);
  }
}

/** The border is so tangled that it cannot be rebuilt. */
export class UnrepairablePolygon extends Error {
  override readonly name = "UnrepairablePolygon";
  readonly place: Position | undefined;

  constructor(place: Position | undefined, cause: unknown) {
    super("the border cannot be rebuilt", { cause });
    this.place = place;
  }
}

function withoutRepeats(ring: readonly Position[]): Position[] {
  return ring.filter((corner, i) => i === 0 || corner[0] !== ring[i - 1]![0] || corner[1] !== ring[i - 1]![1]);
}

/** A corner of a part that lies inside another part; borders are known not to cross. */
function partInsidePart(parts: readonly (readonly Position[][])[]): Position | undefined {
  if (parts.length < 2) return undefined;
  for (const [i, part] of parts.entries()) {
    const corner = part[0]![0]!;
    const isInside = parts.some(
      ([outer, ...holes], j) =>
        j !== i &&
        isInsideRing(outer!, corner) &&
        !holes.some((hole) => isInsideRing(hole, corner) || touches(hole, corner)),
    );
    if (isInside) return corner;
  }
  return undefined;
}

function touches(ring: readonly Position[], [x, y]: Position): boolean {
  return ring.some((corner) => corner[0] === x && corner[1] === y);
}

/** A ring that is there twice would cancel itself out, or count twice; the first stays. */
function withoutDuplicateRings(
  polygons: readonly (readonly Position[][])[],
  report: (defect: Defect) => void,
): Position[][][] {
  const known = new Set<string>();
  const kept: Position[][][] = [];
  for (const rings of polygons) {
    const own = rings.filter((ring, i) => {
      // A hole like its outer ring leaves nothing: that is no repetition.
      const key = `${i === 0 ? "outer" : "hole"} ${ringKey(ring)}`;
      if (!known.has(key)) {
        known.add(key);
        return true;
      }
      report({
        place: ring[0],
        what: {
          code: "duplicate-ring",
          zh: "同一条边界重复出现，只保留一条",
          en: "a ring is there twice; one was kept",
        },
      });
      return false;
    });
    // Without its outer ring a part is nothing; its holes are those of the part that stays.
    if (own[0] !== undefined && own[0] === rings[0]) kept.push(own);
  }
  return kept;
}

/** The same for the same corners in the same or the opposite order, from whichever corner. */
function ringKey(ring: readonly Position[]): string {
  return ring
    .slice(1)
    .map(([x, y]) => `${x} ${y}`)
    .sort()
    .join(",");
}

/** The rings worth keeping; none where the outer ring is not. */
function tidyRings(rings: readonly (readonly Position[])[], report: (defect: Defect) => void): Position[][] {
  const tidied: Position[][] = [];
  for (const [i, ring] of rings.entries()) {
    const tidy = tidyRing(ring, report);
    if (tidy !== undefined) tidied.push(tidy);
    else if (i === 0) return [];
  }
  return tidied;
}

function tidyRing(ring: readonly Position[], report: (defect: Defect) => void): Position[] | undefined {
  const corners = withoutRepeats(ring);
  if (corners.length < ring.length) {
    const repeated = ring.find((corner, i) => i > 0 && corner[0] === ring[i - 1]![0] && corner[1] === ring[i - 1]![1]);
    report({
      place: repeated,
      what: { code: "repeated-corner", zh: "有重复的顶点，已去掉", en: "corners were repeated; they were left out" },
    });
  }
  const first = corners[0];
  const last = corners.at(-1);
  if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) {
    corners.push(first);
    report({
      place: first,
      what: { code: "ring-not-closed", zh: "边界没有闭合，已闭合", en: "the ring was not closed; it was closed" },
    });
  }
  if (corners.length < 4) {
    report({
      place: first,
      what: {
        code: "too-few-points",
        zh: "边界不足三个不同的顶点，已去掉",
        en: "a ring has fewer than three different corners; it was left out",
      },
    });
    return undefined;
  }
  // The signed area of a ring that crosses itself may be 0 although it encloses something.
  if (!areCollinear(corners)) return corners;
  report({
    place: first,
    what: { code: "ring-without-area", zh: "边界没有围成面积，已去掉", en: "a ring encloses no area; it was left out" },
  });
  return undefined;
}

function oriented(rings: readonly Position[][]): Position[][] {
  return rings.map((ring, i) => (signedArea(ring) > 0 === (i === 0) ? ring : ring.toReversed()));
}

function areCollinear(corners: readonly Position[]): boolean {
  const [ax, ay] = corners[0] as [number, number];
  const other = corners.find(([x, y]) => x !== ax || y !== ay);
  if (other === undefined) return true;
  const [bx, by] = other as [number, number];
  return corners.every(([x, y]) => (bx - ax) * (y! - ay) === (by - ay) * (x! - ax));
}
