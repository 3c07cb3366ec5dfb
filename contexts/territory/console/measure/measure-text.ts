import { formatFigure } from "#platform/interface-kit";

/** `856.3 m`, `12.41 km` */
export function lengthText(metres: number): string {
  return metres < 1000 ? `${formatFigure(metres, 1)} m` : `${formatFigure(metres / 1000, 2)} km`;
}

/** hm² up to a square kilometre, both above: projects are written in hm², regions in km². */
export function areaText(squareMetres: number): string {
  const hectares = `${formatFigure(squareMetres / 1e4, 2)} hm²`;
  return squareMetres < 1e6 ? hectares : `${formatFigure(squareMetres / 1e6, 2)} km² (${hectares})`;
}
