import { isSupportedCrs, transformer } from "#engine/projections";
import { extentOf, type Grid } from "#engine/rasters";
import { TerraceError } from "#errors";

/** Points along each edge that are projected to find the new outline: an edge bends between its corners. */
const POINTS_PER_EDGE = 32;

/**
 * A grid in another CRS that covers a grid. Without a cell size it takes the mean of the width and height that the middle
 * cell has there, rounded to two significant digits.
 *
 * @throws TerraceError `project-to-unsupported`
 */
export function projectedGridFor(source: Grid, crs: string, cellSize: number | undefined): Grid {
  if (!isSupportedCrs(crs)) {
    throw new TerraceError({
      code: "project-to-unsupported",
      userMessage: `不支持重采样到 ${crs}。可用：CGCS2000 3 度带 EPSG:4547–4550、4526–4529，UTM EPSG:326xx。此处宜用 ${suggestedProjection(source)}。`,
      message: `Cannot resample to ${crs}. Supported: EPSG:4547–4550, 4526–4529, UTM. Suggested here: ${suggestedProjection(source)}.`,
      details: { crs },
    });
  }
  const project = transformer(source.crs, crs);
  const { minX, minY, maxX, maxY } = extentOf(source);
  const outline = Array.from({ length: POINTS_PER_EDGE + 1 }, (_, i) => i / POINTS_PER_EDGE).flatMap((t) => [
    project(minX + t * (maxX - minX), minY),
    project(minX + t * (maxX - minX), maxY),
    project(minX, minY + t * (maxY - minY)),
    project(maxX, minY + t * (maxY - minY)),
  ]);
  const size = cellSize ?? sizeOfMiddleCell(source, project);
  const west = Math.floor(Math.min(...outline.map(({ x }) => x)) / size) * size;
  const north = Math.ceil(Math.max(...outline.map(({ y }) => y)) / size) * size;
  const east = Math.max(...outline.map(({ x }) => x));
  const south = Math.min(...outline.map(({ y }) => y));
  return {
    crs,
    originX: west,
    originY: north,
    cellWidth: size,
    cellHeight: size,
    columns: Math.ceil((east - west) / size),
    rows: Math.ceil((north - south) / size),
  };
}

function sizeOfMiddleCell(source: Grid, project: (x: number, y: number) => { x: number; y: number }): number {
  const { minX, minY, maxX, maxY } = extentOf(source);
  const x = (minX + maxX) / 2;
  const y = (minY + maxY) / 2;
  const middle = project(x, y);
  const east = project(x + source.cellWidth, y);
  const north = project(x, y + source.cellHeight);
  const width = Math.hypot(east.x - middle.x, east.y - middle.y);
  const height = Math.hypot(north.x - middle.x, north.y - middle.y);
  return Number(((width + height) / 2).toPrecision(2));
}

/** CGCS2000 3-degree belts that the product knows by their central meridian. */
const BELTS: Readonly<Record<number, string>> = {
  114: "EPSG:4547",
  117: "EPSG:4548",
  120: "EPSG:4549",
  123: "EPSG:4550",
};

/** The projection that suits the middle of a grid: a 3-degree belt of CGCS2000 where there is one, else UTM. */
export function suggestedProjection(grid: Grid): string {
  const { minX, minY, maxX, maxY } = extentOf(grid);
  const middle = transformer(grid.crs, "EPSG:4326")((minX + maxX) / 2, (minY + maxY) / 2);
  const belt = BELTS[Math.round(middle.x / 3) * 3];
  if (belt !== undefined && middle.y > 0) return belt;
  const zone = Math.floor((middle.x + 180) / 6) + 1;
  return `EPSG:${(middle.y >= 0 ? 32600 : 32700) + zone}`;
}
