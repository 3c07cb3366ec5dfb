import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeFloat32Rows,
  decodeFloatRows,
  decodeIntegerRows,
  encodeFloat32Rows,
  encodeIntegerRows,
} from "./predictor.ts";

const floats = fc.integer({ min: 1, max: 40 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(fc.array(fc.float(), { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 4 }),
  }),
);

function encode(columns: number, rows: readonly (readonly number[])[]): { bits: Int32Array; encoded: Uint8Array } {
  const values = Float32Array.from(rows.flat());
  const bits = new Int32Array(values.buffer);
  const encoded = new Uint8Array(values.byteLength);
  encodeFloat32Rows(bits, columns, rows.length, encoded);
  return { bits, encoded };
}

describe("predictor 3", () => {
  it("comes back bit for bit, NaN and infinities among the values", () => {
    fc.assert(
      fc.property(floats, ({ columns, rows }) => {
        const { bits, encoded } = encode(columns, rows);
        const decoded = new Int32Array(bits.length);
        decodeFloat32Rows(encoded, columns, rows.length, decoded);
        expect(decoded).toEqual(bits);
      }),
    );
  });

  it("word by word does the same as the specification's byte by byte", () => {
    fc.assert(
      fc.property(floats, ({ columns, rows }) => {
        const { bits, encoded } = encode(columns, rows);
        decodeFloatRows(encoded, columns, rows.length, 4, 1);
        expect(new Int32Array(encoded.buffer)).toEqual(bits);
      }),
    );
  });

  it("writes the planes of a row that one can check by hand", () => {
    // 1 = 3F 80 00 00, 2 = 40 00 00 00: planes 3F 40 | 80 00 | 00 00 | 00 00, each byte less the one before.
    const { encoded } = encode(2, [[1, 2]]);
    expect([...encoded]).toEqual([0x3f, 0x01, 0x40, 0x80, 0x00, 0x00, 0x00, 0x00]);
  });
});

describe("predictor 2", () => {
  it("comes back the same for integers of every size", () => {
    const rows = fc.array(fc.array(fc.integer(), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, fc.constantFrom(Uint16Array, Int16Array, Uint32Array, Int32Array), (cells, type) => {
        const values = type.from(cells.flat());
        const copy = values.slice();
        encodeIntegerRows(copy, 5, cells.length);
        decodeIntegerRows(copy, 5, cells.length, 1);
        expect(copy).toEqual(values);
      }),
    );
  });

  it("undoes interleaved samples with their own predecessors", () => {
    const values = Uint8Array.of(1, 10, 1, 10, 1, 10);
    decodeIntegerRows(values, 6, 1, 2);
    expect([...values]).toEqual([1, 10, 2, 20, 3, 30]);
  });
});
