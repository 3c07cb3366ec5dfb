import { type CoarseGrid, sampleBicubic, sampleBilinear } from "./coarse-grid.ts";
import { type ProjectedPoint, project } from "./gauss-kruger.ts";
import { type Island, islands } from "./geography/coast.ts";
import { type Peak, peaks } from "./geography/relief.ts";
import { fractalNoise } from "./integer-noise.ts";
import type { CoarseRelief } from "./relief-evolution.ts";

/** Distance over which a summit lifts or lowers the ground around it, m. */
const SUMMIT_REACH = 6000;
/** Distance over which the ground runs up to exactly the named height, m. */
const DOME_REACH = 1200;
/** Ground within the reach stays below this share of the summit. */
const HIGHEST_NEIGHBOUR = 0.97;
const CAP_BEGINS = 0.7;
/** Finest ground is this much of the range of heights in the coarse cells around. */
const TEXTURE = 0.23;
const LOWEST_LAND = 0.4;

interface Summit {
  readonly at: ProjectedPoint;
  readonly height: number;
  readonly factor: number;
}

/** Heights of the demonstration land at any position: the coarse relief with finer ground and the named summits. */
export class Relief {
  readonly coarse: CoarseRelief;
  private readonly grid: CoarseGrid;
  /** Range of heights around each coarse cell, m: how rugged the ground is. */
  readonly ranges: Float64Array;
  private readonly summits: readonly Summit[];
  private readonly islandCentres: readonly { readonly at: ProjectedPoint; readonly island: Island }[];

  constructor(coarse: CoarseRelief) {
    this.coarse = coarse;
    this.grid = coarse.mask.grid;
    this.ranges = localRange(coarse);
    this.islandCentres = islands.map((island) => ({ at: project(island.centre[0], island.centre[1]), island }));
    this.summits = peaks.map((peak) => this.summitOf(peak));
  }

  /** Height in metres; only for positions on the demonstration land. */
  heightAt(x: number, y: number): number {
    const ground = sampleBicubic(this.grid, this.coarse.height, x, y);
    const range = sampleBilinear(this.grid, this.ranges, x, y);
    const texture = 0.1 + (TEXTURE * Math.min(range, 160) * range) / (range + 35);
    let height = ground + texture * fractalNoise(x / 620, y / 620, 4, 71);
    for (const summit of this.summits) {
      const dx = x - summit.at.x;
      const dy = y - summit.at.y;
      const squared = dx * dx + dy * dy;
      if (squared < SUMMIT_REACH * SUMMIT_REACH) height = raise(height, summit, squared);
    }
    if (y > NORTH_OF_ALL_MAINLAND || height < 120) height = Math.max(height, this.islandHeight(x, y));
    return Math.max(height, LOWEST_LAND);
  }

  private summitOf(peak: Peak): Summit {
    const at = project(peak.position[0], peak.position[1]);
    // The ground is measured where it is highest near the position: noise may have put the ridge beside it.
    let ground = 1;
    for (let dy = -1000; dy <= 1000; dy += 250) {
      for (let dx = -1000; dx <= 1000; dx += 250) {
        ground = Math.max(ground, sampleBilinear(this.grid, this.coarse.height, at.x + dx, at.y + dy));
      }
    }
    return { at, height: peak.height, factor: 0.88 * (peak.height / ground) - 1 };
  }

  private islandHeight(x: number, y: number): number {
    for (const { at, island } of this.islandCentres) {
      const dx = (x - at.x) / (island.halfEastWestKm * 1000);
      const dy = (y - at.y) / (island.halfNorthSouthKm * 1000);
      const squared = dx * dx + dy * dy;
      if (squared >= 1) continue;
      const rough = 1 + 0.5 * fractalNoise(x / 900, y / 900, 3, 73) * Math.min(squared * 4, 1);
      return island.height * (1 - squared) * Math.min(rough, 1);
    }
    return 0;
  }
}

/** Northing beyond which there are only islands. */
const NORTH_OF_ALL_MAINLAND = project(120.7, 37.87).y;

function raise(height: number, summit: Summit, squaredDistance: number): number {
  const reach = 1 - squaredDistance / (SUMMIT_REACH * SUMMIT_REACH);
  let raised = height * (1 + summit.factor * reach * reach);
  const begins = summit.height * (CAP_BEGINS + 0.6 * (1 - reach));
  const room = summit.height * HIGHEST_NEIGHBOUR - begins;
  if (room > 0 && raised > begins) {
    const over = (raised - begins) / room;
    raised = begins + (room * over) / (1 + over);
  } else if (room <= 0) raised = Math.min(raised, Math.max(height, summit.height * HIGHEST_NEIGHBOUR));
  const near = 1 - squaredDistance / (DOME_REACH * DOME_REACH);
  if (near <= 0) return raised;
  const weight = near * near;
  const dome = summit.height * (1 - (0.35 * squaredDistance) / (DOME_REACH * DOME_REACH));
  return raised + weight * (dome - raised);
}

/** Range of heights in the 3 × 3 coarse cells around each, m. */
function localRange(coarse: CoarseRelief): Float64Array {
  const { columns, rows } = coarse.mask.grid;
  const range = new Float64Array(columns * rows);
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const i = row * columns + column;
      if (coarse.mask.peninsula[i] === 0) continue;
      let low = coarse.height[i]!;
      let high = low;
      for (const step of [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1]) {
        const height = Math.max(coarse.height[i + step]!, 0);
        if (height < low) low = height;
        if (height > high) high = height;
      }
      range[i] = high - low;
    }
  }
  return range;
}
