import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellValues, type CellValueType, type Grid, newCellValues } from "#engine/rasters";
import { compressWithZlib, inflateWithZlib } from "#platform/files";
import { MemorySink, sourceOf } from "../../fixtures/tiff-bytes/index.ts";
import { type CogLevelContent, layOutCog } from "./cog-file-layout.ts";
import { type CogOptions, createCogWriter, openRasterFile, type RasterFile } from "./index.ts";

function gridOf(columns: number, rows: number): Grid {
  return { columns, rows, originX: 500_000, originY: 4_200_000, cellWidth: 10, cellHeight: 10, crs: "EPSG:4549" };
}

async function write(
  values: CellValues,
  options: Omit<CogOptions, "compress">,
  rowsAtATime = options.grid.rows,
): Promise<Uint8Array> {
  const sink = new MemorySink();
  const writer = createCogWriter(sink, new MemorySink(), { ...options, compress: compressWithZlib });
  const step = rowsAtATime * options.grid.columns;
  for (let start = 0; start < values.length; start += step)
    await writer.writeRows(values.subarray(start, start + step));
  const { bytes } = await writer.finish();
  expect(bytes).toBe(sink.bytes.length);
  return sink.bytes;
}

async function read(bytes: Uint8Array): Promise<{ file: RasterFile; values: CellValues; valid: boolean[] }> {
  const file = await openRasterFile(sourceOf(bytes), { inflate: inflateWithZlib });
  const raster = await file.readWindow({ column: 0, row: 0, columns: file.grid.columns, rows: file.grid.rows });
  const valid = Array.from(raster.values, (_, i) => raster.validity.isValid(i));
  return { file, values: raster.values, valid };
}

const types = fc.constantFrom<CellValueType>(
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "float32",
  "float64",
);

const rasters = fc
  .record({ columns: fc.integer({ min: 1, max: 70 }), rows: fc.integer({ min: 1, max: 70 }), type: types })
  .chain(({ columns, rows, type }) => {
    const isFloat = type.startsWith("float");
    const cell = isFloat
      ? fc.oneof(fc.constant(Number.NaN), fc.float({ min: -9000, max: 9000, noNaN: true }))
      : fc.integer({ min: type.startsWith("u") ? 0 : -100, max: 100 });
    return fc.record({
      columns: fc.constant(columns),
      rows: fc.constant(rows),
      type: fc.constant(type),
      cells: fc.array(cell, { minLength: columns * rows, maxLength: columns * rows, size: "max" }),
      rowsAtATime: fc.integer({ min: 1, max: rows }),
      noData: fc.constantFrom(undefined, isFloat ? Number.NaN : 0),
    });
  });

