import type { Position } from "geojson";

/** Planar area, positive for a counter-clockwise ring, closed or not. Relative to the first corner, to keep digits. */
export function signedArea(ring: readonly Position[]): number {
  const [x0, y0] = (ring[0] ?? [0, 0]) as [number, number];
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1]!;
    const b = ring[i]!;
    twice += (a[0]! - x0) * (b[1]! - y0) - (b[0]! - x0) * (a[1]! - y0);
  }
  return twice / 2;
}

/** Even-odd rule. */
export function isInsideRing(ring: readonly Position[], point: Position): boolean {
  const x = point[0]!;
  const y = point[1]!;
  let inside = false;
  let previous = ring[ring.length - 1]!;
  for (const corner of ring) {
    const [ax, ay] = previous as [number, number];
    const [bx, by] = corner as [number, number];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    previous = corner;
  }
  return inside;
}
