import type { DivisionOutline } from "./board-requests.ts";

/** The size of the drawing, in its own units. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
}

export interface DrawnDivision {
  readonly code: string;
  readonly path: string;
  /** Null where there is no room for a name, or that of a larger neighbour is there. */
  readonly label: Point | null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Half of the place that a name with its number takes, in units of the drawing. */
export const labelHalf = { width: 32, height: 23 } as const;
/** A name may stick out of its division by this part of its half width. */
const MOST_OVERHANG = 0.55;
/** Where a name is tried: in the middle of the room, then beside it, in parts of the room's radius. */
const ASIDE = [
  [0, 0],
  [0.4, 0],
  [-0.4, 0],
  [0, -0.4],
  [0, 0.4],
] as const;

/**
 * Divisions as paths in a frame: plate carrée with the scale of the middle latitude, which on the extent of a city differs from any
 * other projection by less than the width of a line. Names stand where the server found most room, those of large divisions first.
 */
export function drawDivisions(divisions: readonly DivisionOutline[], frame: MapFrame): readonly DrawnDivision[] {
  const drawn = divisions.filter(({ outline }) => outline !== null);
  const positions = drawn.flatMap(({ outline }) => outline?.flat(2) ?? []);
  if (positions.length === 0) return [];
  const longitudes = positions.map(([longitude]) => longitude);
  const latitudes = positions.map(([, latitude]) => latitude);
  const west = Math.min(...longitudes);
  const east = Math.max(...longitudes);
  const south = Math.min(...latitudes);
  const north = Math.max(...latitudes);
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(frame.width / ((east - west) * shrink), frame.height / (north - south));
  const left = (frame.width - (east - west) * shrink * scale) / 2;
  const top = (frame.height - (north - south) * scale) / 2;
  const x = (longitude: number) => left + (longitude - west) * shrink * scale;
  const y = (latitude: number) => top + (north - latitude) * scale;

  const taken: Point[] = [];
  const labels = new Map<string, Point>();
  const byRoom = [...drawn].sort((a, b) => (b.label?.radius ?? 0) - (a.label?.radius ?? 0));
  for (const { code, label } of byRoom) {
    if (label === null) continue;
    const radius = label.radius * shrink * scale;
    if (radius < labelHalf.width * (1 - MOST_OVERHANG)) continue;
    const middle = { x: x(label.longitude), y: y(label.latitude) };
    const place = ASIDE.map(([right, down]) => ({
      x: round(middle.x + right * radius),
      y: round(middle.y + down * radius),
    })).find((candidate) => taken.every((other) => isApart(candidate, other)));
    if (place === undefined) continue;
    taken.push(place);
    labels.set(code, place);
  }
  return drawn.map(({ code, outline }) => ({
    code,
    path: (outline ?? [])
      .flat()
      .map((ring) => `M${ring.map(([lon, lat]) => `${round(x(lon))},${round(y(lat))}`).join("L")}Z`)
      .join(""),
    label: labels.get(code) ?? null,
  }));
}

function isApart(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) > 2 * labelHalf.width || Math.abs(a.y - b.y) > 2 * labelHalf.height;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export interface ShadeClass {
  /** Inclusive; of the next class exclusive. */
  readonly from: number;
  readonly to: number;
}

/**
 * Equal steps from the smallest to the largest value, at bounds that are whole numbers of `step`; one class where all are alike.
 *
 * @param count at most so many classes
 */
export function shadeClasses(values: readonly number[], count: number, step: number): readonly ShadeClass[] {
  if (values.length === 0) return [];
  // In whole steps: sums of decimals would drift.
  const low = Math.floor(Math.min(...values) / step + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.max(...values) / step - 1e-9));
  const width = Math.max(1, Math.ceil((high - low) / count));
  const classes: ShadeClass[] = [];
  for (let from = low; from < high; from += width) classes.push({ from: from * step, to: (from + width) * step });
  return classes;
}

/** The class of a value; the largest value belongs to the last. */
export function shadeOf(value: number, classes: readonly ShadeClass[]): number {
  // 70 × 0.01 is a hair more than 0.7.
  const found = classes.findIndex(({ to }) => value < to - 1e-9);
  return found === -1 ? classes.length - 1 : found;
}