describe("what is written", () => {
  it("is read back bit for bit, for every type, size and number of rows at a time", async () => {
    await fc.assert(
      fc.asyncProperty(rasters, async ({ columns, rows, type, cells, rowsAtATime, noData }) => {
        const values = newCellValues(type, columns * rows);
        values.set(cells);
        const options = {
          grid: gridOf(columns, rows),
          valueType: type,
          noData,
          overviewMethod: "nearest",
          blockSize: 16,
        } as const;
        const { file, values: back, valid } = await read(await write(values, options, rowsAtATime));
        expect(file.valueType).toBe(type);
        expect(file.grid).toEqual(options.grid);
        expect(file.noData).toEqual(noData);
        expect(back).toEqual(values);
        expect(valid).toEqual(Array.from(values, (value) => !Number.isNaN(value) && value !== noData));
      }),
      { numRuns: 60 },
    );
  });

  it("does not depend on how many rows come at a time", async () => {
    const values = Float32Array.from({ length: 100 * 90 }, (_, i) => Math.sin(i / 50) * 100);
    const options = {
      grid: gridOf(100, 90),
      valueType: "float32",
      noData: Number.NaN,
      overviewMethod: "average",
      blockSize: 16,
    } as const;
    expect(await write(values, options, 7)).toEqual(await write(values, options, 90));
  });

  it("leaves out tiles without value and still gives nodata there", async () => {
    const values = new Float32Array(64 * 64).fill(Number.NaN);
    const options = {
      grid: gridOf(64, 64),
      valueType: "float32",
      noData: Number.NaN,
      overviewMethod: "average",
      blockSize: 16,
    } as const;
    const empty = await write(values, options);
    values[0] = 1;
    const nearlyEmpty = await write(values, options);
    expect(empty.length).toBeLessThan(2000);
    expect(nearlyEmpty.length).toBeLessThan(empty.length + 300);
    expect((await read(empty)).valid.some(Boolean)).toBe(false);
    expect((await read(nearlyEmpty)).valid.filter(Boolean)).toHaveLength(1);
  });

  it("turns NaN into the declared nodata where that is a number", async () => {
    const values = Float32Array.of(1, Number.NaN, 3, 4);
    const options = { grid: gridOf(2, 2), valueType: "float32", noData: -9999, overviewMethod: "average" } as const;
    const { file, valid } = await read(await write(values, options));
    expect(file.noData).toBe(-9999);
    expect(valid).toEqual([true, false, true, true]);
  });

  it("carries description, unit and marks", async () => {
    const options = {
      grid: gridOf(2, 1),
      valueType: "uint8",
      noData: 0,
      overviewMethod: "mode",
      description: "土壤侵蚀强度",
      unit: "级",
      metadata: { NOTICE: "示意 <演示数据>" },
    } as const;
    const { file } = await read(await write(Uint8Array.of(1, 2), options));
    expect(file).toMatchObject({
      description: "土壤侵蚀强度",
      verticalUnit: "级",
      metadata: { NOTICE: "示意 <演示数据>" },
    });
  });

  it("refuses rows that are not whole, too many or too few: a bug of the caller", async () => {
    const options = {
      grid: gridOf(4, 2),
      valueType: "uint8",
      noData: 0,
      overviewMethod: "mode",
      compress: compressWithZlib,
    } as const;
    const writer = createCogWriter(new MemorySink(), new MemorySink(), options);
    await expect(writer.writeRows(new Uint8Array(5))).rejects.toThrow(RangeError);
    await expect(writer.writeRows(new Uint8Array(12))).rejects.toThrow(RangeError);
    await writer.writeRows(new Uint8Array(4));
    await expect(writer.finish()).rejects.toThrow(/1 of 2 rows/);
  });

  it("reports a failure of the spool to whoever writes next", async () => {
    const failing = new MemorySink();
    failing.write = () => Promise.reject(new Error("no room"));
    const values = Float32Array.from({ length: 64 * 64 }, (_, i) => i);
    const options = {
      grid: gridOf(64, 64),
      valueType: "float32",
      noData: Number.NaN,
      overviewMethod: "average",
      blockSize: 16,
      compress: compressWithZlib,
    } as const;
    const writer = createCogWriter(new MemorySink(), failing, options);
    await expect(writer.writeRows(values).then(() => writer.finish())).rejects.toThrow("no room");
  });
});

