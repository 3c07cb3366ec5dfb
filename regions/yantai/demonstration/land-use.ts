import { divisions } from "../divisions.ts";
import { focusDivisions } from "../targets.ts";
import { coarseX, coarseY, sampleBilinear } from "./coarse-grid.ts";
import { project } from "./gauss-kruger.ts";
import { reservoirs } from "./geography/rivers.ts";
import { towns } from "./geography/towns.ts";
import { fractalNoise, gradientNoise, hashUnit } from "./integer-noise.ts";
import type { Relief } from "./relief.ts";
import { ScatteredSpots } from "./scattered-spots.ts";

/** How gladly orchards are planted in a unit of the demonstration: 栖霞 and 蓬莱 most (演示). */
const ORCHARD_LIKING: Readonly<Record<string, number>> = {
  "370686": 0.3,
  "370614": 0.2,
  "370611": 0.1,
  "370685": 0.06,
  "370612": 0.06,
  "370687": 0.04,
  "370682": -0.02,
  "370681": 0.0,
  "370683": -0.1,
};
/** How much more woods (+) a unit has than its relief alone would give it (演示). */
const WOODS_LIKING: Readonly<Record<string, number>> = {
  "3706-KY": 0.65,
  "370614-CD": 0.6,
  "370613": 0.08,
  "370602": 0.15,
};
/** How much more of the crops is rain-fed in the plan's focus areas than elsewhere (演示). */
const FOCUS_DRYNESS = 0.3;
const FIRST_YEAR = 2023;
/** Squares of fields of one use, m. */
const PARCEL = 240;

/** What a cell is by nature and place, before its land use is drawn. */
export interface Ground {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Rise over run. */
  readonly slope: number;
  /** Label of the unit. */
  readonly unit: number;
  /** Code of a river or road over the cell, 0 without. */
  readonly line: number;
}

/** Draws the 25-class land use of the demonstration (演示) cell by cell. */
export class LandUse {
  private readonly relief: Relief;
  private readonly urban: Float64Array;
  private readonly villages: ScatteredSpots;
  private readonly ponds: ScatteredSpots;
  private readonly sites: ScatteredSpots;
  private readonly orchardLiking: readonly number[];
  private readonly woodsLiking: readonly number[];
  private readonly dryness: readonly number[];
  private readonly basins = reservoirs.map((reservoir) => ({
    centre: project(reservoir.centre[0], reservoir.centre[1]),
    halfLength: reservoir.halfLengthKm * 1000,
    halfWidth: reservoir.halfWidthKm * 1000,
  }));

  constructor(relief: Relief) {
    this.relief = relief;
    this.urban = urbanField(relief);
    this.orchardLiking = divisions.map((division) => ORCHARD_LIKING[division.code] ?? 0);
    this.woodsLiking = divisions.map((division) => WOODS_LIKING[division.code] ?? 0);
    this.dryness = divisions.map((division) => (focusDivisions.value.includes(division.code) ? FOCUS_DRYNESS : 0));
    const ranges = relief.ranges;
    const grid = relief.coarse.mask.grid;
    const steepness = (x: number, y: number): number => sampleBilinear(grid, ranges, x, y);
    this.villages = new ScatteredSpots(1500, 301, [190, 480], (spot) => {
      const steep = steepness(spot.x, spot.y);
      return steep < 50 && spot.lot < 1 - steep / 120;
    });
    this.ponds = new ScatteredSpots(3600, 311, [90, 420], (spot) => steepness(spot.x, spot.y) < 70 && spot.lot < 0.75);
    this.sites = new ScatteredSpots(2400, 321, [90, 260], (spot) => steepness(spot.x, spot.y) < 90);
  }

  /** Code of the cell in a year; the years differ by building sites, new woods and the like. */
  codeAt(ground: Ground, year: number): number {
    const { x, y, height, slope } = ground;
    const seaDistance = sampleBilinear(this.relief.coarse.mask.grid, this.relief.coarse.mask.seaDistance, x, y);
    const patch = fractalNoise(x / 1700, y / 1700, 4, 331);
    if (this.isWater(ground, patch, seaDistance)) return 71;
    if (ground.line !== 0) return ground.line;
    const built = this.builtAt(ground, patch, year);
    if (built !== 0) return built;
    const woods = 2.1 * slope + height / 900 + 0.75 * patch - 0.3 + this.woodsLiking[ground.unit - 1]!;
    if (woods > 0) return wildAt(ground, patch, woods, year);
    if (seaDistance > 40 && seaDistance < 520 && patch > -0.35 && height < 40) return 31;
    return this.fieldAt(ground, patch);
  }

