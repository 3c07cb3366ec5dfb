import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { transformer } from "#engine/projections";
import { programRoot } from "#platform/configuration";
import { planeGrid, temporaryDirectory, writeRaster } from "../../fixtures/small-rasters/index.ts";

const terrace = join(programRoot, "terrace");

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: readonly string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await promisify(execFile)(terrace, args);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Outcome;
    return { code, stdout, stderr };
  }
}

const grid = planeGrid(60, 40);
let directory: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  await writeRaster(join(directory, "dem.tif"), grid, (column, row) => 300 - column * 2 + (row % 7));
});

const flags = () => [
  "--dem",
  join(directory, "dem.tif"),
  "--rain",
  "4000",
  "--soil",
  "0.03",
  "--land-use",
  "13",
  "--tillage",
  "0.4",
];

describe("help", () => {
  it.each(["survey", "explain", "compare", "erosivity", "terrain", "serve", "backup", "restore", "audit", "user"])(
    "terrace %s --help has an example",
    async (name) => {
      const { code, stdout } = await run(name, "--help");
      expect(code).toBe(0);
      expect(stdout).toContain(`./terrace ${name}`);
    },
  );

  it("says which commands there are, and that an unknown one is not among them", async () => {
    expect((await run("--help")).stdout).toContain("survey");
    const unknown = await run("servey");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("没有命令 servey");
  });
});

describe("survey and explain", () => {
  it("runs from flags and from a configuration file with the same result, silent on stderr when it is no terminal", async () => {
    const fromFlags = await run("survey", ...flags(), "--year", "2024", "--out", join(directory, "a"), "--json");
    expect(fromFlags.code).toBe(0);
    expect(fromFlags.stderr).toBe("");
    await writeFile(
      join(directory, "survey.yaml"),
      "dem: dem.tif\nrain: 4000\nsoil: 0.03\nland-use: 13\ntillage: 0.4\nyear: 2024\n",
    );
    const fromFile = await run(
      "survey",
      "--config",
      join(directory, "survey.yaml"),
      "--out",
      join(directory, "b"),
      "--json",
    );
    expect(fromFile.code).toBe(0);
    expect(JSON.parse(fromFile.stdout).total).toEqual(JSON.parse(fromFlags.stdout).total);
    expect(JSON.parse(await readFile(join(directory, "a", "summary.json"), "utf8"))).toEqual(
      JSON.parse(fromFlags.stdout),
    );
  });

  it("explains a position in words and as JSON; a western longitude is no option", async () => {
    const { x, y } = transformer(grid.crs, "EPSG:4326")(grid.originX + 205, grid.originY - 205);
    const at = `${x},${y}`;
    const words = await run("explain", "--run", join(directory, "a"), "--at", at);
    expect(words.stdout).toContain("第 20 行 20 列");
    const cell = JSON.parse((await run("explain", "--run", join(directory, "a"), "--at", at, "--json")).stdout);
    expect(cell.soilLoss).toBeCloseTo(cell.R * cell.K * cell.L * cell.S * cell.B * cell.E * cell.T, 3);
    const west = await run("explain", "--run", join(directory, "a"), "--at", "-118.1,34.3");
    expect(west.code).toBe(1);
    expect(west.stderr).toContain("不在调查范围内");
  });

  it("says one clear sentence and exits with 1 for bad input, with 2 for a bad call", async () => {
    const bad = await run("survey", ...flags(), "--land-use", "31", "--out", join(directory, "bad"));
    expect(bad.code).toBe(1);
    expect(bad.stderr).toMatch(/^terrace: .*--cover.*\n$/);
    expect(existsSync(join(directory, "bad"))).toBe(false);
    const misused = await run("survey", "--slope", "3");
    expect(misused.code).toBe(2);
    expect(misused.stderr).toContain("没有选项 --slope");
    const json = await run("survey", ...flags(), "--land-use", "31", "--out", join(directory, "bad"), "--json");
    expect(JSON.parse(json.stderr).error.code).toBe("cover-needed");
  });
});

describe("an interrupted survey", () => {
  async function interruptedBy(signal: NodeJS.Signals, out: string): Promise<void> {
    const large = planeGrid(1500, 1500);
    const dem = join(directory, "large.tif");
    if (!existsSync(dem))
      await writeRaster(dem, large, (column, row) => 5000 - column - row + ((column * 7 + row * 13) % 11));
    const child = spawn(terrace, ["survey", ...flags().slice(2), "--dem", dem, "--year", "2024", "--out", out], {
      stdio: "ignore",
    });
    const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
    while (!(await readdir(dirname(out))).some((name) => name.startsWith("stopped.partial"))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill(signal);
    await ended;
  }

  it("killed with -9 leaves no output under its name; the next run says so and completes", async () => {
    const out = join(directory, "stopped");
    await interruptedBy("SIGKILL", out);
    expect(existsSync(out)).toBe(false);
    const again = await run("survey", ...flags(), "--year", "2024", "--out", out);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("上次的调查没有完成就中断了");
    expect((await readdir(directory)).filter((name) => name.startsWith("stopped.partial"))).toEqual([]);
    expect(existsSync(join(out, "provenance.json"))).toBe(true);
  });

  it("stopped with Ctrl-C cleans up behind itself", async () => {
    const out = join(await temporaryDirectory(), "stopped");
    await interruptedBy("SIGINT", out);
    expect(await readdir(dirname(out))).toEqual([]);
  });
});

describe("terrain and erosivity", () => {
  it("writes the seven rasters", async () => {
    const out = join(directory, "terrain");
    const { code } = await run("terrain", "--dem", join(directory, "dem.tif"), "--out", out);
    expect(code).toBe(0);
    const files = await readdir(out);
    for (const name of ["slope", "aspect", "hillshade", "filled", "direction", "accumulation", "slope-length"]) {
      expect(files).toContain(`${name}.tif`);
    }
  });

  it("prints R, 24 half-months and weights that add up", async () => {
    const days = Array.from({ length: 366 }, (_, day) => {
      const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
      return `${date},${date === "2020-07-20" ? 50 : 0}`;
    });
    const csv = join(directory, "rain.csv");
    await writeFile(csv, ["date,rain_mm", ...days].join("\n"));
    const report = JSON.parse((await run("erosivity", csv, "--json")).stdout);
    expect(report.annual).toBeCloseTo(337.627, 3);
    expect(report.halfMonths[13]).toBeCloseTo(337.627, 3);
    expect(report.weights.reduce((sum: number, weight: number) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});
