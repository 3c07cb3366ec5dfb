import { existsSync } from "node:fs";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { transformer } from "#engine/projections";
import { TerraceError } from "#errors";
import { planeGrid, temporaryDirectory, writeRaster } from "../../../fixtures/small-rasters/index.ts";
import { smallTiff } from "../../../fixtures/tiff-bytes/index.ts";
import { type SurveyRequest, surveyConfigFrom } from "../model/index.ts";
import { explainCell } from "./explain-cell.query.ts";
import { runSurvey } from "./run-survey.command.ts";

const grid = planeGrid(30, 20);
const good: SurveyRequest = { dem: "dem.tif", year: 2024, rain: 4000, soil: 0.03, landUse: 13, tillage: 0.4 };

let directory: string;

beforeEach(async () => {
  directory = await temporaryDirectory();
  await writeRaster(join(directory, "dem.tif"), grid, (column, row) => 200 + column + row / 2);
});

/** The error of a survey, after making sure that nothing stands under the output's name. */
async function errorOf(request: SurveyRequest): Promise<TerraceError> {
  const outDirectory = join(directory, "out");
  try {
    await runSurvey(surveyConfigFrom({ ...good, ...request }), { baseDirectory: directory, outDirectory });
  } catch (error) {
    expect(existsSync(outDirectory)).toBe(false);
    if (error instanceof TerraceError) return error;
    throw error;
  }
  throw new Error("the survey should have been refused");
}

async function expectRefusal(request: SurveyRequest, code: string, ...words: readonly string[]): Promise<void> {
  const error = await errorOf(request);
  expect(error.code).toBe(code);
  for (const word of words) expect(error.userMessage).toContain(word);
}

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

async function writePolygons(
  name: string,
  polygons: readonly { properties: object; ring: readonly (readonly number[])[] }[],
) {
  const features = polygons.map(({ properties, ring }) => ({
    type: "Feature",
    properties,
    geometry: { type: "Polygon", coordinates: [ring] },
  }));
  await writeFile(join(directory, name), JSON.stringify({ type: "FeatureCollection", features }));
}

describe("elevation", () => {
  it("a missing file", () => expectRefusal({ dem: "nowhere.tif" }, "file-missing", "nowhere.tif"));

  it("a file that is no TIFF", async () => {
    await writeFile(join(directory, "page.tif"), "<!doctype html><html></html>");
    await expectRefusal({ dem: "page.tif" }, "raster-not-tiff", "page.tif");
  });

  it("a truncated TIFF", async () => {
    const bytes = await readFile(join(directory, "dem.tif"));
    await truncate(join(directory, "dem.tif"), Math.floor(bytes.length * 0.6));
    await expectRefusal({}, "raster-truncated", "dem.tif");
  });

  it("degrees, with the projection that suits the place", async () => {
    const inDegrees = {
      ...grid,
      crs: "EPSG:4326",
      originX: 120.9,
      originY: 37.3,
      cellWidth: 0.0001,
      cellHeight: 0.0001,
    };
    await writeRaster(join(directory, "degrees.tif"), inDegrees, (column) => 200 + column);
    await expectRefusal({ dem: "degrees.tif" }, "dem-in-degrees", "--project-to EPSG:4549");
    const outDirectory = join(directory, "projected");
    const summary = await runSurvey(surveyConfigFrom({ ...good, dem: "degrees.tif", projectTo: "EPSG:4549" }), {
      baseDirectory: directory,
      outDirectory,
    });
    expect(summary.grid.crs).toBe("EPSG:4549");
    expect(summary.total.areaKm2).toBeGreaterThan(0);
  });

  it("feet, by the file's own statement; converted on request", async () => {
    const VERTICAL_UNITS = 4099;
    const US_SURVEY_FOOT = 9003;
    const keys = [1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 4549, VERTICAL_UNITS, 0, 1, US_SURVEY_FOOT];
    const heights = Array.from({ length: 100 }, (_, cell) => 1000 + (cell % 10) * 10);
    await writeFile(
      join(directory, "feet.tif"),
      smallTiff({ columns: 10, rows: 10, values: heights, tags: { 34735: keys } }),
    );
    await expectRefusal({ dem: "feet.tif" }, "dem-in-feet", "--dem-unit foot");
    const outDirectory = join(directory, "feet");
    await runSurvey(surveyConfigFrom({ ...good, dem: "feet.tif", demUnit: "us-survey-foot" }), {
      baseDirectory: directory,
      outDirectory,
    });
    const provenance = JSON.parse(await readFile(join(outDirectory, "provenance.json"), "utf8"));
    expect(provenance.inputs[0].notes.map(({ zh }: { zh: string }) => zh).join()).toContain("英尺");
    // 10 US survey feet a cell of 10 m: tan θ = 0.3048, θ = 16.95°.
    const { x, y } = transformer("EPSG:4549", "EPSG:4326")(500_055, 4_199_945);
    expect((await explainCell(outDirectory, x, y)).slopeDegrees).toBeCloseTo(16.9516, 3);
  });

  it("spikes, with the place; smoothed on request and recorded", async () => {
    await writeRaster(join(directory, "spiky.tif"), grid, (column, row) =>
      column === 7 && row === 5 ? 5000 : 200 + column,
    );
    await expectRefusal({ dem: "spiky.tif" }, "dem-spikes", "第 5 行 7 列", "--spikes smooth");
    const config = surveyConfigFrom({ ...good, dem: "spiky.tif", spikes: "smooth" });
    const summary = await runSurvey(config, { baseDirectory: directory, outDirectory: join(directory, "smooth") });
    expect(summary.warnings.map(({ zh }) => zh).join()).toContain("突刺");
  });

  it("a no-data value that the file does not declare", async () => {
    await writeRaster(join(directory, "sea.tif"), grid, (column) => (column < 10 ? -9999 : 200 + column));
    await expectRefusal({ dem: "sea.tif" }, "dem-undeclared-no-data", "--dem-nodata -9999");
  });

  it("no valid cell at all", async () => {
    await writeRaster(join(directory, "empty.tif"), grid, () => -9999, { noData: -9999 });
    await expectRefusal({ dem: "empty.tif" }, "dem-empty", "empty.tif");
  });
});

