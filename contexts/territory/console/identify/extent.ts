import type { Bounds } from "#platform/map-view";

/** West, south, east and north of a GeoJSON geometry, degrees; undefined where it is empty. */
export function extentOf(geometry: { readonly coordinates: unknown }): Bounds | undefined {
  let [west, south, east, north] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -181, -91];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part as unknown[];
    if (typeof x !== "number" || typeof y !== "number") {
      for (const inner of part as unknown[]) visit(inner);
      return;
    }
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  };
  visit(geometry.coordinates);
  return west <= east ? [west, south, east, north] : undefined;
}
