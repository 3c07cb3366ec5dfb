/** One bit a cell, set where the cell holds a value. Bit `i & 7` of byte `i >> 3` is cell `i`. */
export class ValidityBitmap {
  readonly length: number;
  readonly bytes: Uint8Array;

  constructor(length: number, bytes: Uint8Array = new Uint8Array((length + 7) >> 3)) {
    this.length = length;
    this.bytes = bytes;
  }

  static allValid(length: number): ValidityBitmap {
    const bitmap = new ValidityBitmap(length);
    bitmap.bytes.fill(0xff);
    const spare = length & 7;
    if (spare !== 0) bitmap.bytes[bitmap.bytes.length - 1] = (1 << spare) - 1;
    return bitmap;
  }

  /** Valid where the value is not NaN. */
  static fromNaN(values: Float32Array | Float64Array): ValidityBitmap {
    const bitmap = new ValidityBitmap(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isNaN(value)) bitmap.bytes[i >> 3]! |= 1 << (i & 7);
    }
    return bitmap;
  }

  isValid(cell: number): boolean {
    return ((this.bytes[cell >> 3]! >> (cell & 7)) & 1) === 1;
  }

  setValid(cell: number): void {
    this.bytes[cell >> 3]! |= 1 << (cell & 7);
  }

  setInvalid(cell: number): void {
    this.bytes[cell >> 3]! &= ~(1 << (cell & 7));
  }

  countValid(): number {
    let count = 0;
    for (const byte of this.bytes) {
      let rest = byte;
      while (rest !== 0) {
        rest &= rest - 1;
        count++;
      }
    }
    return count;
  }
}
