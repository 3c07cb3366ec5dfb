/** A list of int32 that keeps its memory between uses: rings of millions of corners would overstrain an ordinary array. */
export class GrowingIntegers {
  length = 0;
  #values = new Int32Array(1024);

  at(index: number): number {
    return this.#values[index]!;
  }

  push(value: number): void {
    if (this.length + 2 > this.#values.length) this.#grow();
    this.#values[this.length++] = value;
  }

  pushPair(first: number, second: number): void {
    if (this.length + 2 > this.#values.length) this.#grow();
    this.#values[this.length++] = first;
    this.#values[this.length++] = second;
  }

  #grow(): void {
    const larger = new Int32Array(this.#values.length * 2);
    larger.set(this.#values);
    this.#values = larger;
  }
}
