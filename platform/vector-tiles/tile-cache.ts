interface Entry {
  readonly value: unknown;
  readonly bytes: number;
}

/** What an entry takes besides its key and value, roughly. */
const ENTRY_BYTES = 200;

/** Keeps what was used last within a number of bytes; what several ask for at once is made once. */
export class TileCache {
  readonly #limit: number;
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>();
  readonly #inTheMaking = new Map<string, Promise<unknown>>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * @param sizeOf bytes that a value takes
   * @param make with means that are the caller's: where another caller's attempt fails, this one makes its own
   */
  async get<Value>(key: string, sizeOf: (value: Value) => number, make: () => Promise<Value>): Promise<Value> {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      return entry.value as Value;
    }
    const underWay = this.#inTheMaking.get(key);
    if (underWay !== undefined) {
      const [outcome] = await Promise.allSettled([underWay]);
      // A failure is the other caller's to tell, who has it too.
      return outcome.status === "fulfilled" ? (outcome.value as Value) : this.get(key, sizeOf, make);
    }
    const promise = make();
    this.#inTheMaking.set(key, promise);
    try {
      const value = await promise;
      this.#keep(key, { value, bytes: sizeOf(value) + 2 * key.length + ENTRY_BYTES });
      return value;
    } finally {
      this.#inTheMaking.delete(key);
    }
  }

  #keep(key: string, entry: Entry): void {
    if (entry.bytes > this.#limit) return;
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.#limit) return;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}
