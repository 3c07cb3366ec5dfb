/** Numbers that are the same on every machine and at every start (mulberry32), so that the demonstration is. */
export function createRandom(seed: string): () => number {
  let state = 0;
  for (const character of seed) state = (Math.imul(state, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Ring = readonly (readonly number[])[];
/** Outer ring, then holes, of each part: degrees, longitude first. */
export type Outline = readonly (readonly Ring[])[];

/** At 37° N. */
export const METRES_PER_DEGREE = { longitude: 88_900, latitude: 111_000 } as const;
const ATTEMPTS = 400;

/**
 * An irregular patch of about this radius wholly inside an outline.
 * @returns a GeoJSON polygon in degrees; null where the outline has no room for it
 */
export function blobInside(outline: Outline, radiusMetres: number, random: () => number): object | null {
  const points = outline.flatMap(([outer]) => outer ?? []);
  const west = Math.min(...points.map(([x = 0]) => x));
  const east = Math.max(...points.map(([x = 0]) => x));
  const south = Math.min(...points.map(([, y = 0]) => y));
  const north = Math.max(...points.map(([, y = 0]) => y));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const centre = [west + random() * (east - west), south + random() * (north - south)] as const;
    const corners = 9 + Math.floor(random() * 6);
    const ring = Array.from({ length: corners }, (_, at) => {
      const angle = (2 * Math.PI * at) / corners;
      const radius = radiusMetres * (0.65 + 0.7 * random());
      return [
        rounded(centre[0] + (radius * Math.cos(angle)) / METRES_PER_DEGREE.longitude),
        rounded(centre[1] + (radius * Math.sin(angle)) / METRES_PER_DEGREE.latitude),
      ];
    });
    if (ring.every((corner) => isInside(outline, corner))) {
      return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
    }
  }
  return null;
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** Even-odd rule over every ring. */
export function isInside(outline: Outline, [x = 0, y = 0]: readonly number[]): boolean {
  let isIn = false;
  for (const ring of outline.flat()) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x1 = 0, y1 = 0] = ring[at] ?? [];
      const [x0 = 0, y0 = 0] = ring[before] ?? [];
      if (y1 > y !== y0 > y && x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1) isIn = !isIn;
    }
  }
  return isIn;
}
