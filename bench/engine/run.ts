/**
 * `npm run bench:engine`: the engine beside GRASS and GDAL on the same synthetic DEMs in one run; prints the table of
 * `bench/README.md`. Needs GNU time, grass-core and gdal-bin (Debian's packages). Options: `--sides 2000,4000,8000`,
 * `--repeats 3`. All times are CPU seconds (user + system) of whole processes unless a line says kernel.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { arch, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { programRoot, programVersion } from "#platform/configuration";
import { createCogFile } from "#platform/files";
import { SyntheticTerrain } from "../../fixtures/synthetic-terrain/index.ts";
import { GrassLocation } from "./grass.ts";
import { type MachineLimits, measureMachineLimits } from "./machine-limits.ts";
import { type Measured, measured, medianOf } from "./measured-process.ts";

const { values: options } = parseArgs({
  options: { sides: { type: "string", default: "2000,4000,8000" }, repeats: { type: "string", default: "3" } },
});
const sides = options.sides.split(",").map(Number);
const repeats = Number(options.repeats);
const SURVEY_SIDE = 4000;

/** S of the CSLE as an expression of r.mapcalc over the slope map `s`, degrees. */
const STEEPNESS = "if(s < 5, 10.8 * sin(s) + 0.03, if(s < 10, 16.8 * sin(s) - 0.5, 21.91 * sin(s) - 0.96))";

const folder = await mkdtemp(join(tmpdir(), "terrace-bench-"));
try {
  const limits = measureMachineLimits(folder);
  printMachine(limits);
  for (const side of new Set([...sides, SURVEY_SIDE])) await writeDem(side);
  await benchFlow();
  await benchFactors(limits);
  await benchSurvey();
} finally {
  await rm(folder, { recursive: true, force: true });
}

function demPath(side: number): string {
  return join(folder, `dem-${side}.tif`);
}

async function writeDem(side: number): Promise<void> {
  const grid = {
    columns: side,
    rows: side,
    originX: 500_000,
    originY: 4_200_000,
    cellWidth: 10,
    cellHeight: 10,
    crs: "EPSG:4549",
  };
  const file = await createCogFile(demPath(side), {
    grid,
    valueType: "float32",
    noData: -9999,
    overviewMethod: "average",
  });
  const terrain = new SyntheticTerrain({ columns: side, rows: side });
  for (let row = 0; row < side; row += 512) await file.writeRows(terrain.rows(row, Math.min(side, row + 512)));
  await file.finish();
}

