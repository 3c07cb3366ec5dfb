/** A part of a geometry: the points, a line, an outer ring or a hole of the outer ring before it. */
export const POINTS = 0;
export const LINE = 1;
export const EXTERIOR_RING = 2;
export const INTERIOR_RING = 3;
export type PartKind = typeof POINTS | typeof LINE | typeof EXTERIOR_RING | typeof INTERIOR_RING;

/**
 * Parts of one geometry as flat arrays, reused from geometry to geometry. Positions are x, y, x, y …; a ring does not repeat its
 * first position at its end.
 */
export class PartList {
  /** x and y of each position. */
  coordinates = new Float64Array(1024);
  /** Positions before the end of each part. */
  ends = new Int32Array(16);
  kinds = new Uint8Array(16);
  partCount = 0;
  positionCount = 0;

  clear(): void {
    this.partCount = 0;
    this.positionCount = 0;
  }

  /** Makes room for `count` more positions; `coordinates` may become another array. */
  reserve(count: number): void {
    const needed = 2 * (this.positionCount + count);
    if (needed <= this.coordinates.length) return;
    const grown = new Float64Array(Math.max(needed, 2 * this.coordinates.length));
    grown.set(this.coordinates.subarray(0, 2 * this.positionCount));
    this.coordinates = grown;
  }

  /** The positions since the last part become a part. */
  endPart(kind: PartKind): void {
    if (this.partCount === this.ends.length) {
      const ends = new Int32Array(2 * this.partCount);
      ends.set(this.ends);
      this.ends = ends;
      const kinds = new Uint8Array(2 * this.partCount);
      kinds.set(this.kinds);
      this.kinds = kinds;
    }
    this.ends[this.partCount] = this.positionCount;
    this.kinds[this.partCount] = kind;
    this.partCount++;
  }
}
