import { TerraceError } from "#errors";

/**
 * Sums of whole numbers: the same whatever the order of the summands, because none is ever rounded. A sum that has outgrown 2⁵³ is
 * refused when it is read, instead of being given wrong.
 */
export class ExactSums {
  readonly #sums: Float64Array;

  constructor(length: number) {
    this.#sums = new Float64Array(length);
  }

  /** For the inner loops of this folder; whole numbers only. */
  get values(): Float64Array {
    return this.#sums;
  }

  /** @throws TerraceError `sum-too-large` */
  at(index: number): number {
    const sum = this.#sums[index]!;
    if (Number.isSafeInteger(sum)) return sum;
    throw new TerraceError({
      code: "sum-too-large",
      userMessage: "汇总数超出可精确表示的范围（2⁵³）。请按区县或流域分次统计。",
      message: "A sum exceeds what can be kept exactly (2^53). Survey by division or basin.",
      details: { sum },
    });
  }

  /** Adds the sums of another part of the same table: parts may be added in any order. */
  add(other: ExactSums): void {
    const others = other.values;
    if (others.length !== this.#sums.length) {
      throw new RangeError(`sums of ${others.length} cannot be added to sums of ${this.#sums.length}`);
    }
    for (let index = 0; index < others.length; index += 1) this.#sums[index]! += others[index]!;
  }
}
