import type { Position } from "geojson";
import { isInsideRing, signedArea } from "../geometry/ring.ts";

/**
 * Sorts the rings of a shape into polygons. In a Shapefile outer rings run clockwise and holes counter-clockwise
 * (white paper, p. 8), in any order. A counter-clockwise ring that lies in no clockwise one is taken as an outer ring:
 * some programs write all rings that way.
 */
export function assembleRings(rings: readonly Position[][]): Position[][][] {
  const outers = rings.filter((ring) => signedArea(ring) < 0);
  const others = rings.filter((ring) => signedArea(ring) >= 0);
  const polygons = outers.map((ring) => ({ ring, area: Math.abs(signedArea(ring)), rings: [ring] }));
  const orphans: Position[][] = [];
  for (const hole of others) {
    const containing = polygons.filter(({ ring }) => holds(ring, hole)).sort((a, b) => a.area - b.area)[0];
    if (containing === undefined) orphans.push(hole);
    else containing.rings.push(hole);
  }
  return [...polygons.map((polygon) => polygon.rings), ...nested(orphans)];
}

/** Rings without a telling direction, by how deep they lie in each other: even is outer, odd is a hole of the next outside. */
function nested(rings: readonly Position[][]): Position[][][] {
  if (rings.length === 0) return [];
  const entries = rings.map((ring) => ({
    ring,
    around: rings.filter((other) => other !== ring && holds(other, ring)),
    rings: [ring],
  }));
  const outers = entries.filter(({ around }) => around.length % 2 === 0);
  for (const { ring, around } of entries) {
    if (around.length % 2 === 0) continue;
    outers.find((outer) => around.includes(outer.ring) && outer.around.length === around.length - 1)?.rings.push(ring);
  }
  return outers.map((outer) => outer.rings);
}

/** A hole may touch its outer ring in some corners, so the first corner that is not on it decides. */
function holds(outer: readonly Position[], inner: readonly Position[]): boolean {
  const onOuter = new Set(outer.map(([x, y]) => `${x} ${y}`));
  const telling = inner.find(([x, y]) => !onOuter.has(`${x} ${y}`)) ?? inner[0];
  return telling !== undefined && isInsideRing(outer, telling);
}
