import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";

/** What runs first, and all that it imports. */
let first: ReadonlyMap<string, Buffer>;
/** What a browser fetches before a page shows anything: the first and the program, not what is loaded when it is opened. */
let chunks: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  const { directory } = await ensureConsoleBuilt();
  const page = readFileSync(join(directory, "index.html"), "utf8");
  const entry = /<script type="module"[^>]* src="\/assets\/([^"]+)"/.exec(page)?.[1];
  if (entry === undefined) throw new Error("index.html has no entry");
  const read = (name: string) => readFileSync(join(directory, "assets", name));
  const program = /\bimport\([`"']\.\/(main-[\w-]+\.js)[`"']\)/.exec(read(entry).toString())?.[1];
  if (program === undefined) throw new Error("the entry loads no program");
  const withImports = (names: readonly string[]) => {
    const found = new Map<string, Buffer>();
    const follow = (name: string): void => {
      if (found.has(name)) return;
      found.set(name, read(name));
      const imports = read(name)
        .toString()
        .matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g);
      for (const [, imported] of imports) follow(imported!);
    };
    for (const name of names) follow(name);
    return found;
  };
  first = withImports([entry]);
  chunks = withImports([entry, program]);
});

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

test("less than 450 kB of compressed JavaScript come before the first screen", () => {
  const programs = [...chunks.values()];
  expect(sum(programs.map((program) => gzipSync(program).length))).toBeLessThan(450_000);
  expect(sum(programs.map((program) => brotliCompressSync(program).length))).toBeLessThan(450_000);
});

test("neither the map nor the charts nor a page is among it", () => {
  const names = [...chunks.keys()];
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => /^(map|chart|[\w-]+\.page)-/.test(name))).toEqual([]);
});

test("what shows the first picture is less than 8 kB, in two files at most", () => {
  const programs = [...first.values()];
  expect(sum(programs.map((program) => gzipSync(program).length))).toBeLessThan(8000);
  expect(programs.length).toBeLessThanOrEqual(2);
});
