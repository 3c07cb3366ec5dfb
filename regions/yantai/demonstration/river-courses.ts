import { type ProjectedPoint, project } from "./gauss-kruger.ts";
import { type River, rivers } from "./geography/rivers.ts";
import { hashUnit } from "./integer-noise.ts";

export interface RiverCourse {
  readonly river: River;
  /** From head to mouth, metres, a point about every 200 m. */
  readonly points: readonly ProjectedPoint[];
}

/** Rounds of halving between two typed positions: 10 km fall into pieces of about 150 m. */
const ROUNDS = 6;
/** Sideways shift of a middle, as a share of the distance of its two ends. */
const BEND = 0.11;

function bent(points: readonly ProjectedPoint[], seed: number): ProjectedPoint[] {
  let line = [...points];
  for (let round = 0; round < ROUNDS; round++) {
    const next: ProjectedPoint[] = [];
    for (let i = 0; i + 1 < line.length; i++) {
      const a = line[i]!;
      const b = line[i + 1]!;
      const shift = BEND * (2 * hashUnit(seed, round, i) - 1);
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
    points: bent(river.course.map(([longitude, latitude]) => project(longitude, latitude)), 500 + index),
  }));
}
