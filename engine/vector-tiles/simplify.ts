/** Whole tile units x, y, x, y …, with what simplifying them needs. */
export class GridPositions {
  coordinates = new Int32Array(1024);
  count = 0;
  #isKept = new Uint8Array(512);
  #spans = new Int32Array(64);

  /** Rounds positions to whole units and leaves out those that repeat the one before; of a ring also a last like the first. */
  roundFrom(coordinates: Float64Array, first: number, end: number, isRing: boolean): void {
    const length = 2 * (end - first);
    if (length > this.coordinates.length) this.coordinates = new Int32Array(2 * length);
    const rounded = this.coordinates;
    let to = 0;
    for (let i = 2 * first; i < 2 * end; i += 2) {
      const x = Math.floor(coordinates[i]! + 0.5);
      const y = Math.floor(coordinates[i + 1]! + 0.5);
      if (to > 0 && rounded[to - 2] === x && rounded[to - 1] === y) continue;
      rounded[to] = x;
      rounded[to + 1] = y;
      to += 2;
    }
    while (isRing && to > 2 && rounded[to - 2] === rounded[0] && rounded[to - 1] === rounded[1]) to -= 2;
    this.count = to / 2;
  }

  /**
   * Leaves out positions that lie within `tolerance` units of the line between those that stay, after Douglas and Peucker (1973).
   * A ring is taken as two lines, from its first position to the farthest from it and back.
   */
  simplify(tolerance: number, isRing: boolean): void {
    const { count } = this;
    if (count < (isRing ? 4 : 3)) return;
    if (count >= this.#isKept.length) this.#isKept = new Uint8Array(2 * count);
    const isKept = this.#isKept;
    isKept.fill(0, 0, count);
    isKept[0] = 1;
    if (isRing) {
      const farthest = this.#farthestFromFirst();
      isKept[farthest] = 1;
      this.#keepBetween(0, farthest, tolerance);
      this.#keepBetween(farthest, count, tolerance);
    } else {
      isKept[count - 1] = 1;
      this.#keepBetween(0, count - 1, tolerance);
    }
    const { coordinates } = this;
    let to = 0;
    for (let i = 0; i < count; i++) {
      if (isKept[i] === 0) continue;
      coordinates[to++] = coordinates[2 * i]!;
      coordinates[to++] = coordinates[2 * i + 1]!;
    }
    this.count = to / 2;
  }

  #farthestFromFirst(): number {
    const { coordinates, count } = this;
    let farthest = 1;
    let greatest = -1;
    for (let i = 1; i < count; i++) {
      const distance = (coordinates[2 * i]! - coordinates[0]!) ** 2 + (coordinates[2 * i + 1]! - coordinates[1]!) ** 2;
      if (distance > greatest) {
        greatest = distance;
        farthest = i;
      }
    }
    return farthest;
  }

  /** @param end a position's index, or `count` for the first position of a ring, reached again */
  #keepBetween(first: number, end: number, tolerance: number): void {
    const { coordinates, count } = this;
    const isKept = this.#isKept;
    const limit = tolerance * tolerance;
    let open = this.#push(0, first, end);
    while (open > 0) {
      const from = this.#spans[open - 2]!;
      const to = this.#spans[open - 1]!;
      open -= 2;
      const last = to === count ? 0 : to;
      const x = coordinates[2 * from]!;
      const y = coordinates[2 * from + 1]!;
      const stepX = coordinates[2 * last]! - x;
      const stepY = coordinates[2 * last + 1]! - y;
      const lengthSquared = stepX * stepX + stepY * stepY;
      let farthest = -1;
      let greatest = limit;
      for (let i = from + 1; i < to; i++) {
        const offsetX = coordinates[2 * i]! - x;
        const offsetY = coordinates[2 * i + 1]! - y;
        const along = offsetX * stepX + offsetY * stepY;
        let distance: number;
        if (along <= 0) distance = offsetX * offsetX + offsetY * offsetY;
        else if (along >= lengthSquared) distance = (offsetX - stepX) ** 2 + (offsetY - stepY) ** 2;
        else {
          const across = offsetX * stepY - offsetY * stepX;
          distance = (across * across) / lengthSquared;
        }
        if (distance > greatest) {
          greatest = distance;
          farthest = i;
        }
      }
      if (farthest < 0) continue;
      isKept[farthest] = 1;
      if (farthest - from > 1) open = this.#push(open, from, farthest);
      if (to - farthest > 1) open = this.#push(open, farthest, to);
    }
  }

  #push(open: number, from: number, to: number): number {
    if (open + 2 > this.#spans.length) {
      const spans = new Int32Array(2 * this.#spans.length);
      spans.set(this.#spans);
      this.#spans = spans;
    }
    this.#spans[open] = from;
    this.#spans[open + 1] = to;
    return open + 2;
  }

  /** Twice the area by the surveyor's formula, square units; positive where the ring runs clockwise on the screen (y southward). */
  doubleArea(): number {
    const { coordinates, count } = this;
    let sum = 0;
    let previousX = coordinates[2 * count - 2] ?? 0;
    let previousY = coordinates[2 * count - 1] ?? 0;
    for (let i = 0; i < 2 * count; i += 2) {
      const x = coordinates[i]!;
      const y = coordinates[i + 1]!;
      sum += previousX * y - x * previousY;
      previousX = x;
      previousY = y;
    }
    return sum;
  }

  reverse(): void {
    const { coordinates, count } = this;
    for (let i = 0, j = count - 1; i < j; i++, j--) {
      const x = coordinates[2 * i]!;
      const y = coordinates[2 * i + 1]!;
      coordinates[2 * i] = coordinates[2 * j]!;
      coordinates[2 * i + 1] = coordinates[2 * j + 1]!;
      coordinates[2 * j] = x;
      coordinates[2 * j + 1] = y;
    }
  }
}
