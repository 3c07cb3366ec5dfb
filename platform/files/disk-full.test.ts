import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createCogFile, openFileSink, withStagedDirectory } from "./index.ts";

/** A file system of 1 MiB, where this process may mount one. */
function smallDisk(): string | undefined {
  const place = mkdtempSync(join(tmpdir(), "terrace-small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", place], { stdio: "ignore" });
    return place;
  } catch {
    rmSync(place, { recursive: true });
    return undefined;
  }
}

const disk = smallDisk();
afterAll(() => {
  if (disk === undefined) return;
  execFileSync("umount", [disk]);
  rmSync(disk, { recursive: true });
});

const grid = {
  columns: 1024,
  rows: 1024,
  originX: 500_000,
  originY: 4_200_000,
  cellWidth: 10,
  cellHeight: 10,
  crs: "EPSG:4549",
};

/** Cells that do not compress. */
function noise(): Float32Array {
  let state = 1;
  return Float32Array.from({ length: grid.columns * grid.rows }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  });
}

if (disk === undefined) console.warn("skipped: a full disk: this process may not mount a tmpfs");

(disk === undefined ? describe.skip : describe)("a full disk (needs the right to mount a tmpfs)", () => {
  it("ends a COG with one clear error and leaves nothing behind", async () => {
    const writer = await createCogFile(join(disk!, "noise.tif"), {
      grid,
      valueType: "float32",
      noData: Number.NaN,
      overviewMethod: "average",
    });
    const writing = writer.writeRows(noise()).then(() => writer.finish());
    await expect(writing).rejects.toMatchObject({
      code: "disk-full",
      userMessage: expect.stringMatching(/磁盘空间不足/),
    });
    expect(await readdir(disk!)).toEqual([]);
  });

  it("ends a run, whatever wrote the file, and leaves nothing behind", async () => {
    const run = withStagedDirectory(join(disk!, "out"), async (path) => {
      await writeFile(join(path, "small.json"), "{}");
      await writeFile(join(path, "large.bin"), new Uint8Array(2 << 20));
    });
    await expect(run).rejects.toMatchObject({ code: "disk-full" });
    expect(await readdir(disk!)).toEqual([]);
  });
});

(existsSync("/dev/full") ? describe : describe.skip)("the device that is always full", () => {
  it("is a disk-full error at the first write", async () => {
    const sink = await openFileSink("/dev/full");
    await expect(sink.write(0, new Uint8Array(8))).rejects.toMatchObject({ code: "disk-full" });
    await sink.abandon();
  });
});
