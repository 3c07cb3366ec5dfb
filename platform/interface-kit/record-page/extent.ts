/** West, south, east and north of a GeoJSON geometry, degrees. */
export function extentOf(geometry: { readonly coordinates: unknown }): [number, number, number, number] {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [longitude, latitude] = part as unknown[];
    if (typeof longitude === "number" && typeof latitude === "number") {
      extent[0] = Math.min(extent[0], longitude);
      extent[1] = Math.min(extent[1], latitude);
      extent[2] = Math.max(extent[2], longitude);
      extent[3] = Math.max(extent[3], latitude);
      return;
    }
    for (const inner of part as unknown[]) visit(inner);
  };
  visit(geometry.coordinates);
  return extent;
}
