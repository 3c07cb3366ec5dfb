/** Points of a line in cells (column, row). */
export type Line = readonly (readonly [x: number, y: number])[];

function squaredDistance(
  point: readonly [number, number],
  a: readonly [number, number],
  b: readonly [number, number],
): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length2;
  const t = Math.min(Math.max(along, 0), 1);
  const ex = point[0] - a[0] - t * dx;
  const ey = point[1] - a[1] - t * dy;
  return ex * ex + ey * ey;
}

/** Douglas–Peucker; the ends stay, and a closed line keeps at least three different points. */
export function simplifyLine(line: Line, tolerance: number): Line {
  const isKept = new Uint8Array(line.length);
  isKept[0] = 1;
  isKept[line.length - 1] = 1;
  const first = line[0]!;
  const last = line[line.length - 1]!;
  const pending: [number, number, number][] = [];
  if (first[0] === last[0] && first[1] === last[1]) {
    const far = farthest(line, 0, line.length - 1).at;
    const second = farthest(line, 0, far);
    isKept[far] = 1;
    isKept[second.at] = 1;
    pending.push([0, second.at, tolerance], [second.at, far, tolerance], [far, line.length - 1, tolerance]);
  } else pending.push([0, line.length - 1, tolerance]);
  while (pending.length > 0) {
    const [from, to] = pending.pop()!;
    if (to - from < 2) continue;
    const { at, squared } = farthest(line, from, to);
    if (squared <= tolerance * tolerance) continue;
    isKept[at] = 1;
    pending.push([from, at, tolerance], [at, to, tolerance]);
  }
  return line.filter((_, i) => isKept[i] === 1);
}

function farthest(line: Line, from: number, to: number): { at: number; squared: number } {
  let at = from + 1;
  let squared = -1;
  for (let i = from + 1; i < to; i++) {
    const d = squaredDistance(line[i]!, line[from]!, line[to]!);
    if (d > squared) {
      squared = d;
      at = i;
    }
  }
  return { at, squared };
}

/** Side of the squares into which segments are sorted to find crossings, cells. */
const BIN = 4;

interface Segment {
  readonly key: string;
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

/** Keys of lines that cross or touch another line, or themselves, other than at shared ends of segments. */
export function crossingArcs(lines: ReadonlyMap<string, Line>): Set<string> {
  const bins = new Map<number, Segment[]>();
  const crossing = new Set<string>();
  for (const [key, line] of lines) {
    for (let i = 1; i < line.length; i++) {
      const segment = { key, a: line[i - 1]!, b: line[i]! };
      for (const bin of binsOf(segment)) {
        const others = bins.get(bin);
        if (others === undefined) bins.set(bin, [segment]);
        else {
          for (const other of others) {
            if (!isCrossing(segment, other)) continue;
            crossing.add(key);
            crossing.add(other.key);
          }
          others.push(segment);
        }
      }
    }
  }
  return crossing;
}

function binsOf({ a, b }: Segment): number[] {
  const bins: number[] = [];
  const lastColumn = Math.floor(Math.max(a[0], b[0]) / BIN);
  const lastRow = Math.floor(Math.max(a[1], b[1]) / BIN);
  for (let row = Math.floor(Math.min(a[1], b[1]) / BIN); row <= lastRow; row++) {
    for (let column = Math.floor(Math.min(a[0], b[0]) / BIN); column <= lastColumn; column++) {
      bins.push(row * 100000 + column);
    }
  }
  return bins;
}

function side(a: readonly [number, number], b: readonly [number, number], p: readonly [number, number]): number {
  const cross = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
  return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

function isSame(p: readonly [number, number], q: readonly [number, number]): boolean {
  return p[0] === q[0] && p[1] === q[1];
}

function isCrossing(s: Segment, t: Segment): boolean {
  for (const [shared, s2] of [
    [s.a, s.b],
    [s.b, s.a],
  ] as const) {
    for (const [other, t2] of [
      [t.a, t.b],
      [t.b, t.a],
    ] as const) {
      if (isSame(shared, other)) return isFoldedBack(shared, s2, t2);
    }
  }
  return side(s.a, s.b, t.a) * side(s.a, s.b, t.b) <= 0 && side(t.a, t.b, s.a) * side(t.a, t.b, s.b) <= 0;
}

/** Whether two segments from the same point run along each other. */
function isFoldedBack(
  from: readonly [number, number],
  p: readonly [number, number],
  q: readonly [number, number],
): boolean {
  const dot = (p[0] - from[0]) * (q[0] - from[0]) + (p[1] - from[1]) * (q[1] - from[1]);
  return dot > 0 && side(from, p, q) === 0;
}
