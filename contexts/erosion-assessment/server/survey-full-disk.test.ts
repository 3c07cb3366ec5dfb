import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { planeGrid, temporaryDirectory, writeRaster } from "../../../fixtures/small-rasters/index.ts";
import { surveyConfigFrom } from "../model/index.ts";
import { runSurvey } from "./run-survey.command.ts";

/** A file system of a given size, where this process may mount one. */
function smallDisk(kilobytes: number): string | undefined {
  const place = mkdtempSync(join(tmpdir(), "terrace-small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", place], { stdio: "ignore" });
    return place;
  } catch (error) {
    rmSync(place, { recursive: true });
    process.stderr.write(`skipped: a full disk: this process may not mount a tmpfs (${String(error)})\n`);
    return undefined;
  }
}

// The rasters fill the first; the second holds them and is filled by the tables.
const disks = [64, 128].map((kilobytes) => ({ kilobytes, place: smallDisk(kilobytes) }));
afterAll(() => {
  for (const { place } of disks) {
    if (place === undefined) continue;
    execFileSync("umount", [place]);
    rmSync(place, { recursive: true });
  }
});

describe.each(disks)("a disk of $kilobytes kB", ({ place }) => {
  (place === undefined ? it.skip : it)("ends the survey with one clear error and nothing half-written", async () => {
    const directory = await temporaryDirectory();
    await writeRaster(
      join(directory, "dem.tif"),
      planeGrid(60, 60),
      (column, row) => 900 - column * 3 + ((row * 7) % 5),
    );
    const config = surveyConfigFrom({ dem: "dem.tif", year: 2024, rain: 4000, soil: 0.03, landUse: 13, tillage: 0.4 });
    const run = runSurvey(config, { baseDirectory: directory, outDirectory: join(place!, "out") });
    await expect(run).rejects.toMatchObject({ code: "disk-full", userMessage: expect.stringContaining("磁盘") });
    expect(await readdir(place!)).toEqual([]);
  });
});
