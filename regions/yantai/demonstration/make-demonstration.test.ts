import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openRaster } from "#platform/files";
import { DEMONSTRATION_MARKER, type Demonstration, makeDemonstration } from "./make-demonstration.ts";

describe("makeDemonstration", () => {
  let parent = "";
  let made: Demonstration;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "terrace-demonstration-"));
    made = await makeDemonstration(join(parent, "demo"), { cellSize: 1000 });
  });
  afterAll(() => rm(parent, { recursive: true, force: true }));

  it("writes every file that the survey files name, and marks the survey as a demonstration", async () => {
    for (const path of made.surveyFiles) {
      const text = await readFile(path, "utf8");
      const survey = parse(text);
      expect(text).toMatch(/^# 演示数据/);
      expect(survey.demonstration).toBe(true);
      expect(survey.demonstration).toBe(true);
      const named = [survey.dem, survey.soil, survey.landUse, survey.measures, survey.zones, ...survey.cover.rasters];
      for (const { path: file } of named) expect((await stat(join(made.directory, file))).size).toBeGreaterThan(0);
      expect(survey.targets.map((target: { rate: number }) => target.rate)).toEqual([0.718, 0.8027]);
    }
  });

  it("marks every raster and every feature 示意 or 演示", async () => {
    for (const name of await readdir(made.directory)) {
      const path = join(made.directory, name);
      if (name.endsWith(".tif")) {
        const raster = await openRaster(path);
        expect(Object.values(raster.metadata).join(" "), name).toMatch(/示意|演示/);
        expect(raster.grid).toMatchObject({ crs: "EPSG:4549", cellWidth: 1000, cellHeight: 1000 });
        await raster.close();
      }
      if (!name.endsWith(".geojson")) continue;
      const { features } = JSON.parse(await readFile(path, "utf8"));
      expect(features.length, name).toBeGreaterThan(10);
      for (const { properties } of features) expect(properties.mark, name).toMatch(/示意|演示/);
    }
  });

  it("leaves what is already there, and makes it anew for another cell size", async () => {
    const marker = join(made.directory, DEMONSTRATION_MARKER);
    const before = (await stat(marker)).mtimeMs;
    expect((await makeDemonstration(made.directory, { cellSize: 1000 })).wasMade).toBe(false);
    expect((await stat(marker)).mtimeMs).toBe(before);
    expect((await makeDemonstration(made.directory, { cellSize: 2000, years: [2024] })).wasMade).toBe(true);
    expect(JSON.parse(await readFile(marker, "utf8"))).toMatchObject({ cellSize: 2000, years: [2024] });
    expect(await readdir(made.directory)).not.toContain("land-use-2023.tif");
  });
});
