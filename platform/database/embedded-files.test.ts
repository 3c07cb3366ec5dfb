import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { beginDirectory } from "./embedded-folder.ts";
import { ensureSnapshot, findSnapshot, openDatabase } from "./index.ts";
import { filesOfTar, tarOf } from "./tar-archive.ts";

const isTested = testDatabases().some(({ name }) => name === "embedded");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-embedded-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a new directory is marked until its files are whole; one of an ended process is begun again", async () => {
  const directory = join(folder, "data", "database");
  expect(await beginDirectory(directory)).not.toBeNull();
  // The process was ended here, with half the files written.
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "PG_VERSION"), "18\n");
  const isMade = await beginDirectory(directory);
  expect(existsSync(directory)).toBe(false);

  await mkdir(directory);
  await writeFile(join(directory, "PG_VERSION"), "18\n");
  await isMade?.();
  expect(await readdir(join(folder, "data"))).toEqual(["database"]);
  expect(await beginDirectory(directory)).toBeNull();
  expect(existsSync(join(directory, "PG_VERSION"))).toBe(true);
});

test("an archive of some files of an archive holds them as they were, and ends as tar wants", () => {
  const header = (name: string, size: number, type: string) => {
    const block = Buffer.alloc(512);
    block.write(name, 0);
    block.write(size.toString(8).padStart(11, "0"), 124);
    block.write(type, 156);
    return block;
  };
  const content = (text: string) => Buffer.concat([Buffer.from(text), Buffer.alloc(512)]).subarray(0, 512);
  const archive = Buffer.concat([
    header("share/", 0, "5"),
    header("share/one", 3, "0"),
    content("一"),
    header("share/two", 600, "0"),
    Buffer.alloc(1024, "2"),
    Buffer.alloc(1024),
  ]);
  const files = [...filesOfTar(archive)];
  expect(files.map(({ name, blocks }) => [name, blocks.length])).toEqual([
    ["share/one", 1024],
    ["share/two", 1536],
  ]);
  const two = tarOf(files.slice(1));
  expect(two.length % 512).toBe(0);
  expect([...filesOfTar(two)].map(({ name }) => name)).toEqual(["share/two"]);
});

test.runIf(isTested)(
  "a directory that starts from a snapshot is a database with PostGIS, and opens again",
  async () => {
    const template = await ensureSnapshot([]);
    expect(findSnapshot([])).toBe(template);
    const location = { directory: join(folder, "from-snapshot", "database"), template };
    const first = await openDatabase(location);
    await first.execute("create table public.sample (place geometry(Point, 4490))");
    await first.execute(
      "insert into public.sample values (ST_Transform(ST_SetSRID(ST_MakePoint(4.05e7, 4.1e6), 4528), 4490))",
    );
    await first.close();
    const again = await openDatabase(location);
    const [row] = await again.execute("select round(ST_Y(place)) as latitude from public.sample");
    await again.close();
    expect(row?.latitude).toBe(37);
  },
);
