/** Wire types of Protocol Buffers: an integer of variable length, eight bytes, or a length with that many bytes. */
export const VARINT = 0;
const EIGHT_BYTES = 1;
const LENGTH_DELIMITED = 2;

/** Writes Protocol Buffers into one array that doubles when it is full. It is reused after `clear`. */
export class ProtobufWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** What was written so far: a view that the next write may change. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** What was written so far, as a copy. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room for `count` bytes, so that `small` may be called without a check of its own. */
  reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.view());
    this.#bytes = grown;
  }

  /** @param value an integer from 0 to 2^28 − 1, of at most four bytes, for which there is room */
  small(value: number): void {
    const bytes = this.#bytes;
    let rest = value;
    while (rest > 0x7f) {
      bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[this.#length++] = rest;
  }

  /** @param value an integer from 0 to 2^53 − 1 */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  varintField(field: number, value: number): void {
    this.tag(field, VARINT);
    this.varint(value);
  }

  bytesField(field: number, content: Uint8Array): void {
    this.tag(field, LENGTH_DELIMITED);
    this.varint(content.length);
    this.append(content);
  }

  /** Bytes as they are: fields written elsewhere. */
  append(content: Uint8Array): void {
    this.reserve(content.length);
    this.#bytes.set(content, this.#length);
    this.#length += content.length;
  }

  stringField(field: number, text: string): void {
    const length = utf8Length(text);
    this.tag(field, LENGTH_DELIMITED);
    this.varint(length);
    this.reserve(length);
    this.#length += writeUtf8(text, this.#bytes, this.#length);
  }

  doubleField(field: number, value: number): void {
    this.tag(field, EIGHT_BYTES);
    this.reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }
}

/** Own UTF-8, because the pure zone has no TextEncoder. Half of a surrogate pair alone becomes U+FFFD, as there. */
function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return length;
}

/** @returns the number of bytes that were written from `offset` */
function writeUtf8(text: string, bytes: Uint8Array, offset: number): number {
  let to = offset;
  for (const character of text) {
    let code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) {
      bytes[to++] = code;
      continue;
    }
    if (code < 0x800) bytes[to++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x1_0000) bytes[to++] = 0xe0 | (code >> 12);
      else {
        bytes[to++] = 0xf0 | (code >> 18);
        bytes[to++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[to++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[to++] = 0x80 | (code & 0x3f);
  }
  return to - offset;
}
