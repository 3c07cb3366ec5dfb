import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Grid } from "#engine/rasters";
import { planeGrid, temporaryDirectory, writeRaster } from "../../../fixtures/small-rasters/index.ts";
import { type SurveyRequest, type SurveySummary, surveyConfigFrom } from "../model/index.ts";
import { compareSurveys } from "./compare-surveys.query.ts";
import { explainCell } from "./explain-cell.query.ts";
import { runSurvey } from "./run-survey.command.ts";

/** A plane that falls to the east by 8 degrees: every figure of it can be worked out by hand. */
const TANGENT_8_DEGREES = 0.140540835;

async function planeSurvey(request: SurveyRequest, grid: Grid = planeGrid(40, 30)) {
  const directory = await temporaryDirectory();
  await writeRaster(join(directory, "dem.tif"), grid, (column) => 500 - column * grid.cellWidth * TANGENT_8_DEGREES);
  const config = surveyConfigFrom({ dem: "dem.tif", year: 2024, rain: 4000, soil: 0.03, ...request });
  const outDirectory = join(directory, "out");
  const summary = await runSurvey(config, { baseDirectory: directory, outDirectory });
  return { directory, outDirectory, summary, grid };
}

/** Longitude and latitude of a cell, from its position in EPSG:4549, by the survey's own bounds check. */
async function positionOfCell(summary: SurveySummary, column: number, row: number): Promise<[number, number]> {
  const { transformer } = await import("#engine/projections");
  const { grid } = summary;
  const x = grid.originX + (column + 0.5) * grid.cellWidth;
  const y = grid.originY - (row + 0.5) * grid.cellHeight;
  const position = transformer(grid.crs, "EPSG:4326")(x, y);
  return [position.x, position.y];
}

describe("a survey of an inclined plane of rain-fed cropland", () => {
  let run: Awaited<ReturnType<typeof planeSurvey>>;
  beforeAll(async () => {
    run = await planeSurvey({ landUse: 13, tillage: 0.4 });
  });

  it("writes everything that it promises, and nothing half", async () => {
    const files = await readdir(run.outDirectory, { recursive: true });
    for (const name of [
      "soil-loss.tif",
      "intensity.tif",
      "slope.tif",
      "ls.tif",
      "summary.json",
      "summary.xlsx",
      "patches.gpkg",
      "provenance.json",
      "report.html",
    ]) {
      expect(files).toContain(name);
    }
    expect(files.filter((name) => /partial|spool/.test(name))).toEqual([]);
  });

  it("explains a cell with factors that multiply to the loss: L(0, 10, 8°) · S(8°) at the crest", async () => {
    const [longitude, latitude] = await positionOfCell(run.summary, 0, 15);
    const cell = await explainCell(run.outDirectory, longitude, latitude);
    expect(cell.cell).toMatchObject({ column: 0, row: 15 });
    expect(cell).toMatchObject({ R: 4000, K: 0.03, B: 1, E: 1, T: 0.4 });
    expect(cell.slopeDegrees).toBeCloseTo(8, 3);
    expect(cell.S).toBeCloseTo(1.8381, 3);
    expect(cell.L).toBeCloseTo(0.6722, 4);
    const product = cell.R * cell.K * cell.L * cell.S * cell.B * cell.E * cell.T;
    expect(cell.soilLoss).toBeCloseTo(product, 4);
    expect(cell.erosionModulus).toBeCloseTo(product * 100, 2);
    expect(cell.class).toBe("intense");
  });

  it("lengthens the slope by a cell at each step, up to the cap of 100 m: L(90, 100, 8°) from the tenth cell on", async () => {
    const lengths = await Promise.all(
      [1, 9, 20].map(async (column) => {
        const [longitude, latitude] = await positionOfCell(run.summary, column, 15);
        return (await explainCell(run.outDirectory, longitude, latitude)).L;
      }),
    );
    const [longitude, latitude] = await positionOfCell(run.summary, 1, 15);
    const { factors } = await explainCell(run.outDirectory, longitude, latitude);
    expect(factors.find(({ symbol }) => symbol === "L")!.inputsZh).toContain("坡长 20.0 m");
    expect(lengths[0]).toBeCloseTo(1.2291, 4);
    expect(lengths[1]).toBeCloseTo(3.1075, 4);
    expect(lengths[2]).toBeCloseTo(3.1075, 4);
  });

  it("counts one row for the whole area, footing, with the geodesic area near the planar one", () => {
    const { total, zones } = run.summary;
    expect(zones).toHaveLength(1);
    const planar = (40 * 30 * 100) / 1e6;
    expect(total.areaSquareCentimetres / 1e10).toBeGreaterThan(planar * 0.999);
    expect(total.areaSquareCentimetres / 1e10).toBeLessThan(planar * 1.001);
    const classes = Object.values(total.classSquareCentimetres).reduce((sum, area) => sum + area, 0);
    expect(classes).toBe(total.areaSquareCentimetres);
  });

  it("records what it rests on: hash of the DEM, constants, parameters from memory as 待核", async () => {
    const provenance = JSON.parse(await readFile(join(run.outDirectory, "provenance.json"), "utf8"));
    expect(provenance.inputs.find((input: { role: string }) => input.role === "dem").sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(provenance.constantFactors).toMatchObject({ r: 4000, k: 0.03, b: 1, e: 1, t: 0.4, "land-use": 13 });
    expect(run.summary.unconfirmed.map(({ name }) => name)).toContain("最大坡长");
  });

  it("gives the same run the same id and the same figures", async () => {
    const again = await planeSurvey({ landUse: 13, tillage: 0.4 });
    expect(again.summary).toEqual(run.summary);
  });

  it("uses the demonstration value of T loudly where none is given", async () => {
    const { summary } = await planeSurvey({ landUse: 13 });
    expect(summary.warnings.map(({ zh }) => zh).join()).toContain("演示值");
    expect(summary.unconfirmed.map(({ name }) => name)).toContain("T（缺省）");
  });

  it("computes L after Desmet and Govers on request: more than the capped segment form where flow has come far", async () => {
    const other = await planeSurvey({ landUse: 13, tillage: 0.4, lsMethod: "desmet-govers" });
    const [longitude, latitude] = await positionOfCell(run.summary, 35, 15);
    const [segment, desmetGovers] = await Promise.all([
      explainCell(run.outDirectory, longitude, latitude),
      explainCell(other.outDirectory, longitude, latitude),
    ]);
    expect(desmetGovers.L).toBeGreaterThan(segment.L);
    expect(desmetGovers.factors.find(({ symbol }) => symbol === "L")!.source).toContain("Desmet");
  });

  it("compares two surveys: halving T halves the loss, all of it due to T", async () => {
    const half = await planeSurvey({ landUse: 13, tillage: 0.2 });
    const comparison = await compareSurveys(run.outDirectory, half.outDirectory);
    const before = run.summary.total.totalSoilLossTonnes;
    expect(comparison.soilLossChangeTonnes).toBeCloseTo(-before / 2, 0);
    expect(comparison.changeByFactorTonnes.T).toBeCloseTo(comparison.soilLossChangeTonnes, 1);
    expect(comparison.changeByFactorTonnes.S).toBe(0);
    const moved = comparison.transitionKm2.flat().reduce((sum, area) => sum + area, 0);
    expect(moved).toBeCloseTo(comparison.comparedAreaKm2, 6);
  });
});
