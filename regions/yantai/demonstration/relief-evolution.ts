import { CellHeap } from "./cell-heap.ts";
import { type CoarseGrid, coarseCellAt, coarseGrid, coarseX, coarseY, sampleBilinear } from "./coarse-grid.ts";
import { fractalNoise, hashUnit } from "./integer-noise.ts";
import { type LandMask, makeLandMask } from "./land-mask.ts";
import { type RiverCourse, riverCourses } from "./river-courses.ts";
import { upliftField } from "./uplift.ts";

/**
 * The lie of the land on a coarse grid: heights in a steady state between uplift and rivers that cut in with the square
 * root of their catchment, along drainage that follows the typed rivers (stream-power law with m/n = 1/2: Whipple &
 * Tucker 1999, J. Geophys. Res. 104, 17661). It gives ridges and valleys that hang together as in a real landscape.
 */
export interface CoarseRelief {
  readonly mask: LandMask;
  /** Heights of the land, m; negative in the sea. */
  readonly height: Float64Array;
  /** Catchment in cells of the grid, 0 in the sea. */
  readonly catchment: Float64Array;
}

/** Fall of a cell without catchment as a share of the uplift, per 250 m: chosen so that heights come near the uplift. */
const FALL_AT_HEAD = 0.135;
/** Share of a river's course, from its head, along which water is not led. */
const FREE_HEAD = 0.1;
/** Steepest fall between neighbours (rise over run): about 29°. */
const STEEPEST = 0.55;
const COLUMN_STEP = [1, 1, 0, -1, -1, -1, 0, 1];
const ROW_STEP = [0, 1, 1, 1, 0, -1, -1, -1];

