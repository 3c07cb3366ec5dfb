/** MapLibre's world is 512 · 2^zoom CSS pixels wide; a CSS pixel is 1/96 inch. */
const WORLD_PIXELS_AT_ZOOM_0 = 512;
const METRES_PER_PIXEL_OF_PAPER = 0.0254 / 96;
const EQUATOR_METRES = 2 * Math.PI * 6_378_137;

/** Ground metres that one CSS pixel covers on the map, at its latitude. */
export function metresPerPixel(zoom: number, latitude: number): number {
  return (EQUATOR_METRES * Math.cos((latitude * Math.PI) / 180)) / (WORLD_PIXELS_AT_ZOOM_0 * 2 ** zoom);
}

/** The N of 1 : N when a CSS pixel has its nominal size, as it has on paper. */
export function scaleOfZoom(zoom: number, latitude: number): number {
  return metresPerPixel(zoom, latitude) / METRES_PER_PIXEL_OF_PAPER;
}

export function zoomOfScale(denominator: number, latitude: number): number {
  return Math.log2(scaleOfZoom(0, latitude) / denominator);
}

export interface ScaleBar {
  readonly metres: number;
  readonly pixels: number;
  readonly label: string;
}

/** The longest of 1, 2, 5, 10 … metres that fits into a width. */
export function scaleBar(zoom: number, latitude: number, longestPixels: number): ScaleBar {
  const perPixel = metresPerPixel(zoom, latitude);
  const longest = perPixel * longestPixels;
  const power = 10 ** Math.floor(Math.log10(longest));
  const metres = power * ([5, 2, 1].find((step) => step * power <= longest) ?? 1);
  return { metres, pixels: metres / perPixel, label: metres >= 1000 ? `${metres / 1000} km` : `${metres} m` };
}

/** `1 : 50,000`, rounded to two figures where it is no round scale. */
export function scaleText(denominator: number): string {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(denominator)) - 2);
  return `1 : ${(Math.round(denominator / power) * power).toLocaleString("en")}`;
}
