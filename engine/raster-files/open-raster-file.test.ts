import { describe, expect, it } from "vitest";
import { smallTiff, sourceOf, type TagValues } from "../../fixtures/tiff-bytes/index.ts";
import { type OpenRasterOptions, openRasterFile, type RasterFile } from "./index.ts";

type Tags = Readonly<Record<number, TagValues | undefined>>;

const VALUES = [1, 2, 3, 4, 5, 6];

async function open(tags: Tags = {}, options: OpenRasterOptions = {}, values = VALUES): Promise<RasterFile> {
  return openRasterFile(sourceOf(smallTiff({ columns: 3, rows: 2, values, tags })), options);
}

async function valuesOf(file: RasterFile): Promise<number[]> {
  const { columns, rows } = file.grid;
  return [...(await file.readWindow({ column: 0, row: 0, columns, rows })).values];
}

function keys(...entries: readonly (readonly [number, number])[]): number[] {
  return [1, 1, 0, entries.length, ...entries.flatMap(([key, value]) => [key, 0, 1, value])];
}

describe("a proper GeoTIFF", () => {
  it("opens with its grid and values", async () => {
    const file = await open();
    expect(file.grid).toEqual({
      columns: 3,
      rows: 2,
      originX: 500_000,
      originY: 4_200_000,
      cellWidth: 10,
      cellHeight: 10,
      crs: "EPSG:4549",
    });
    expect(file).toMatchObject({ valueType: "float32", linearUnit: "metre", bandCount: 1, verticalUnit: undefined });
    expect(await valuesOf(file)).toEqual(VALUES);
  });

  it("reads a window, and takes one beyond the grid for a bug", async () => {
    const file = await open();
    const { values, grid } = await file.readWindow({ column: 1, row: 0, columns: 2, rows: 2 });
    expect([...values]).toEqual([2, 3, 5, 6]);
    expect(grid.originX).toBe(500_010);
    await expect(file.readWindow({ column: 2, row: 0, columns: 2, rows: 1 })).rejects.toThrow(RangeError);
  });

  it("moves points that tie centres of cells by half a cell", async () => {
    const file = await open({ 34735: keys([1024, 1], [1025, 2], [3072, 4549]) });
    expect(file.grid).toMatchObject({ originX: 499_995, originY: 4_200_005 });
  });

  it("takes a tie point inside the raster and a transformation matrix", async () => {
    const tied = await open({ 33922: { doubles: [1, 1, 0, 500_010, 4_199_990, 0] } });
    expect(tied.grid).toMatchObject({ originX: 500_000, originY: 4_200_000 });
    const matrix = { doubles: [10, 0, 0, 500_000, 0, -10, 0, 4_200_000, 0, 0, 0, 0, 0, 0, 0, 1] };
    const transformed = await open({ 33550: undefined, 33922: undefined, 34264: matrix });
    expect(transformed.grid).toEqual(tied.grid);
  });

  it("applies scale and offset, nodata being found before", async () => {
    const xml =
      '<GDALMetadata><Item name="SCALE" sample="0" role="scale">0.5</Item><Item name="OFFSET" sample="0" role="offset">100</Item></GDALMetadata>';
    const file = await open({ 42112: xml, 42113: "2" });
    expect(await valuesOf(file)).toEqual([100.5, Number.NaN, 101.5, 102, 102.5, 103]);
  });

  it("tells the unit of heights, from keys or from the band", async () => {
    expect((await open({ 34735: keys([1024, 1], [3072, 4549], [4099, 9003]) })).verticalUnit).toBe("us-survey-foot");
    const xml = '<GDALMetadata><Item name="UNITTYPE" sample="0" role="unittype">t/(km²·a)</Item></GDALMetadata>';
    expect((await open({ 42112: xml })).verticalUnit).toBe("t/(km²·a)");
    expect((await open({ 42112: xml.replace("t/(km²·a)", "m") })).verticalUnit).toBe("metre");
    expect((await open({ 42112: xml.replace("t/(km²·a)", "US survey foot") })).verticalUnit).toBe("us-survey-foot");
    expect((await open({ 34735: keys([1024, 1], [3072, 4549], [4096, 6360]) })).verticalUnit).toBe("us-survey-foot");
  });
});

