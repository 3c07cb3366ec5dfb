import { divisions } from "../divisions.ts";
import { focusDivisions } from "../targets.ts";
import { type CornerPolygon, traceBoundaries } from "./boundary-tracing.ts";
import { coarseCellAt, coarseGrid, coarseX, coarseY, demonstrationBox, sampleBilinear } from "./coarse-grid.ts";
import { unproject } from "./gauss-kruger.ts";
import { fractalNoise, gradientNoise } from "./integer-noise.ts";
import type { Relief } from "./relief.ts";

/** Measure codes of the demonstration's works (SL 动态监测 classification), by label of the traced raster. */
const MEASURES: readonly { readonly label: number; readonly code: string; readonly nameZh: string }[] = [
  { label: 1, code: "020101", nameZh: "土坎水平梯田" },
  { label: 2, code: "020102", nameZh: "石坎水平梯田" },
  { label: 3, code: "0203", nameZh: "水平阶" },
  { label: 4, code: "0205", nameZh: "鱼鳞坑" },
  { label: 5, code: "0202", nameZh: "地埂" },
];
/** Works are drawn on cells of this many metres: a few thousand patches. */
const MEASURE_CELL = 500;
const TOLERANCE_CELLS = 0.7;

export interface MeasureFeatures {
  readonly type: "FeatureCollection";
  readonly features: readonly object[];
}

/**
 * 演示: works of a year as GeoJSON (EPSG:4326). Terraces lie on farmed slopes, benches and pits in young woods. Each
 * year after 2023 some are added, more of them in the plan's focus areas.
 *
 * @param units label of the unit of each coarse cell
 */
export function measuresOf(relief: Relief, units: Uint8Array, year: number): MeasureFeatures {
  const { mask } = relief.coarse;
  const grid = coarseGrid(MEASURE_CELL);
  const isFocus = divisions.map((division) => focusDivisions.value.includes(division.code));
  const labels = new Uint8Array(grid.columns * grid.rows);
  for (let i = 0; i < labels.length; i++) {
    const column = i % grid.columns;
    const x = coarseX(grid, column);
    const y = coarseY(grid, (i - column) / grid.columns);
    const cell = coarseCellAt(mask.grid, x, y);
    const unit = units[cell]!;
    if (unit === 0 || mask.seaDistance[cell]! < 400) continue;
    const grown = isFocus[unit - 1] ? 0.012 * (year - 2023) - 0.05 : 0.005 * (year - 2023) + 0.12;
    labels[i] = measureAt(x, y, sampleBilinear(mask.grid, relief.ranges, x, y), relief.coarse.height[cell]!, grown);
  }
  const traced = traceBoundaries(grid, labels, TOLERANCE_CELLS);
  const features = MEASURES.flatMap((measure) =>
    (traced.get(measure.label) ?? []).map((polygon) => ({
      type: "Feature",
      properties: { measure: measure.code, name: measure.nameZh, mark: "演示" },
      geometry: { type: "Polygon", coordinates: polygon.map((ring) => lonLatRing(ring, grid.cell)) },
    })),
  );
  return { type: "FeatureCollection", features };
}

/** Label of the measure on a coarse cell whose ground rises by `range` metres over 500 m; 0 without. */
function measureAt(x: number, y: number, range: number, height: number, grown: number): number {
  const built = fractalNoise(x / 5200, y / 5200, 3, 431) + grown;
  if (range <= 3) return range > 0.8 && built > -0.3 ? 5 : 0;
  if (range < 80 && built > -0.23) return range > 42 || gradientNoise(x / 4000, y / 4000, 433) > 0.35 ? 2 : 1;
  if (range >= 80 && height < 450 && built > 0.16) return gradientNoise(x / 2500, y / 2500, 437) > 0 ? 3 : 4;
  return 0;
}

/** A closed ring in degrees, outer rings counterclockwise as RFC 7946 asks, to 1e-5°, about a metre. */
function lonLatRing(ring: CornerPolygon[number], cell: number): number[][] {
  const points = ring
    .map(([column, row]) => {
      const at = unproject(demonstrationBox.minX + column * cell, demonstrationBox.maxY - row * cell);
      return [Math.round(at.longitude * 1e5) / 1e5, Math.round(at.latitude * 1e5) / 1e5];
    })
    .reverse();
  return [...points, points[0]!];
}
