import { type ProjectedPoint, project } from "./gauss-kruger.ts";
import { type River, rivers } from "./geography/rivers.ts";
import { mainRoads } from "./geography/roads.ts";
import { townsByDivision } from "./geography/towns.ts";
import { hashUnit } from "./integer-noise.ts";

export interface RiverCourse {
  readonly river: River;
  /** From head to mouth, metres, a point about every 200 m. */
  readonly points: readonly ProjectedPoint[];
}

/** Rounds of halving between two typed positions: 10 km fall into pieces of about 150 m. */
const ROUNDS = 6;
/** Sideways shift of a middle, as a share of the distance of its two ends. */
const RIVER_BEND = 0.11;
const ROAD_BEND = 0.08;

function bent(points: readonly ProjectedPoint[], bend: number, seed: number): ProjectedPoint[] {
  let line = [...points];
  for (let round = 0; round < ROUNDS; round++) {
    const next: ProjectedPoint[] = [];
    for (let i = 0; i + 1 < line.length; i++) {
      const a = line[i]!;
      const b = line[i + 1]!;
      const shift = bend * (2 * hashUnit(seed, round, i) - 1);
      next.push(a, { x: (a.x + b.x) / 2 - shift * (b.y - a.y), y: (a.y + b.y) / 2 + shift * (b.x - a.x) });
    }
    next.push(line[line.length - 1]!);
    line = next;
  }
  return line;
}

/** The typed rivers with bends, by midpoint displacement. */
export function riverCourses(): RiverCourse[] {
  return rivers.map((river, index) => ({
    river,
    points: bent(
      river.course.map(([longitude, latitude]) => project(longitude, latitude)),
      RIVER_BEND,
      500 + index,
    ),
  }));
}

/** 示意: main roads between seats, and rural roads from each town to the seat of its unit. */
export function roadCourses(): {
  readonly main: readonly ProjectedPoint[][];
  readonly rural: readonly ProjectedPoint[][];
} {
  const seatOf = (division: string): ProjectedPoint => {
    const [, longitude, latitude] = townsByDivision[division]![0]!;
    return project(longitude, latitude);
  };
  const main = mainRoads.map(([from, to], i) => bent([seatOf(from), seatOf(to)], ROAD_BEND, 700 + i));
  const rural = Object.entries(townsByDivision).flatMap(([division, towns], i) =>
    towns
      .slice(1)
      .map(([, longitude, latitude], k) =>
        bent([project(longitude, latitude), seatOf(division)], ROAD_BEND, 800 + 40 * i + k),
      ),
  );
  return { main, rural };
}
