import { GrowingIntegers } from "./growing-integers.ts";
import type { LabelledRegions } from "./regions.ts";

/**
 * Receives each ring: the region's label, its corners [x0, y0, x1, y1 …] in tracing order, which begin at `start` of a
 * list that the next ring overwrites, and whether it is a hole.
 */
export type RingReceiver = (label: number, corners: GrowingIntegers, start: number, isHole: boolean) => void;

const EAST = 0;
const SOUTH = 1;
const WEST = 2;
const NORTH = 3;

/**
 * Traces the border of every region along the edges of its cells. Coordinates are cell corners: (0, 0) is the north-western
 * corner of cell (0, 0), y grows southwards. The region lies to the right of the way, so the signed area is positive for an
 * outer ring and negative for a hole, and the areas of a region's rings sum to its cells.
 *
 * Corners on a straight run are left out. Where two cells of a region meet only at a corner the way turns right and passes
 * that corner twice; the ring is then cut there, so that every ring handed on is simple (OGC 06-103r4, 6.1.11).
 *
 * Every ring has an eastward edge, and that is the northern edge of a cell: looking for northern edges finds every ring.
 *
 * @param labels as in `regions`, each label already its region's root
 */
export function traceRings(regions: LabelledRegions, labels: Uint32Array, receive: RingReceiver): void {
  const { columns, rows, stride } = regions;
  const seenNorthEdges = new Uint8Array((labels.length + 7) >> 3);
  const corners = new GrowingIntegers();
  const pinches = new GrowingIntegers();
  const open = new GrowingIntegers();

  for (let row = 0; row < rows; row++) {
    let start = (row + 1) * stride + 1;
    for (let column = 0; column < columns; column++, start++) {
      const label = labels[start]!;
      if (label === 0 || labels[start - stride] === label) continue;
      if (((seenNorthEdges[start >> 3]! >> (start & 7)) & 1) === 1) continue;

      corners.length = 0;
      pinches.length = 0;
      let x = column;
      let y = row;
      /** Index of the cell south-east of (x, y). */
      let at = start;
      let direction = EAST;
      corners.pushPair(x, y);
      do {
        let right: number;
        let left: number;
        if (direction === EAST) {
          seenNorthEdges[at >> 3]! |= 1 << (at & 7);
          x++;
          at++;
          right = labels[at]!;
          left = labels[at - stride]!;
        } else if (direction === SOUTH) {
          y++;
          at += stride;
          right = labels[at - 1]!;
          left = labels[at]!;
        } else if (direction === WEST) {
          x--;
          at--;
          right = labels[at - stride - 1]!;
          left = labels[at - 1]!;
        } else {
          y--;
          at -= stride;
          right = labels[at - stride]!;
          left = labels[at - stride - 1]!;
        }
        if (right !== label) {
          if (left === label) pinches.push(corners.length);
          corners.pushPair(x, y);
          direction = (direction + 1) & NORTH;
        } else if (left === label) {
          corners.pushPair(x, y);
          direction = (direction + 3) & NORTH;
        }
      } while (at !== start || direction !== EAST);
      // The way ends with the turn at the corner where it began.
      corners.length -= 2;
      if (pinches.length < 2) receive(label, corners, 0, isHole(corners, 0));
      else
        cutAtPinches(corners, pinches, open, columns + 1, (ring, from) =>
          receive(label, ring, from, isHole(ring, from)),
        );
    }
  }
}

/**
 * Cuts a ring that passes some corners twice into simple rings. At a corner that is passed twice two cells of the region
 * touch, so it is passed exactly twice.
 */
function cutAtPinches(
  corners: GrowingIntegers,
  pinches: GrowingIntegers,
  open: GrowingIntegers,
  cornersPerRow: number,
  receive: (ring: GrowingIntegers, start: number) => void,
): void {
  open.length = 0;
  const placeInOpen = new Map<number, number>();
  let nextPinch = 0;
  for (let i = 0; i < corners.length; i += 2) {
    const x = corners.at(i);
    const y = corners.at(i + 1);
    const isPinch = nextPinch < pinches.length && pinches.at(nextPinch) === i;
    if (isPinch) nextPinch++;
    if (isPinch || i === 0) {
      const key = y * cornersPerRow + x;
      const place = placeInOpen.get(key);
      if (place === undefined) placeInOpen.set(key, open.length);
      else {
        receive(open, place);
        open.length = place;
        placeInOpen.delete(key);
      }
    }
    open.pushPair(x, y);
  }
  receive(open, 0);
}

/** A hole's signed area is negative (shoelace formula). */
function isHole(corners: GrowingIntegers, start: number): boolean {
  let twice = 0;
  let x0 = corners.at(corners.length - 2);
  let y0 = corners.at(corners.length - 1);
  for (let i = start; i < corners.length; i += 2) {
    const x1 = corners.at(i);
    const y1 = corners.at(i + 1);
    twice += x0 * y1 - x1 * y0;
    x0 = x1;
    y0 = y1;
  }
  return twice < 0;
}