describe("nodata", () => {
  it.each([
    ["-9999", [-9999, 2, 3, 4, 5, 6]],
    ["nan", [Number.NaN, 2, 3, 4, 5, 6]],
    ["-3.4e+38", [-3.4028234663852886e38, 2, 3, 4, 5, 6]],
    ["-3.40282346638529e+38", [-3.4028234663852886e38, 2, 3, 4, 5, 6]],
    ["-340282346638528859811704183484516925440.000000", [-3.4028234663852886e38, 2, 3, 4, 5, 6]],
    // Not declared at all, but no physical quantity is that large.
    [undefined, [-3.4028234663852886e38, 2, 3, 4, 5, 6]],
    [undefined, [Number.POSITIVE_INFINITY, 2, 3, 4, 5, 6]],
  ])("%s is NaN and not valid", async (declared, values) => {
    const file = await open({ 42113: declared }, {}, values);
    const { validity } = await file.readWindow({ column: 0, row: 0, columns: 3, rows: 2 });
    expect(validity.countValid()).toBe(5);
    expect(validity.isValid(0)).toBe(false);
    expect((await valuesOf(file))[0]).toBeNaN();
  });

  it("a declared value that no cell has leaves all cells valid", async () => {
    const file = await open({ 42113: "-9999" });
    expect((await file.readWindow({ column: 0, row: 0, columns: 3, rows: 2 })).validity.countValid()).toBe(6);
  });
});

describe("a file that cannot be used says what is wrong and what to do", () => {
  const cases: readonly (readonly [string, Tags, OpenRasterOptions, string, RegExp])[] = [
    ["no coordinate system", { 34735: undefined }, {}, "raster-crs-missing", /--dem-crs EPSG:4549/],
    ["keys that name no system", { 34735: keys([1024, 1], [1025, 1]) }, {}, "raster-crs-missing", /坐标系/],
    ["no georeference", { 33550: undefined, 33922: undefined }, {}, "raster-not-georeferenced", /ModelTiepoint/],
    ["unsupported system", { 34735: keys([1024, 1], [3072, 2154]) }, {}, "crs-unsupported", /EPSG:2154/],
    ["system of 1980", { 34735: keys([1024, 1], [3072, 2364]) }, {}, "crs-old-datum", /1980 西安/],
    ["system in feet", { 34735: keys([1024, 1], [3072, 2227], [3076, 9003]) }, {}, "raster-unsupported", /英尺/],
    ["user-defined system", { 34735: keys([1024, 1], [3072, 32767]) }, {}, "raster-crs-unknown", /自定义/],
    [
      "rotated",
      {
        33550: undefined,
        33922: undefined,
        34264: { doubles: [9, 1, 0, 5e5, 1, -9, 0, 4.2e6, 0, 0, 0, 0, 0, 0, 0, 1] },
      },
      {},
      "raster-rotated",
      /旋转/,
    ],
    [
      "south-up",
      {
        33550: undefined,
        33922: undefined,
        34264: { doubles: [10, 0, 0, 5e5, 0, 10, 0, 4.2e6, 0, 0, 0, 0, 0, 0, 0, 1] },
      },
      {},
      "raster-rotated",
      /gdalwarp/,
    ],
    ["a band that is not there", {}, { band: 2 }, "raster-band-choice", /1 个波段/],
    ["several bands", { 277: [3], 258: [32, 32, 32], 339: [3, 3, 3] }, {}, "raster-band-choice", /3 个波段/],
    [
      "degrees labelled as metres",
      { 33922: { doubles: [0, 0, 0, 121, 37, 0] }, 33550: { doubles: [0.001, 0.001, 0] } },
      {},
      "raster-crs-implausible",
      /经纬度/,
    ],
    [
      "zone number without its zone",
      { 33922: { doubles: [0, 0, 0, 40_500_000, 4.2e6, 0] } },
      {},
      "raster-crs-implausible",
      /EPSG:4528/,
    ],
    ["the user's own wrong label", {}, { crs: "EPSG:4490" }, "raster-crs-implausible", /EPSG:4490/],
    ["complex cells", { 258: [64], 339: [6] }, {}, "raster-unsupported", /complex float/],
    ["JPEG", { 259: [7] }, {}, "raster-unsupported", /JPEG/],
  ];

  it.each(cases)("%s", async (_title, tags, options, code, words) => {
    const error = await open(tags, options).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: "TerraceError", code, userMessage: expect.stringMatching(words) });
  });

  it("takes the user's word for the system where the file has none or another", async () => {
    expect((await open({ 34735: undefined }, { crs: "EPSG:4549" })).grid.crs).toBe("EPSG:4549");
    expect((await open({ 34735: undefined }, { crs: "epsg:4549" })).grid.crs).toBe("EPSG:4549");
    expect((await open({}, { crs: "EPSG:4550" })).grid.crs).toBe("EPSG:4550");
  });
});

