/** The square to which geometry is cut, tile units. It is the same in x and y. */
export interface ClipSquare {
  readonly least: number;
  readonly greatest: number;
}

/** Positions x, y, x, y … in an array that grows. */
export class PositionList {
  coordinates = new Float64Array(1024);
  count = 0;

  add(x: number, y: number): void {
    const at = 2 * this.count;
    if (at === this.coordinates.length) {
      const grown = new Float64Array(2 * at);
      grown.set(this.coordinates);
      this.coordinates = grown;
    }
    this.coordinates[at] = x;
    this.coordinates[at + 1] = y;
    this.count++;
  }

  copyFrom(coordinates: Float64Array, first: number, end: number): void {
    const length = 2 * (end - first);
    if (length > this.coordinates.length) this.coordinates = new Float64Array(2 * length);
    this.coordinates.set(coordinates.subarray(2 * first, 2 * end));
    this.count = end - first;
  }
}

/**
 * Cuts a ring to the square after Sutherland and Hodgman (1974), one side after the other, but only at the sides that `bounds`
 * crosses. Where a ring leaves and enters again, the pieces stay joined along the side: in the margin, where nobody sees it.
 * @param ring cut in place
 * @param spare of any content; it is overwritten
 */
export function clipRing(
  ring: PositionList,
  bounds: Bounds,
  { least, greatest }: ClipSquare,
  spare: PositionList,
): void {
  if (bounds.minX < least) cutOneSide(ring, spare, 0, least, 1);
  if (bounds.maxX > greatest) cutOneSide(ring, spare, 0, greatest, -1);
  if (bounds.minY < least) cutOneSide(ring, spare, 1, least, 1);
  if (bounds.maxY > greatest) cutOneSide(ring, spare, 1, greatest, -1);
}

function cutOneSide(ring: PositionList, spare: PositionList, axis: 0 | 1, limit: number, sign: 1 | -1): void {
  const { coordinates, count } = ring;
  spare.count = 0;
  if (count > 0) {
    let previousX = coordinates[2 * count - 2]!;
    let previousY = coordinates[2 * count - 1]!;
    let previousDistance = sign * ((axis === 0 ? previousX : previousY) - limit);
    for (let i = 0; i < 2 * count; i += 2) {
      const x = coordinates[i]!;
      const y = coordinates[i + 1]!;
      const distance = sign * ((axis === 0 ? x : y) - limit);
      if (distance < 0 !== previousDistance < 0) {
        const share = previousDistance / (previousDistance - distance);
        if (axis === 0) spare.add(limit, previousY + (y - previousY) * share);
        else spare.add(previousX + (x - previousX) * share, limit);
      }
      if (distance >= 0) spare.add(x, y);
      previousX = x;
      previousY = y;
      previousDistance = distance;
    }
  }
  const cut = spare.coordinates;
  spare.coordinates = ring.coordinates;
  ring.coordinates = cut;
  ring.count = spare.count;
}

/**
 * Cuts a line to the square after Liang and Barsky (1984), segment by segment.
 * @param coordinates x, y, x, y …; the line is the positions from `first` to before `end`
 * @param piece of any content; it is given to `onPiece` with each stretch that stays inside
 */
export function clipLine(
  coordinates: Float64Array,
  first: number,
  end: number,
  square: ClipSquare,
  piece: PositionList,
  onPiece: (piece: PositionList) => void,
): void {
  piece.count = 0;
  const finish = () => {
    if (piece.count > 1) onPiece(piece);
    piece.count = 0;
  };
  for (let i = 2 * first; i < 2 * end - 2; i += 2) {
    const x = coordinates[i]!;
    const y = coordinates[i + 1]!;
    const nextX = coordinates[i + 2]!;
    const nextY = coordinates[i + 3]!;
    const { enters, leaves } = insideShare(x, y, nextX - x, nextY - y, square);
    if (enters > leaves) {
      finish();
      continue;
    }
    if (enters > 0) finish();
    if (piece.count === 0) addWithin(piece, x + (nextX - x) * enters, y + (nextY - y) * enters, square);
    if (leaves === 1) addWithin(piece, nextX, nextY, square);
    else {
      addWithin(piece, x + (nextX - x) * leaves, y + (nextY - y) * leaves, square);
      finish();
    }
  }
  finish();
}

/** Rounding may put a cut a hair outside. */
function addWithin(piece: PositionList, x: number, y: number, { least, greatest }: ClipSquare): void {
  piece.add(Math.min(Math.max(x, least), greatest), Math.min(Math.max(y, least), greatest));
}

/** The shares of a segment at which it enters and leaves the square; it misses it where `enters` is the greater. */
function insideShare(
  x: number,
  y: number,
  stepX: number,
  stepY: number,
  { least, greatest }: ClipSquare,
): { enters: number; leaves: number } {
  let enters = 0;
  let leaves = 1;
  for (let side = 0; side < 4; side++) {
    const outward = side === 0 ? -stepX : side === 1 ? stepX : side === 2 ? -stepY : stepY;
    const room = side === 0 ? x - least : side === 1 ? greatest - x : side === 2 ? y - least : greatest - y;
    if (outward === 0) {
      if (room < 0) return { enters: 1, leaves: 0 };
    } else {
      const share = room / outward;
      if (outward < 0) enters = Math.max(enters, share);
      else leaves = Math.min(leaves, share);
    }
  }
  return { enters, leaves };
}

export interface Bounds {
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
}

/** Writes the bounds of some positions to `bounds`; without any, the least is infinite. */
export function measureBounds(coordinates: Float64Array, first: number, end: number, bounds: Bounds): void {
  let minX = Infinity;
  let maxX = -Infinity;
  let minY = Infinity;
  let maxY = -Infinity;
  for (let i = 2 * first; i < 2 * end; i += 2) {
    const x = coordinates[i]!;
    const y = coordinates[i + 1]!;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  bounds.minX = minX;
  bounds.maxX = maxX;
  bounds.minY = minY;
  bounds.maxY = maxY;
}
