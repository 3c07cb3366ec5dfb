import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findChromium } from "./find-chromium.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terrace-chromium-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, 0o755);
  return path;
}

test("finds Debian's name on PATH", () => {
  const path = program("chromium");
  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(path);
});

test("CHROME_PATH goes before PATH", () => {
  program("chromium");
  const chosen = program("my-browser");
  expect(findChromium({ PATH: folder, CHROME_PATH: chosen })).toBe(chosen);
});

test("a CHROME_PATH that does not exist is not replaced by another browser", () => {
  program("chromium");
  expect(findChromium({ PATH: folder, CHROME_PATH: join(folder, "missing") })).toBeUndefined();
});

test("no browser on PATH is undefined", () => {
  expect(findChromium({ PATH: folder })).toBeUndefined();
});
