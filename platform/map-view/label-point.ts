import type { MultiPolygon, Polygon, Position } from "geojson";

/**
 * A point well inside a polygon for its label: the middle of the widest horizontal stretch, among 24 latitudes, of the
 * largest part. Unlike the centroid it is never outside a bent or ring-shaped division.
 */
export function labelPoint(geometry: Polygon | MultiPolygon): Position | undefined {
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const largest = parts.reduce<Position[][] | undefined>((best, part) => {
    return best === undefined || ringArea(part[0]) > ringArea(best[0]) ? part : best;
  }, undefined);
  const outer = largest?.[0];
  if (largest === undefined || outer === undefined || outer.length < 4) return undefined;
  const latitudes = outer.map((position) => position[1] ?? 0);
  const south = Math.min(...latitudes);
  const height = Math.max(...latitudes) - south;
  const lines = 24;
  let best: { point: Position; score: number } | undefined;
  for (let line = 1; line < lines; line++) {
    const fraction = line / lines;
    const latitude = south + height * fraction;
    const crossings = crossingsAt(largest, latitude);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const west = crossings[pair] ?? 0;
      const east = crossings[pair + 1] ?? 0;
      // Prefers the middle of the height: a wide stretch at the very edge leaves no room above the label.
      const score = (east - west) * (1 - Math.abs(fraction - 0.5));
      if (best === undefined || score > best.score) best = { point: [(west + east) / 2, latitude], score };
    }
  }
  return best?.point;
}

function ringArea(ring: readonly Position[] | undefined): number {
  if (ring === undefined) return 0;
  let doubled = 0;
  for (let index = 0; index + 1 < ring.length; index++) {
    const [x0 = 0, y0 = 0] = ring[index] ?? [];
    const [x1 = 0, y1 = 0] = ring[index + 1] ?? [];
    doubled += x0 * y1 - x1 * y0;
  }
  return Math.abs(doubled) / 2;
}

/** Longitudes where the rings cross a latitude, from west to east; holes are rings like any other (even-odd rule). */
function crossingsAt(rings: readonly (readonly Position[])[], latitude: number): number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index++) {
      const [x0 = 0, y0 = 0] = ring[index] ?? [];
      const [x1 = 0, y1 = 0] = ring[index + 1] ?? [];
      if (y0 <= latitude === y1 <= latitude) continue;
      crossings.push(x0 + ((latitude - y0) / (y1 - y0)) * (x1 - x0));
    }
  }
  return crossings.sort((a, b) => a - b);
}
