import { type CoarseGrid, coarseGrid, coarseX, coarseY, sampleBilinear } from "./coarse-grid.ts";
import { type ProjectedPoint, project } from "./gauss-kruger.ts";
import { islands } from "./geography/coast.ts";
import { lowlands, peaks, ridges } from "./geography/relief.ts";
import { fractalNoise } from "./integer-noise.ts";
import type { LandMask } from "./land-mask.ts";

interface Swell {
  readonly course: readonly ProjectedPoint[];
  readonly height: number;
  readonly halfWidth: number;
}

const swells: readonly Swell[] = [
  ...ridges.map((ridge) => ({
    course: ridge.course.map(([longitude, latitude]) => project(longitude, latitude)),
    height: ridge.height,
    halfWidth: ridge.halfWidthKm * 1000,
  })),
  ...peaks.map((peak) => ({
    course: [project(peak.position[0], peak.position[1])],
    height: peak.height,
    halfWidth: 900 + 4.2 * peak.height,
  })),
];

const plains = lowlands.map((lowland) => ({
  centre: project(lowland.centre[0], lowland.centre[1]),
  radius: lowland.radiusKm * 1000,
}));

const islandHills = islands.map((island) => ({
  centre: project(island.centre[0], island.centre[1]),
  height: island.height,
  radius: Math.max(island.halfEastWestKm, island.halfNorthSouthKm) * 1000,
}));

function squaredDistanceToCourse(x: number, y: number, course: readonly ProjectedPoint[]): number {
  let best = 1e18;
  for (let i = 0; i < course.length; i++) {
    const a = course[i]!;
    const b = course[Math.min(i + 1, course.length - 1)]!;
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const length2 = dx * dx + dy * dy;
    const along = length2 === 0 ? 0 : ((x - a.x) * dx + (y - a.y) * dy) / length2;
    const t = Math.min(Math.max(along, 0), 1);
    const ex = x - a.x - t * dx;
    const ey = y - a.y - t * dy;
    const d = ex * ex + ey * ey;
    if (d < best) best = d;
  }
  return best;
}

/** Cell size on which the mountains and plains are summed before the noise is added; they hold nothing finer. */
const MACRO_CELL = 1000;

interface Macro {
  readonly grid: CoarseGrid;
  readonly mountain: Float64Array;
  /** 1 where hills may stand, towards 0 in the plains. */
  readonly upland: Float64Array;
}

function macroFields(): Macro {
  const grid = coarseGrid(MACRO_CELL);
  const mountain = new Float64Array(grid.columns * grid.rows);
  const upland = new Float64Array(grid.columns * grid.rows);
  for (let i = 0; i < mountain.length; i++) {
    const column = i % grid.columns;
    const x = coarseX(grid, column);
    const y = coarseY(grid, (i - column) / grid.columns);
    let squares = 0;
    for (const swell of swells) {
      const ratio = squaredDistanceToCourse(x, y, swell.course) / (swell.halfWidth * swell.halfWidth);
      const height = swell.height / (1 + ratio * ratio);
      squares += height * height;
    }
    mountain[i] = Math.sqrt(squares);
    upland[i] = plains.reduce((product, plain) => product * (1 - 0.94 * nearness(x, y, plain)), 1);
  }
  return { grid, mountain, upland };
}

/** 1 at the centre of a lowland, a half at its radius, soon 0 beyond. */
function nearness(x: number, y: number, lowland: (typeof plains)[number]): number {
  const dx = x - lowland.centre.x;
  const dy = y - lowland.centre.y;
  const ratio = (dx * dx + dy * dy) / (lowland.radius * lowland.radius);
  return 1 / (1 + ratio * ratio * ratio);
}

/**
 * How high the ground stands in the large, m: hills with the mountains on them, low in the plains and by the sea.
 * The drainage then cuts valleys into it (`relief-evolution.ts`).
 */
export function upliftField(mask: LandMask): Float64Array {
  const grid = mask.grid;
  const macro = macroFields();
  const uplift = new Float64Array(grid.columns * grid.rows);
  for (let i = 0; i < uplift.length; i++) {
    if (mask.peninsula[i] === 0) continue;
    const column = i % grid.columns;
    const x = coarseX(grid, column);
    const y = coarseY(grid, (i - column) / grid.columns);
    uplift[i] = Math.max(upliftAt(macro, x, y, mask.seaDistance[i]!), islandUplift(x, y));
  }
  return uplift;
}

function upliftAt(macro: Macro, x: number, y: number, seaDistance: number): number {
  const upland = sampleBilinear(macro.grid, macro.upland, x, y);
  const roughness = 1 + 0.6 * fractalNoise(x / 12000, y / 12000, 4, 31);
  const hills = 185 + 225 * fractalNoise(x / 11000, y / 11000, 3, 37);
  const low = 9 + Math.max(hills, 22) * upland * (seaDistance / (seaDistance + 2500));
  const belt = sampleBilinear(macro.grid, macro.mountain, x, y) * roughness;
  const mountain = belt * (0.15 + 0.85 * upland) * (seaDistance / (seaDistance + 900));
  return Math.sqrt(low * low + mountain * mountain);
}

function islandUplift(x: number, y: number): number {
  let height = 0;
  for (const hill of islandHills) {
    const dx = x - hill.centre.x;
    const dy = y - hill.centre.y;
    if (dx * dx + dy * dy < 1.7 * hill.radius * hill.radius) height = Math.max(height, hill.height);
  }
  return height;
}
