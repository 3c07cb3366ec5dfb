/** A binary heap of cells, the least key first; equal keys leave in the order of their cell numbers. */
export class CellHeap {
  private readonly keys: Float64Array;
  private readonly cells: Int32Array;
  private count = 0;

  constructor(capacity: number) {
    this.keys = new Float64Array(capacity + 1);
    this.cells = new Int32Array(capacity + 1);
  }

  get size(): number {
    return this.count;
  }

  push(key: number, cell: number): void {
    const { keys, cells } = this;
    let at = ++this.count;
    while (at > 1) {
      const parent = at >> 1;
      if (keys[parent]! < key || (keys[parent]! === key && cells[parent]! <= cell)) break;
      keys[at] = keys[parent]!;
      cells[at] = cells[parent]!;
      at = parent;
    }
    keys[at] = key;
    cells[at] = cell;
  }

  /** Removes the first cell; its key was `minimumKey`. Only for a heap that is not empty. */
  pop(): number {
    const { keys, cells } = this;
    const first = cells[1]!;
    const key = keys[this.count]!;
    const cell = cells[this.count]!;
    const count = --this.count;
    let at = 1;
    for (;;) {
      let child = at * 2;
      if (child > count) break;
      if (child < count && this.isBefore(child + 1, child)) child++;
      if (key < keys[child]! || (key === keys[child]! && cell <= cells[child]!)) break;
      keys[at] = keys[child]!;
      cells[at] = cells[child]!;
      at = child;
    }
    keys[at] = key;
    cells[at] = cell;
    return first;
  }

  get minimumKey(): number {
    return this.keys[1]!;
  }

  private isBefore(a: number, b: number): boolean {
    const { keys, cells } = this;
    return keys[a]! < keys[b]! || (keys[a]! === keys[b]! && cells[a]! < cells[b]!);
  }
}
