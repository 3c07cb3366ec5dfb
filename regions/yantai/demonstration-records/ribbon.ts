import { METRES_PER_DEGREE } from "./blob.ts";

type Place = readonly [longitude: number, latitude: number];

/**
 * A strip along a course, as wide on both sides; at a corner the sides meet on the bisector. A course whose corners are sharper than
 * its pieces are long gives a strip that crosses itself.
 * @returns a GeoJSON polygon in degrees
 */
export function ribbonAlong(course: readonly Place[], halfWidthMetres: number): object {
  const metres = course.map(([x, y]) => [x * METRES_PER_DEGREE.longitude, y * METRES_PER_DEGREE.latitude] as const);
  const sideOf = (sign: number) =>
    metres.map(([x, y], at) => {
      const [fromX, fromY] = metres[at - 1] ?? [x, y];
      const [toX, toY] = metres[at + 1] ?? [x, y];
      const before = unit(x - fromX, y - fromY);
      const after = unit(toX - x, toY - y);
      const [alongX, alongY] = unit(before[0] + after[0], before[1] + after[1]);
      return inDegrees(x - sign * alongY * halfWidthMetres, y + sign * alongX * halfWidthMetres);
    });
  const ring = [...sideOf(-1), ...sideOf(1).reverse()];
  return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
}

/** An irregular round patch with its middle at a place. */
export function patchAround([x, y]: Place, radiusMetres: number, random: () => number): object {
  const corners = 18;
  const ring = Array.from({ length: corners }, (_, at) => {
    const angle = (2 * Math.PI * at) / corners;
    const radius = radiusMetres * (0.75 + 0.5 * random());
    return inDegrees(
      x * METRES_PER_DEGREE.longitude + radius * Math.cos(angle),
      y * METRES_PER_DEGREE.latitude + radius * Math.sin(angle),
    );
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
}

function unit(x: number, y: number): readonly [number, number] {
  const length = Math.hypot(x, y);
  return length === 0 ? [0, 0] : [x / length, y / length];
}

function inDegrees(x: number, y: number): readonly [number, number] {
  const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return [rounded(x / METRES_PER_DEGREE.longitude), rounded(y / METRES_PER_DEGREE.latitude)];
}