/** Marks river cells with their distance from the head, so that water is led down along them; −1 elsewhere. */
function riverOrder(grid: CoarseGrid, courses: readonly RiverCourse[]): Float64Array {
  const order = new Float64Array(grid.columns * grid.rows).fill(-1);
  for (const course of courses) {
    const inverse = course.river.flowsInto === "river" ? 500 : 0;
    // The head finds its own way: a typed head may lie on the wrong side of a ridge that noise has moved.
    for (let k = Math.floor(course.points.length * FREE_HEAD); k + 1 < course.points.length; k++) {
      const a = course.points[k]!;
      const b = course.points[k + 1]!;
      for (let part = 0; part < 4; part++) {
        const t = part / 4;
        const cell = coarseCellAt(grid, a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
        const height = inverse + course.points.length - k;
        if (order[cell]! < 0 || height < order[cell]!) order[cell] = height;
      }
    }
  }
  return order;
}

interface Drainage {
  /** Land cells from the outlets upwards. */
  readonly sequence: Int32Array;
  readonly receiver: Int32Array;
}

/** Priority flood from the sea and the rim of the box (Barnes, Lehman & Mulla 2014, Comput. Geosci. 62, 117). */
function drain(mask: LandMask, height: Float64Array, rivers: Float64Array, wander: Float64Array): Drainage {
  const grid = mask.grid;
  const { columns, rows } = grid;
  const land = mask.peninsula;
  const receiver = new Int32Array(land.length).fill(-1);
  const isQueued = new Uint8Array(land.length);
  const sequence: number[] = [];
  const heap = new CellHeap(land.length);
  const level = (cell: number): number => (rivers[cell]! >= 0 ? -1e6 + rivers[cell]! : height[cell]! + wander[cell]!);
  for (let cell = 0; cell < land.length; cell++) {
    if (land[cell] === 0) continue;
    const column = cell % columns;
    const row = (cell - column) / columns;
    const isRim = column === 0 || row === 0 || column === columns - 1 || row === rows - 1;
    const isCoast =
      !isRim &&
      (land[cell - 1] === 0 || land[cell + 1] === 0 || land[cell - columns] === 0 || land[cell + columns] === 0);
    if (!isRim && !isCoast) continue;
    isQueued[cell] = 1;
    heap.push(level(cell), cell);
  }
  while (heap.size > 0) {
    const key = heap.minimumKey;
    const cell = heap.pop();
    sequence.push(cell);
    const column = cell % columns;
    const row = (cell - column) / columns;
    for (let d = 0; d < 8; d++) {
      const c = column + COLUMN_STEP[d]!;
      const r = row + ROW_STEP[d]!;
      if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
      const next = r * columns + c;
      if (land[next] === 0 || isQueued[next] === 1) continue;
      isQueued[next] = 1;
      receiver[next] = cell;
      heap.push(Math.max(level(next), key), next);
    }
  }
  return { sequence: Int32Array.from(sequence), receiver };
}

/** Unevenness of the ground, m, that only turns the water aside: on smooth ground it would run in straight lines. */
function routeWander(grid: CoarseGrid, uplift: Float64Array): Float64Array {
  return uplift.map((height, cell) => {
    if (height === 0) return 0;
    const column = cell % grid.columns;
    const x = coarseX(grid, column);
    const y = coarseY(grid, (cell - column) / grid.columns);
    return (1.5 + 0.07 * height) * fractalNoise(x / 2600, y / 2600, 4, 67);
  });
}

function catchments(grid: CoarseGrid, drainage: Drainage): Float64Array {
  const catchment = new Float64Array(grid.columns * grid.rows);
  for (let k = drainage.sequence.length - 1; k >= 0; k--) {
    const cell = drainage.sequence[k]!;
    catchment[cell]! += 1;
    const to = drainage.receiver[cell]!;
    if (to >= 0) catchment[to]! += catchment[cell]!;
  }
  return catchment;
}

function cutIn(
  grid: CoarseGrid,
  drainage: Drainage,
  catchment: Float64Array,
  uplift: Float64Array,
  height: Float64Array,
  share: number,
): void {
  const unit = grid.cell / 250;
  for (let k = 0; k < drainage.sequence.length; k++) {
    const cell = drainage.sequence[k]!;
    const to = drainage.receiver[cell]!;
    if (to < 0) {
      height[cell] = 0.8;
      continue;
    }
    const step = Math.abs(cell - to) === 1 || Math.abs(cell - to) === grid.columns ? 1 : Math.SQRT2;
    // Catchment in cells of 250 m, so that both grids cut alike.
    const fall = (step * unit * FALL_AT_HEAD * uplift[cell]!) / Math.sqrt(catchment[cell]! * unit * unit + 0.6);
    const steady = height[to]! + Math.min(fall, STEEPEST * step * grid.cell);
    height[cell] = height[cell]! + share * (steady - height[cell]!);
    if (height[cell]! < height[to]!) height[cell] = height[to]! + 1e-3;
  }
}

function evolve(mask: LandMask, courses: readonly RiverCourse[], start: Float64Array, rounds: number): CoarseRelief {
  const grid = mask.grid;
  const uplift = upliftField(mask);
  const rivers = riverOrder(grid, courses);
  const wander = routeWander(grid, uplift);
  const height = start;
  let catchment = new Float64Array(height.length);
  for (let round = 0; round < rounds; round++) {
    const drainage = drain(mask, height, rivers, wander);
    catchment = catchments(grid, drainage) as Float64Array<ArrayBuffer>;
    cutIn(grid, drainage, catchment, uplift, height, round === rounds - 1 ? 1 : 0.5);
  }
  for (let cell = 0; cell < height.length; cell++) {
    if (mask.peninsula[cell] === 0) height[cell] = Math.max(mask.seaDistance[cell]! / 200, -30) - 0.5;
  }
  return { mask, height, catchment };
}

/** The relief on 250 m cells: first shaped on 500 m, where valleys find their way quickly, then refined. */
export function makeCoarseRelief(): CoarseRelief {
  const courses = riverCourses();
  const rough = makeLandMask(500);
  const start = upliftField(rough);
  for (let cell = 0; cell < start.length; cell++) {
    const column = cell % rough.grid.columns;
    const row = (cell - column) / rough.grid.columns;
    const x = coarseX(rough.grid, column);
    const y = coarseY(rough.grid, row);
    start[cell]! *= 1 + 0.25 * fractalNoise(x / 4000, y / 4000, 3, 53) + 0.05 * hashUnit(column, row, 59);
  }
  const shaped = evolve(rough, courses, start, 24);
  const fine = coarseGrid(250);
  const mask = makeLandMask(250);
  const refined = new Float64Array(fine.columns * fine.rows);
  for (let cell = 0; cell < refined.length; cell++) {
    if (mask.peninsula[cell] === 0) continue;
    const column = cell % fine.columns;
    const row = (cell - column) / fine.columns;
    const height = sampleBilinear(rough.grid, shaped.height, coarseX(fine, column), coarseY(fine, row));
    refined[cell] = Math.max(height, 0.5) * (1 + 0.12 * (hashUnit(column, row, 61) - 0.5));
  }
  return evolve(mask, courses, refined, 8);
}