describe("rain", () => {
  const days = (lines: readonly string[]) =>
    writeFile(join(directory, "rain.csv"), ["date,rain_mm", ...lines].join("\n"));

  it("text in the place of a number, with the line", async () => {
    await days(["2020-07-01,12", "2020-07-02,缺测"]);
    await expectRefusal({ rain: "rain.csv" }, "rain-value-unreadable", "第 3 行", "缺测");
  });

  it("a date that is a spreadsheet's serial number", async () => {
    await days(["43831,12"]);
    await expectRefusal({ rain: "rain.csv" }, "rain-date-unreadable", "第 2 行", "43831");
  });

  it("a day twice", async () => {
    await days(["2020-07-01,12", "2020-7-1,3"]);
    await expectRefusal({ rain: "rain.csv" }, "rain-date-repeated", "第 3 行", "第 2 行");
  });

  it("no year complete enough", async () => {
    await days(["2020-07-01,12"]);
    await expectRefusal({ rain: "rain.csv" }, "rain-no-complete-year");
  });
});

describe("soil, land use, cover", () => {
  it("K in US units", () => expectRefusal({ soil: 0.3 }, "soil-erodibility-implausible", "0.1317"));

  it("a soil raster that ends before the DEM, with the place and the km²", async () => {
    await writeRaster(join(directory, "soil.tif"), planeGrid(30, 12), () => 0.03);
    const error = await errorOf({ soil: "soil.tif" });
    expect(error.code).toBe("input-uncovered");
    expect(error.userMessage).toMatch(/soil\.tif.*南缘.*0\.02 km²/);
    const summary = await runSurvey(surveyConfigFrom({ ...good, soil: "soil.tif", allowUncovered: true }), {
      baseDirectory: directory,
      outDirectory: join(directory, "partly"),
    });
    expect(summary.grid.validCells).toBe(30 * 12);
    expect(summary.warnings.map(({ zh }) => zh).join()).toContain("没有覆盖");
  });

  it("a soil raster on another grid and in another CRS is aligned, and the record says how", async () => {
    const coarse = { ...planeGrid(20, 20, 0.001), crs: "EPSG:4326", originX: 120.89, originY: 37.31 };
    await writeRaster(join(directory, "soil.tif"), coarse, () => 0.03);
    const outDirectory = join(directory, "aligned");
    await runSurvey(surveyConfigFrom({ ...good, soil: "soil.tif" }), { baseDirectory: directory, outDirectory });
    const { inputs } = JSON.parse(await readFile(join(outDirectory, "provenance.json"), "utf8"));
    expect(inputs.find(({ role }: { role: string }) => role === "soil")).toMatchObject({
      alignment: "bilinear",
      crs: "EPSG:4326",
    });
  });

  it("unknown land-use codes, listed with their areas", async () => {
    await writeRaster(join(directory, "use.tif"), grid, (column) => (column < 3 ? 99 : 13), { valueType: "uint8" });
    await expectRefusal({ landUse: "use.tif" }, "codes-unknown", "99(0.01 km²)", "--land-use-crosswalk");
  });

  it("a constant that is no land-use code", () => expectRefusal({ landUse: 7 }, "land-use-code-unknown", "7"));

  it("forest without any cover", () => expectRefusal({ landUse: 31 }, "cover-needed", "31 有林地", "--cover"));

  it("cover rasters without the weights of the half-months", async () => {
    await writeRaster(join(directory, "fvc.tif"), grid, () => 0.5);
    await expectRefusal({ landUse: 31, cover: "7=fvc.tif" }, "cover-weights-needed", "--rain-weights");
  });

  it("cover in percent taken for fractions", async () => {
    await writeRaster(join(directory, "fvc.tif"), grid, () => 50);
    const weights = Array.from({ length: 24 }, () => 1 / 24);
    await expectRefusal({ landUse: 31, cover: "7=fvc.tif", rainWeights: weights }, "input-implausible", "50");
  });
});

