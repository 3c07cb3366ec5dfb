import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileSink, type LogEntry } from "./index.ts";

let parent: string;
let folder: string;
const failures: unknown[] = [];
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "terrace-log-"));
  folder = join(parent, "logs");
  failures.length = 0;
});
afterEach(() => rm(parent, { recursive: true }));

function entry(time: string, message = "line"): LogEntry {
  return { time, level: "info", message, fields: { count: 1 } };
}
function sinkOf(options: { keptDays?: number; fileBytes?: number; totalBytes?: number } = {}) {
  return fileSink({ folder, keptDays: 180, onFailure: (error) => failures.push(error), ...options });
}
const names = async () => (await readdir(folder)).sort();

test("a line is in the file when it has been written, as JSON, for its owner alone", async () => {
  const sink = sinkOf();
  sink.write(entry("2026-11-24T08:00:00.000Z", "started"));
  const path = join(folder, "terrace-2026-11-24.log");
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
    time: "2026-11-24T08:00:00.000Z",
    level: "info",
    message: "started",
    count: 1,
  });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  sink.close();
});

test("each day has its file; a program that starts again goes on in it", async () => {
  for (const hour of ["08", "09"]) {
    const sink = sinkOf();
    sink.write(entry(`2026-11-24T${hour}:00:00.000Z`));
    sink.write(entry("2026-11-25T00:00:00.000Z"));
    sink.close();
  }
  expect(await names()).toEqual(["terrace-2026-11-24.log", "terrace-2026-11-25.log"]);
  const lines = (await readFile(join(folder, "terrace-2026-11-24.log"), "utf8")).trim().split("\n");
  expect(lines).toHaveLength(2);
});

test("days that are no longer kept are removed, and nothing that is not a file of the log", async () => {
  await mkdir(folder);
  const others = ["notes.txt", "terrace-2020-01-01.log.gz", "terrace-2020.log"];
  const old = ["terrace-2026-11-20.log", "terrace-2026-11-20.2.log"];
  for (const name of [...others, ...old, "terrace-2026-11-21.log"]) await writeFile(join(folder, name), "x\n");
  const sink = sinkOf({ keptDays: 3 });
  sink.write(entry("2026-11-24T00:00:00.000Z"));
  expect(await names()).toEqual([...others, "terrace-2026-11-21.log", "terrace-2026-11-24.log"].sort());
  sink.write(entry("2026-11-25T00:00:00.000Z"));
  expect(await names()).not.toContain("terrace-2026-11-21.log");
  sink.close();
});

test("a day's next file begins after so many bytes, and the oldest go when all have too many", async () => {
  const sink = sinkOf({ fileBytes: 300, totalBytes: 1000 });
  for (let index = 0; index < 40; index++) sink.write(entry("2026-11-24T00:00:00.000Z", `line ${index}`));
  sink.close();
  const kept = await names();
  const sizes = await Promise.all(kept.map(async (name) => (await stat(join(folder, name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1400);
  expect(kept).not.toContain("terrace-2026-11-24.log");
  const texts = await Promise.all(kept.map((name) => readFile(join(folder, name), "utf8")));
  expect(texts.join("")).toContain('"line 39"');
  expect(texts.join("")).not.toContain('"line 0"');
});

test("where lines cannot be written it is told once and never thrown, and lines go on when it is possible again", async () => {
  await writeFile(folder, "a file where the folder should be");
  const sink = sinkOf();
  for (let index = 0; index < 3; index++) sink.write(entry("2026-11-24T00:00:00.000Z"));
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ code: "EEXIST" });
  await rm(folder);
  sink.write(entry("2026-11-24T00:00:01.000Z", "after"));
  expect(await readFile(join(folder, "terrace-2026-11-24.log"), "utf8")).toContain("after");
  await rm(folder, { recursive: true });
  await writeFile(folder, "again");
  sink.write(entry("2026-11-25T00:00:00.000Z"));
  expect(failures).toHaveLength(2);
  sink.close();
});
