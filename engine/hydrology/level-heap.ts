/** A binary min-heap of cells by level; ties go to the lower cell, so that the order is always the same. */
export class LevelHeap {
  readonly #levels: number[] = [];
  readonly #cells: number[] = [];

  get size(): number {
    return this.#cells.length;
  }

  push(level: number, cell: number): void {
    let i = this.#cells.length;
    this.#set(i, level, cell);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#isBefore(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  /** Takes the cell of the lowest level away; undefined where the heap is empty. */
  pop(): number | undefined {
    const lowest = this.#cells[0];
    const lastLevel = this.#levels.pop();
    const lastCell = this.#cells.pop();
    if (lastLevel === undefined || lastCell === undefined || this.#cells.length === 0) return lowest;
    this.#set(0, lastLevel, lastCell);
    let i = 0;
    for (;;) {
      let first = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.#cells.length && this.#isBefore(child, first)) first = child;
      }
      if (first === i) return lowest;
      this.#swap(i, first);
      i = first;
    }
  }

  #set(i: number, level: number, cell: number): void {
    this.#levels[i] = level;
    this.#cells[i] = cell;
  }

  #isBefore(a: number, b: number): boolean {
    const difference = this.#levels[a]! - this.#levels[b]!;
    return difference < 0 || (difference === 0 && this.#cells[a]! < this.#cells[b]!);
  }

  #swap(a: number, b: number): void {
    const level = this.#levels[a]!;
    const cell = this.#cells[a]!;
    this.#set(a, this.#levels[b]!, this.#cells[b]!);
    this.#set(b, level, cell);
  }
}