describe("zones and measures", () => {
  // The DEM lies near 120.90° E, 37.30° N.
  it("zones that overlap, with the place; the first keeps the cells on request", async () => {
    await writePolygons("zones.geojson", [
      { properties: { name: "甲" }, ring: square(120.8, 37.2, 0.2) },
      { properties: { name: "乙" }, ring: square(120.7, 37.2, 0.25) },
    ]);
    await expectRefusal({ zones: "zones.geojson" }, "zones-overlap", "“甲”与“乙”", "--overlaps first");
  });

  it("a zone with a bow-tie is repaired and reported with its place", async () => {
    await writePolygons("zones.geojson", [
      { properties: { name: "全" }, ring: square(120.8, 37.2, 0.2) },
      {
        properties: { name: "结" },
        ring: [
          [121.5, 37.2],
          [121.6, 37.3],
          [121.6, 37.2],
          [121.5, 37.3],
          [121.5, 37.2],
        ],
      },
    ]);
    const outDirectory = join(directory, "repaired");
    await runSurvey(surveyConfigFrom({ ...good, zones: "zones.geojson" }), { baseDirectory: directory, outDirectory });
    const provenance = JSON.parse(await readFile(join(outDirectory, "provenance.json"), "utf8"));
    expect(provenance.repairs.map(({ zh }: { zh: string }) => zh).join()).toMatch(/第 2 个图形.*121\.55/);
  });

  it("no field of that name, listing the fields", async () => {
    await writePolygons("zones.geojson", [{ properties: { name: "甲" }, ring: square(120.8, 37.2, 0.2) }]);
    await expectRefusal({ zones: "zones.geojson", zonesName: "title" }, "field-missing", "title", "name");
  });

  it("a measure that is neither a code nor an E", async () => {
    await writePolygons("measures.geojson", [{ properties: { code: "梯" }, ring: square(120.8, 37.2, 0.2) }]);
    await expectRefusal({ measures: "measures.geojson" }, "measure-unknown", "第 1 个图斑", "梯");
  });
});

describe("the run itself", () => {
  it("an unknown key and a missing one are both named", () => {
    expect(() => surveyConfigFrom({ ...good, dem: undefined, slope: 3 })).toThrow(/slope[\s\S]*dem/);
  });

  it("stopped midway, leaves nothing under its name", async () => {
    const interruption = new AbortController();
    const outDirectory = join(directory, "stopped");
    const run = runSurvey(surveyConfigFrom(good), {
      baseDirectory: directory,
      outDirectory,
      interruption: interruption.signal,
      onProgress: ({ stage }) => stage === "flow" && interruption.abort(),
    });
    await expect(run).rejects.toThrow();
    expect(existsSync(outDirectory)).toBe(false);
  });

  it("does not write into a folder with other files", async () => {
    const outDirectory = directory;
    const run = runSurvey(surveyConfigFrom(good), { baseDirectory: directory, outDirectory });
    await expect(run).rejects.toMatchObject({ code: "output-occupied" });
    expect(existsSync(join(directory, "dem.tif"))).toBe(true);
  });
});