function printMachine({
  memoryGigabytesPerSecond,
  diskWriteMegabytesPerSecond,
  diskReadMegabytesPerSecond,
}: MachineLimits): void {
  console.log(
    `date ${new Date().toISOString().slice(0, 10)}, Terrace ${programVersion}, Node ${process.versions.node}`,
  );
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()} (${arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB`,
  );
  console.log(
    `limits: memory copy ${memoryGigabytesPerSecond.toFixed(1)} GB/s on one thread, disk write ${diskWriteMegabytesPerSecond.toFixed(0)} MB/s with fsync, cached read ${diskReadMegabytesPerSecond.toFixed(0)} MB/s\n`,
  );
}

function heading(title: string, columns: readonly string[]): void {
  console.log(`\n### ${title}\n\n| ${columns.join(" | ")} |\n|${columns.map(() => "---").join("|")}|`);
}

function row(...cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

function rate(cells: number, seconds: number): string {
  return (cells / 1e6 / seconds).toFixed(2);
}

/** Warm kernel rates by stage, million cells a CPU-second, as `kernels.ts` prints them. */
async function kernelRates(side: number): Promise<ReadonlyMap<string, number>> {
  const { output } = await measured(process.execPath, [
    join(programRoot, "bench/engine/kernels.ts"),
    "--repeats",
    String(repeats),
    String(side),
  ]);
  const lines = output.split("\n").flatMap((line) => {
    const match = /^ {2,4}([a-z][a-z ]*?)\s+([\d.]+)\s+\(/.exec(line);
    return match ? [[match[1]!.trim(), Number(match[2])] as const] : [];
  });
  return new Map(lines);
}

async function benchFlow(): Promise<void> {
  heading("Fill, D8 directions, flats, accumulation and slope length", [
    "DEM",
    "fill, warm kernel, M cells/CPU-s",
    "whole chain, warm kernel, M cells/CPU-s",
    "`terrace terrain` (7 COGs), CPU-s / MB",
    "`r.watershed -s`, CPU-s / MB",
    "chain / r.watershed",
  ]);
  for (const side of sides) {
    const cells = side * side;
    const rates = await kernelRates(side);
    const fill = rates.get("fill") ?? Number.NaN;
    const flow = rates.get("flow") ?? Number.NaN;
    const terrain = await measured(join(programRoot, "terrace"), [
      "terrain",
      "--dem",
      demPath(side),
      "--out",
      join(folder, `terrain-${side}`),
    ]);
    await rm(join(folder, `terrain-${side}`), { recursive: true });
    const { grass } = await GrassLocation.with(folder, demPath(side));
    const watershed = await medianOf(side > 4000 ? 1 : repeats, () => grass.watershed());
    await grass.remove();
    const chainSeconds = cells / 1e6 / flow;
    row(
      `${side}²`,
      fill.toFixed(1),
      flow.toFixed(1),
      `${terrain.cpuSeconds.toFixed(1)} / ${terrain.peakMegabytes}`,
      `${watershed.cpuSeconds.toFixed(1)} / ${watershed.peakMegabytes}`,
      (chainSeconds / watershed.cpuSeconds).toFixed(3),
    );
  }
}

async function benchFactors(limits: MachineLimits): Promise<void> {
  const side = SURVEY_SIDE;
  const cells = side * side;
  const ours = JSON.parse(
    (await measured(process.execPath, [join(programRoot, "bench/engine/factor-rate.ts"), String(side)])).output
      .split("\n")
      .find((line) => line.startsWith("{"))!,
  ) as {
    seconds: number;
  };
  const slope = await medianOf(repeats, () =>
    measured("gdaldem", ["slope", demPath(side), join(folder, "slope.tif"), "-compute_edges"]),
  );
  const { grass } = await GrassLocation.with(folder, demPath(side));
  await grass.module("r.slope.aspect", ["elevation=dem", "slope=s", "--overwrite"]);
  for (const name of ["r", "k", "b", "e", "t", "l"]) await grass.calculate(`${name} = float(0.5)`);
  const calculation = await medianOf(repeats, () =>
    grass.calculate(`a = r * k * l * (${STEEPNESS}) * b * e * t * 100`),
  );
  await grass.remove();
  const peers = slope.cpuSeconds + calculation.cpuSeconds;
  const bytesPerCell = 4 + 4 + 4 + 1 + 5 * 4 + 5 * 4 + 1;
  const share = (cells * bytesPerCell) / ours.seconds / (limits.memoryGigabytesPerSecond * 1e9);
  heading("Slope, L, S and the product of seven factors (all seven rasters), 4000²", [
    "what",
    "CPU-s",
    "M cells/CPU-s",
  ]);
  row("Terrace, warm kernels: slope, L, S, LS, product, class", ours.seconds.toFixed(2), rate(cells, ours.seconds));
  row("`gdaldem slope`", slope.cpuSeconds.toFixed(2), rate(cells, slope.cpuSeconds));
  row(
    "`r.mapcalc` S and product (without computing L)",
    calculation.cpuSeconds.toFixed(2),
    rate(cells, calculation.cpuSeconds),
  );
  row("ratio, peers ÷ Terrace", (peers / ours.seconds).toFixed(1), "");
  console.log(
    `\nThe kernels move ${bytesPerCell} bytes a cell: ${(share * 100).toFixed(0)} % of what copying memory reaches.`,
  );
}

async function benchSurvey(): Promise<void> {
  const side = SURVEY_SIDE;
  const out = join(folder, "survey");
  const inputs = ["--dem", demPath(side), "--rain", "4000", "--soil", "0.03", "--land-use", "13", "--tillage", "0.4"];
  const ours = await medianOf(repeats, () =>
    measured(join(programRoot, "terrace"), ["survey", ...inputs, "--year", "2024", "--out", out]),
  );
  const patches = await cpuSecondsOfStage(out, "patches");
  const grass = await grassSurvey(side);
  const polygons = await measured("gdal_polygonize.py", [
    join(folder, "grass-c.tif"),
    "-f",
    "GPKG",
    join(folder, "grass-patches.gpkg"),
  ]);
  const seconds = [...grass.values()].reduce((total, part) => total + part.cpuSeconds, 0);
  const peak = Math.max(...[...grass.values()].map((part) => part.peakMegabytes));
  heading("Whole survey of 16 M cells, reading and COG writing included", ["what", "CPU-s", "peak MB"]);
  row(
    "`terrace survey`: 7 COGs with overviews, table, workbook, report, patches",
    ours.cpuSeconds.toFixed(1),
    ours.peakMegabytes,
  );
  row("of it patches as polygons in a GeoPackage", patches.toFixed(1), "");
  for (const [name, part] of grass) row(`GRASS: ${name}`, part.cpuSeconds.toFixed(1), part.peakMegabytes);
  row("GRASS, together (rasters only)", seconds.toFixed(1), peak);
  row("`gdal_polygonize.py` of the classes to a GeoPackage", polygons.cpuSeconds.toFixed(1), polygons.peakMegabytes);
  row(
    "ratio of the rasters, (Terrace − patches) ÷ GRASS",
    ((ours.cpuSeconds - patches) / seconds).toFixed(2),
    (ours.peakMegabytes / peak).toFixed(2),
  );
  row(
    "ratio with patches, Terrace ÷ (GRASS + GDAL)",
    (ours.cpuSeconds / (seconds + polygons.cpuSeconds)).toFixed(2),
    "",
  );
}

async function cpuSecondsOfStage(runDirectory: string, name: string): Promise<number> {
  const provenance: unknown = JSON.parse(await readFile(join(runDirectory, "provenance.json"), "utf8"));
  const { stages } = provenance as { stages: { name: string; cpuSeconds: number }[] };
  return stages.find((stage) => stage.name === name)?.cpuSeconds ?? Number.NaN;
}

/** The same chain with GRASS: import, flow with slope length, slope, S, product, classes, four COGs. Tables are left out. */
async function grassSurvey(side: number): Promise<ReadonlyMap<string, Measured>> {
  const { grass, imported } = await GrassLocation.with(folder, demPath(side));
  const parts = new Map<string, Measured>([["r.in.gdal", imported]]);
  parts.set("r.watershed -s with slope length", await grass.watershedWithSlopeLength());
  parts.set("r.slope.aspect", await grass.module("r.slope.aspect", ["elevation=dem", "slope=s", "--overwrite"]));
  parts.set("r.mapcalc LS", await grass.calculate(`ls = float(ls_l * (${STEEPNESS}))`));
  parts.set("r.mapcalc product", await grass.calculate("a = float(4000 * 0.03 * ls * 0.4 * 100)"));
  parts.set(
    "r.mapcalc classes",
    await grass.calculate(
      "c = if(a < 200, 1, if(a <= 2500, 2, if(a <= 5000, 3, if(a <= 8000, 4, if(a <= 15000, 5, 6)))))",
    ),
  );
  for (const [map, type] of [
    ["a", "Float32"],
    ["c", "Byte"],
    ["s", "Float32"],
    ["ls", "Float32"],
  ] as const) {
    parts.set(`r.out.gdal COG ${map}`, await grass.exportCog(map, join(folder, `grass-${map}.tif`), type));
  }
  await grass.remove();
  return parts;
}
