import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createCogFile, openFileSink, openFileSource, openRaster, sha256OfFile } from "./index.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-files-"));
afterAll(() => rmSync(directory, { recursive: true }));

const grid = {
  columns: 40,
  rows: 30,
  originX: 500_000,
  originY: 4_200_000,
  cellWidth: 10,
  cellHeight: 10,
  crs: "EPSG:4549",
};

describe("sources and sinks", () => {
  it("what is written anywhere is read there", async () => {
    const path = join(directory, "sink.bin");
    const sink = await openFileSink(path);
    await sink.write(10, Uint8Array.of(4, 5, 6));
    await sink.write(0, Uint8Array.of(1, 2));
    expect([...(await sink.read(9, 4))]).toEqual([0, 4, 5, 6]);
    await sink.close();
    const source = await openFileSource(path);
    expect(source.size).toBe(13);
    expect([...(await source.read(0, 3))]).toEqual([1, 2, 0]);
    expect([...(await source.read(12, 5))]).toEqual([6]);
    await source.close();
  });

  it.each([
    ["missing.tif", "file-missing", /不存在/],
    [".", "file-is-directory", /目录/],
    ["sink.bin/inside.tif", "file-missing", /不是目录/],
  ])("says what is wrong with %s", async (name, code, words) => {
    await writeFile(join(directory, "sink.bin"), "x");
    await expect(openRaster(join(directory, name))).rejects.toMatchObject({
      name: "TerraceError",
      code,
      userMessage: expect.stringMatching(words),
    });
  });
});

describe("the digest of a file", () => {
  it("is its SHA-256 and size", async () => {
    const path = join(directory, "abc.txt");
    await writeFile(path, "abc");
    // FIPS 180-2, appendix B.1.
    expect(await sha256OfFile(path)).toEqual({
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      bytes: 3,
    });
  });

  it("of a missing file is an error that names it", async () => {
    await expect(sha256OfFile(join(directory, "none"))).rejects.toMatchObject({ code: "file-missing" });
  });
});

describe("a COG on disk", () => {
  it("has its name only when it is complete, and leaves nothing else", async () => {
    const place = join(directory, "cog");
    await mkdir(place);
    const path = join(place, "slope.tif");
    const writer = await createCogFile(path, {
      grid,
      valueType: "float32",
      noData: Number.NaN,
      overviewMethod: "average",
    });
    await writer.writeRows(new Float32Array(40 * 30).fill(2));
    expect(await readdir(place)).not.toContain("slope.tif");
    await writer.finish();
    expect(await readdir(place)).toEqual(["slope.tif"]);
    const file = await openRaster(path);
    expect((await file.readWindow({ column: 39, row: 29, columns: 1, rows: 1 })).values[0]).toBe(2);
    await file.close();
  });

  it("is removed when it is abandoned, or when a row is wrong", async () => {
    const place = join(directory, "abandoned");
    await mkdir(place);
    const options = { grid, valueType: "uint8", noData: 0, overviewMethod: "mode" } as const;
    const abandoned = await createCogFile(join(place, "a.tif"), options);
    await abandoned.writeRows(new Uint8Array(40));
    await abandoned.abandon();
    const failed = await createCogFile(join(place, "b.tif"), options);
    await expect(failed.writeRows(new Uint8Array(41))).rejects.toThrow(RangeError);
    await expect(
      createCogFile(join(place, "c.tif"), { ...options, grid: { ...grid, crs: "EPSG:2154" } }).then(async (writer) => {
        await writer.writeRows(new Uint8Array(40 * 30));
        await writer.finish();
      }),
    ).rejects.toMatchObject({ code: "crs-unsupported" });
    expect(await readdir(place)).toEqual([]);
  });
});