describe("overviews", () => {
  it("halve until one tile holds all, odd sizes rounded up", async () => {
    const values = new Uint8Array(101 * 35).fill(1);
    const options = {
      grid: gridOf(101, 35),
      valueType: "uint8",
      noData: 0,
      overviewMethod: "mode",
      blockSize: 16,
    } as const;
    const { file } = await read(await write(values, options));
    expect(file.overviews).toEqual([
      { columns: 51, rows: 18 },
      { columns: 26, rows: 9 },
      { columns: 13, rows: 5 },
    ]);
    const { grid } = await file.readOverview(2, { column: 0, row: 0, columns: 13, rows: 5 });
    expect(grid.cellWidth).toBe(80);
  });

  it("average the cells that hold a value, and only those", async () => {
    const cells = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -1000, max: 1000 }));
    const raster = fc.integer({ min: 17, max: 33 }).chain((columns) =>
      fc.record({
        columns: fc.constant(columns),
        cells: fc.array(cells, { minLength: columns * 21, maxLength: columns * 21, size: "max" }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(raster, async ({ columns, cells: list }) => {
        const values = Float32Array.from(list);
        const options = {
          grid: gridOf(columns, 21),
          valueType: "float32",
          noData: Number.NaN,
          overviewMethod: "average",
          blockSize: 16,
        } as const;
        const { file } = await read(await write(values, options));
        const size = file.overviews[0]!;
        const { values: halved } = await file.readOverview(0, { column: 0, row: 0, ...size });
        const expected = Float32Array.from({ length: size.columns * size.rows }, (_, i) => {
          const column = (i % size.columns) * 2;
          const row = Math.floor(i / size.columns) * 2;
          const four = [0, 1, 2, 3]
            .filter((k) => column + (k & 1) < columns && row + (k >> 1) < 21)
            .map((k) => values[(row + (k >> 1)) * columns + column + (k & 1)]!)
            .filter((value) => !Number.isNaN(value));
          return four.reduce((sum, value) => sum + value, 0) / four.length;
        });
        expect(halved).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("by mode take the commonest code and leave out nodata", async () => {
    // Blocks: three of 5; two pairs, so the first; nodata outvoted; nothing but nodata.
    const upper = [5, 1, 2, 3, 0, 0, 0, 0, ...new Array<number>(9).fill(7)];
    const lower = [5, 5, 3, 2, 0, 4, 0, 0, ...new Array<number>(9).fill(7)];
    const values = Uint8Array.from([...upper, ...lower]);
    const options = {
      grid: gridOf(17, 2),
      valueType: "uint8",
      noData: 0,
      overviewMethod: "mode",
      blockSize: 16,
    } as const;
    const { file } = await read(await write(values, options));
    const { values: halved, validity } = await file.readOverview(0, { column: 0, row: 0, columns: 9, rows: 1 });
    expect([...halved]).toEqual([5, 2, 4, 0, 7, 7, 7, 7, 7]);
    expect(validity.isValid(3)).toBe(false);
  });

  it("of integers round halves up", async () => {
    const values = Int16Array.from({ length: 17 * 2 }, (_, i) =>
      i % 17 < 2 ? [-1, 0, 0, -1][Math.floor(i / 17) * 2 + (i % 17)]! : 3,
    );
    const options = {
      grid: gridOf(17, 2),
      valueType: "int16",
      noData: -9999,
      overviewMethod: "average",
      blockSize: 16,
    } as const;
    const { file } = await read(await write(values, options));
    const { values: halved } = await file.readOverview(0, { column: 0, row: 0, columns: 9, rows: 1 });
    expect([...halved]).toEqual([0, 3, 3, 3, 3, 3, 3, 3, 3]);
  });
});

describe("a file beyond 4 GiB", () => {
  it("is laid out as BigTIFF with offsets beyond 2³²", async () => {
    const level: CogLevelContent = {
      columns: 32 * 512,
      rows: 32 * 512,
      tileLengths: new Float64Array(1024).fill(5_000_000),
    };
    const description = {
      grid: gridOf(level.columns, level.rows),
      valueType: "float32",
      noData: Number.NaN,
      blockSize: 512,
      items: [],
    } as const;
    const layout = layOutCog(description, [level]);
    expect(layout.fileBytes).toBeGreaterThan(2 ** 32);
    expect(new DataView(layout.head.buffer).getUint16(2, true)).toBe(43);
    const file = await openRasterFile({
      name: "large.tif",
      size: layout.fileBytes,
      // Past the head every tile is a zlib stream that does not inflate; its place in the message tells where it was sought.
      read: async (offset, length) =>
        offset < layout.head.length ? layout.head.slice(offset, offset + length) : new Uint8Array(length),
    });
    expect(file.grid).toEqual(description.grid);
    const lastTile = { column: 31 * 512, row: 31 * 512, columns: 1, rows: 1 };
    await expect(file.readWindow(lastTile)).rejects.toMatchObject({
      code: "raster-unreadable",
      details: { byte: layout.tileOffsets[0]![1023] },
    });
    expect(layout.tileOffsets[0]![1023]).toBeGreaterThan(2 ** 32);
  });
});