describe("user-defined systems are matched by their parameters", () => {
  const text = "CGCS2000 3 Degree GK CM 120E|";
  const matched = {
    34735: [
      1,
      1,
      0,
      6,
      1024,
      0,
      1,
      1,
      1026,
      34737,
      text.length,
      0,
      3072,
      0,
      1,
      32767,
      3075,
      0,
      1,
      1,
      3080,
      34736,
      1,
      0,
      3082,
      34736,
      1,
      1,
    ],
    34736: { doubles: [120, 500_000] },
    34737: text,
  };

  it("finds EPSG:4549 by central meridian and false easting", async () => {
    expect((await open(matched)).grid.crs).toBe("EPSG:4549");
  });

  it("finds none for a meridian that is no zone's", async () => {
    const odd = { ...matched, 34736: { doubles: [121.5, 500_000] } };
    await expect(open(odd)).rejects.toMatchObject({ code: "raster-crs-unknown" });
  });
});

describe("files that are not whole", () => {
  const whole = smallTiff({ columns: 3, rows: 2, values: VALUES });

  it("every cut either opens and reads, or says that the file is truncated", async () => {
    for (let length = 0; length < whole.length; length++) {
      const outcome = await openRasterFile(sourceOf(whole.slice(0, length)))
        .then(valuesOf)
        .catch((error: unknown) => error);
      if (Array.isArray(outcome)) expect(outcome).toEqual(VALUES);
      else expect(outcome).toMatchObject({ name: "TerraceError" });
    }
  });

  it("names the row and byte where cells are missing", async () => {
    const beyond = smallTiff({
      columns: 3,
      rows: 2,
      values: VALUES,
      tags: { 273: [8, 5000], 278: [1], 279: [12, 12] },
    });
    const file = await openRasterFile(sourceOf(beyond));
    await expect(valuesOf(file)).rejects.toMatchObject({
      code: "raster-truncated",
      details: { row: 1, byte: beyond.length, expectedBytes: 5012 },
    });
  });

  it.each([
    ["", "raster-empty", /0 字节/],
    ["<!DOCTYPE html><html>", "raster-not-tiff", /网页/],
    ["PK\u0003\u0004rest", "raster-not-tiff", /ZIP/],
    ["ncols 100\nnrows 100\n", "raster-not-tiff", /ASCII 栅格/],
    ["version https://git-lfs.github.com/spec/v1\n", "raster-not-tiff", /Git LFS/],
    ['{"type":"FeatureCollection"}', "raster-not-tiff", /JSON/],
    ["what is this", "raster-not-tiff", /无法识别/],
  ])("says what %j looks like", async (text, code, words) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    await expect(openRasterFile(sourceOf(bytes))).rejects.toMatchObject({
      code,
      userMessage: expect.stringMatching(words),
    });
  });
});
