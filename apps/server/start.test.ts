import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "terrace-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]) {
  const script = join(import.meta.dirname, "start.ts");
  return spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: "utf8" });
}

test("--help shows the options and does nothing", () => {
  const { status, stdout } = start("--help");
  expect(status).toBe(0);
  expect(stdout).toContain("--port");
});

test("a wrong option ends with one sentence and code 2", () => {
  const { status, stderr } = start("--port", "eighty");
  expect(status).toBe(2);
  expect(stderr).toContain("eighty");
  expect(stderr).not.toContain("    at ");
});

test("a folder without a survey ends with its name, the remedy and code 1", () => {
  const { status, stderr } = start("--no-demo", "--run", join(folder, "nowhere"));
  expect(status).toBe(1);
  expect(stderr).toContain("nowhere");
  expect(stderr).toContain("terrace survey --out");
  expect(stderr).not.toContain("    at ");
});
