/**
 * `node bench/exports/run.ts`: exports of 100,000 records with outlines in every format, each in a process of its own, on PostgreSQL; prints
 * the table of `bench/exports/README.md`. Needs PostgreSQL with PostGIS at `TERRACE_TEST_POSTGRES`, and GNU time. Option: `--rows 100000`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { programVersion } from "#platform/configuration";
import { measured } from "../engine/measured-process.ts";
import { addressOf, openSample } from "../lists/sample-set.ts";

const { values: options } = parseArgs({ options: { rows: { type: "string", default: "100000" } } });
const rows = Number(options.rows);
const database = await openSample(rows, undefined);
const folder = await mkdtemp(join(tmpdir(), "terrace-bench-exports-"));
try {
  const address = await addressOf(database);
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `date ${new Date().toISOString().slice(0, 10)}, Terrace ${programVersion}, Node ${process.versions.node}`,
  );
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load}\n`,
  );
  console.log(
    "| format | records | file, MB | CPU s of Node | peak memory of the process, MB |\n|---|---|---|---|---|",
  );
  for (const format of ["none", "xlsx", "csv", "gpkg", "shp-gbk", "shp-utf8"]) {
    const once = join(import.meta.dirname, "export-once.ts");
    const { cpuSeconds, peakMegabytes, output } = await measured(process.execPath, [once, address, format, folder]);
    const line = output.split("\n").find((text) => text.startsWith("{"));
    const written = line === undefined ? undefined : (JSON.parse(line) as { rows: number; bytes: number });
    if (format !== "none" && written?.rows !== rows) throw new Error(`${format}: ${written?.rows} of ${rows} records`);
    const size = written === undefined ? "" : (written.bytes / 1e6).toFixed(1);
    console.log(`| ${format} | ${written?.rows ?? ""} | ${size} | ${cpuSeconds.toFixed(1)} | ${peakMegabytes} |`);
  }
} finally {
  await rm(folder, { recursive: true });
  await database.close();
}
