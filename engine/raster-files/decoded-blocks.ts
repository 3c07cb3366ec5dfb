/** Decoded blocks of one file kept for the next window, the longest unused given up first. */
export class DecodedBlocks {
  readonly #limitBytes: number;
  readonly #blocks = new Map<number, Uint8Array>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(key: number): Uint8Array | undefined {
    const block = this.#blocks.get(key);
    if (block === undefined) return undefined;
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    return block;
  }

  keep(key: number, block: Uint8Array): void {
    if (this.#blocks.has(key)) return;
    this.#blocks.set(key, block);
    this.#bytes += block.length;
    for (const [oldest, bytes] of this.#blocks) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#blocks.delete(oldest);
      this.#bytes -= bytes.length;
    }
  }
}
