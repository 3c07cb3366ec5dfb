import { type CoarseGrid, coarseCellAt, coarseGrid, coarseX, coarseY, sampleBilinear } from "./coarse-grid.ts";
import { type ProjectedPoint, project } from "./gauss-kruger.ts";
import {
  easternBorder,
  easternNeighbour,
  islands,
  type LonLat,
  northCoast,
  northernSeaReach,
  southCoast,
  southernSeaReach,
  southwesternBorder,
  southwesternNeighbour,
} from "./geography/coast.ts";
import { fractalNoise } from "./integer-noise.ts";

/** Where there is land on a coarse grid, metres to its rim, positive inside. */
export interface LandMask {
  readonly grid: CoarseGrid;
  /** 1 in Yantai (islands included). */
  readonly yantai: Uint8Array;
  /** 1 in Yantai or in the neighbouring land. */
  readonly peninsula: Uint8Array;
  /** Metres from the sea, negative in it. */
  readonly seaDistance: Float64Array;
}

/** Cell size on which distances to the typed outline are measured before the noise is added. */
const DISTANCE_CELL = 500;
/** How far noise moves a coast or border, m. */
const RIM_NOISE = 1900;
/** Neighbouring land is kept this far beyond the border of Yantai, m: enough for the valleys that cross it. */
const NEIGHBOUR_REACH = 12000;

function projected(points: readonly LonLat[]): ProjectedPoint[] {
  return points.map(([longitude, latitude]) => project(longitude, latitude));
}

function segmentDistance(x: number, y: number, a: ProjectedPoint, b: ProjectedPoint): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
  const t = Math.min(Math.max(along, 0), 1);
  const ex = x - a.x - t * dx;
  const ey = y - a.y - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}

/** Distance of every cell to the ring, positive inside. */
function signedDistance(grid: CoarseGrid, ring: readonly ProjectedPoint[]): Float64Array {
  const distance = new Float64Array(grid.columns * grid.rows);
  for (let row = 0; row < grid.rows; row++) {
    const y = coarseY(grid, row);
    for (let column = 0; column < grid.columns; column++) {
      const x = coarseX(grid, column);
      let nearest = 1e9;
      let isInside = false;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const a = ring[j]!;
        const b = ring[i]!;
        const d = segmentDistance(x, y, a, b);
        if (d < nearest) nearest = d;
        if (a.y > y !== b.y > y && x < a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)) isInside = !isInside;
      }
      distance[row * grid.columns + column] = isInside ? nearest : -nearest;
    }
  }
  return distance;
}

/** Distance inwards from the rim of the nearest island, about metres. */
function islandDistance(x: number, y: number): number {
  let best = -1e9;
  for (const [centre, island] of islandCentres) {
    const dx = (x - centre.x) / (island.halfEastWestKm * 1000);
    const dy = (y - centre.y) / (island.halfNorthSouthKm * 1000);
    const reach = Math.min(island.halfEastWestKm, island.halfNorthSouthKm) * 1000;
    const inside = (1 - Math.sqrt(dx * dx + dy * dy)) * reach;
    if (inside > best) best = inside;
  }
  return best;
}

const islandCentres = islands.map((island) => [project(island.centre[0], island.centre[1]), island] as const);

/** Land, sea and the reach of Yantai on a grid of `cell` metres: the typed outline with a fractal rim. */
export function makeLandMask(cell: number): LandMask {
  const grid = coarseGrid(cell);
  const measured = coarseGrid(DISTANCE_CELL);
  const reachRing = projected([...northernSeaReach, ...easternBorder, ...southernSeaReach, ...southwesternBorder]);
  const peninsulaRing = projected([
    ...northCoast,
    ...easternNeighbour,
    ...southCoast.slice(0, -1),
    ...southwesternNeighbour,
  ]);
  const toBorder = signedDistance(measured, reachRing);
  const toSea = signedDistance(measured, peninsulaRing);
  const count = grid.columns * grid.rows;
  const yantai = new Uint8Array(count);
  const peninsula = new Uint8Array(count);
  const seaDistance = new Float64Array(count);
  for (let row = 0; row < grid.rows; row++) {
    const y = coarseY(grid, row);
    for (let column = 0; column < grid.columns; column++) {
      const x = coarseX(grid, column);
      const i = row * grid.columns + column;
      const border = sampleBilinear(measured, toBorder, x, y);
      if (border < -NEIGHBOUR_REACH && islandDistance(x, y) < -2000) {
        seaDistance[i] = -1e4;
        continue;
      }
      const noise = RIM_NOISE * fractalNoise(x / 7000, y / 7000, 5, 11);
      const island = islandDistance(x, y) + 0.15 * noise;
      const mainland = sampleBilinear(measured, toSea, x, y) - 450 + 0.7 * noise;
      seaDistance[i] = Math.max(mainland, island);
      peninsula[i] = seaDistance[i]! > 0 ? 1 : 0;
      const reach = border - 500 + noise;
      yantai[i] = peninsula[i] === 1 && (reach > 0 || island > 0) ? 1 : 0;
    }
  }
  keepLargeParts(grid, yantai);
  return { grid, yantai, peninsula, seaDistance };
}

/** Parts of fewer cells than this that are no named island are chips of the noise. */
const SMALLEST_PART_CELLS = 400;

/** Removes chips of land that the noise cut off and fills ponds of it, so that the outline stays a few rings. */
function keepLargeParts(grid: CoarseGrid, mask: Uint8Array): void {
  const keep = new Set(islandCentres.map(([centre]) => coarseCellAt(grid, centre.x, centre.y)));
  for (const wanted of [1, 0]) {
    const seen = new Uint8Array(mask.length);
    for (let start = 0; start < mask.length; start++) {
      if (seen[start] === 1 || mask[start] !== wanted) continue;
      const part = connectedPart(grid, mask, start, seen);
      const isIsland = wanted === 1 && part.some((cell) => keep.has(cell));
      if (part.length < SMALLEST_PART_CELLS && !isIsland) for (const cell of part) mask[cell] = 1 - wanted;
    }
  }
}

function connectedPart(grid: CoarseGrid, mask: Uint8Array, start: number, seen: Uint8Array): number[] {
  const part = [start];
  seen[start] = 1;
  for (let k = 0; k < part.length; k++) {
    const cell = part[k]!;
    const column = cell % grid.columns;
    const neighbours = [
      column > 0 ? cell - 1 : -1,
      column < grid.columns - 1 ? cell + 1 : -1,
      cell - grid.columns,
      cell + grid.columns,
    ];
    for (const next of neighbours) {
      if (next < 0 || next >= mask.length || seen[next] === 1 || mask[next] !== mask[start]) continue;
      seen[next] = 1;
      part.push(next);
    }
  }
  return part;
}