  private isWater(ground: Ground, patch: number, seaDistance: number): boolean {
    const { x, y, height, slope } = ground;
    if (ground.line === 71) return true;
    for (const basin of this.basins) {
      const dx = (x - basin.centre.x) / basin.halfLength;
      const dy = (y - basin.centre.y) / basin.halfWidth;
      const reach = 1 + 0.9 * patch;
      if (dx * dx + dy * dy < 0.5 * reach * reach && slope < 0.12) return true;
    }
    if (slope < 0.09 && this.ponds.at(x, y, 1 + patch) !== undefined) return true;
    // 滨海盐田与养殖 along 莱州湾 and 丁字湾.
    const isShallowCoast = x < 487000 || (y < 4062000 && x < 590000);
    return isShallowCoast && seaDistance < 2600 && height < 8 && patch > -0.12;
  }

  private builtAt(ground: Ground, patch: number, year: number): number {
    const { x, y, slope } = ground;
    if (slope > 0.16) return 0;
    const site = this.sites.at(x, y, 1 + 0.6 * patch);
    if (site !== undefined) {
      // A site is open for two years; afterwards it is built on.
      const opened = FIRST_YEAR - 4 + Math.floor(site.lot * 16);
      if (opened <= year && year < opened + 2) return 53;
      if (opened + 2 <= year && opened >= FIRST_YEAR - 3) return 54;
    }
    const urban = sampleBilinear(this.relief.coarse.mask.grid, this.urban, x, y);
    if (urban + 0.9 * patch + 0.25 * (slope < 0.03 ? 1 : 0) > 0.15 && urban > -0.6) return 51;
    if (slope > 0.09) return 0;
    return this.villages.at(x, y, 1 + 0.7 * patch) === undefined ? 0 : 52;
  }

  private fieldAt(ground: Ground, patch: number): number {
    const { x, y, height, slope, unit } = ground;
    const parcelX = Math.floor((x + 60 * patch) / PARCEL);
    const parcelY = Math.floor((y - 80 * patch) / PARCEL);
    const parcel = hashUnit(parcelX, parcelY, 341);
    const belt = fractalNoise(x / 6000, y / 6000, 2, 343);
    const suits = slope > 0.02 ? Math.min(slope * 4, 0.4) : -0.25;
    const tooHigh = height > 420 ? 0.5 : 0;
    const orchard = this.orchardLiking[unit - 1]! + suits + 0.7 * belt + 0.75 * (parcel - 0.5) - tooHigh;
    if (orchard > 0.3) return parcel > 0.985 ? 22 : parcel < 0.05 ? 23 : 21;
    if (parcel < 0.03) return 43;
    const wet =
      slope * 11 - 1.02 + this.dryness[unit - 1]! + 0.5 * patch + 0.9 * (hashUnit(parcelX, parcelY, 347) - 0.5);
    return wet < 0 ? 12 : 13;
  }
}

/** Woods, shrubs, grass and rock; some grass and shrub is closed for regrowth (封育) year by year. */
function wildAt(ground: Ground, patch: number, woods: number, year: number): number {
  const { x, y, height, slope } = ground;
  const mottle = gradientNoise(x / 420, y / 420, 353) + 0.5 * patch;
  if (slope > 0.62 && mottle > 0.2) return 84;
  if (height > 760 && mottle > 0.5) return 84;
  const growth = woods + 0.5 * mottle + 0.012 * (year - FIRST_YEAR);
  if (growth > 0.18) return 31;
  if (growth > 0.06) return 33;
  if (growth > -0.06) return 32;
  return 43;
}

/** 1 in the middle of a town, 0 at its radius, negative outside. */
function urbanField(relief: Relief): Float64Array {
  const grid = relief.coarse.mask.grid;
  const field = new Float64Array(grid.columns * grid.rows).fill(-1);
  const centres = towns.map((town) => ({
    at: project(town.position[0], town.position[1]),
    radius: town.radiusKm * 1000,
  }));
  for (let i = 0; i < field.length; i++) {
    if (relief.coarse.mask.yantai[i] === 0) continue;
    const column = i % grid.columns;
    const x = coarseX(grid, column);
    const y = coarseY(grid, (i - column) / grid.columns);
    for (const { at, radius } of centres) {
      const dx = x - at.x;
      const dy = y - at.y;
      const squared = dx * dx + dy * dy;
      if (squared < 4 * radius * radius) field[i] = Math.max(field[i]!, 1 - Math.sqrt(squared) / radius);
    }
  }
  return field;
}
