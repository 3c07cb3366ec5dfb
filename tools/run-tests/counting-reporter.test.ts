import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sampleProject } from "../sample-project/index.ts";

const folder = mkdtempSync(join(tmpdir(), "terrace-counts-"));
const samples = [
  sampleProject(
    {
      "package.json": "{}",
      "good.test.js": 'test("a", () => {}); test("b", () => {}); test("c", (context) => context.skip("no file"));',
      "bad.test.js": 'test("d", () => { throw new Error("wrong"); });',
      "broken.test.js": 'throw new Error("cannot be loaded");',
    },
    [],
  ),
  sampleProject({ "package.json": "{}", "good.test.js": 'test("a", () => {});' }, []),
];
afterAll(() => {
  rmSync(folder, { recursive: true });
  for (const sample of samples) sample.remove();
});

test.each([
  ["a failing test and a file that cannot be loaded are failures, a skipped test is none", 0, [2, 2, 1], 1],
  ["all passed", 1, [1, 0, 0], 0],
] as const)("%s", (_title, index, [passed, failed, skipped], status) => {
  const counts = join(folder, `${index}.json`);
  const reporter = join(import.meta.dirname, "counting-reporter.ts");
  const args = ["run", "--globals", "--environment=node", `--reporter=${reporter}`];
  const result = samples[index]?.run("vitest/vitest.mjs", args, { TERRACE_TEST_COUNTS: counts });
  expect(result?.status, result?.output).toBe(status);
  expect(JSON.parse(readFileSync(counts, "utf8"))).toEqual({ passed, failed, skipped });
});
