import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sampleProject } from "../sample-project/index.ts";

const root = join(import.meta.dirname, "..", "..");
const { imports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

// File by file: what it imports, and the rule that must catch it ("" = allowed).
const SAMPLES: readonly [path: string, imported: string, rule: string][] = [
  ["engine/a/uses-platform.ts", "#platform/files", "engine-is-below"],
  ["engine/a/uses-reference-data.ts", "#reference-data", "engine-is-below"],
  ["engine/a/uses-door.ts", "#engine/b", ""],
  ["engine/a/uses-deep.ts", "../b/inside.ts", "through-the-door"],
  ["engine/a/uses-own-file.ts", "./own.ts", ""],
  ["engine/a/uses-app.test.ts", "../../apps/server/start.ts", "engine-tests-stay-below-contexts"],
  ["errors/uses-engine.ts", "#engine/b", "bottom-rooms-import-nothing"],
  ["platform/p/uses-context.ts", "#contexts/c/model", "platform-knows-no-soil"],
  ["platform/p/uses-reference-data.ts", "#reference-data", "platform-knows-no-soil"],
  ["platform/p/uses-engine.ts", "#engine/b", ""],
  ["reference-data/uses-engine.ts", "#engine/b", "reference-data-is-plain-data"],
  ["regions/r/uses-server.ts", "#contexts/c/server", "regions-use-model-doors"],
  ["contexts/c/server/uses-region.ts", "#regions/r", "contexts-know-no-region"],
  ["contexts/d/server/uses-server.ts", "#contexts/c/server", "another-context-by-its-model"],
  ["contexts/d/server/uses-model.ts", "#contexts/c/model", ""],
  ["contexts/c/server/uses-deep-model.ts", "../model/inside.ts", "through-the-door-of-a-context"],
  ["contexts/c/model/uses-server.ts", "#contexts/c/server", "model-is-pure"],
  ["contexts/c/console/uses-server.ts", "#contexts/c/server", "screens-import-no-server"],
  ["contexts/c/server/uses-app.ts", "../../../apps/server/start.ts", "apps-are-roots"],
  ["apps/server/uses-terms.ts", "../../glossary/terms.ts", "through-the-door-of-a-room"],
  ["apps/server/uses-dev-package.ts", "fast-check", "no-development-package-at-run-time"],
  ["apps/server/uses-nothing-there.ts", "#engine/missing", "resolves"],
  ["engine/a/first.ts", "./second.ts", "no-cycles"],
];

const TARGETS = [
  ..."engine/a/own engine/b/index engine/b/inside platform/files/index contexts/c/model/inside".split(" "),
  ..."contexts/c/model/index contexts/c/server/index regions/r/index reference-data/index".split(" "),
  ..."glossary/terms apps/server/start".split(" "),
];

const sample = sampleProject(
  {
    "package.json": JSON.stringify({ type: "module", imports, devDependencies: { "fast-check": "1.0.0" } }),
    "node_modules/fast-check/package.json": JSON.stringify({ name: "fast-check", version: "1.0.0", main: "index.js" }),
    "node_modules/fast-check/index.js": "module.exports = {};",
    ...Object.fromEntries(TARGETS.map((path) => [`${path}.ts`, "export const x = 1;\n"])),
    "engine/a/second.ts": 'export * as y from "./first.ts";\n',
    ...Object.fromEntries(SAMPLES.map(([path, imported]) => [path, `export * as x from "${imported}";\n`])),
  },
  [".dependency-cruiser.js", "tsconfig.node.json", "tsconfig.base.json"],
);
afterAll(() => sample.remove());

const { output } = sample.run("dependency-cruiser/bin/dependency-cruiser.mjs", [
  ...["--config", ".dependency-cruiser.js", "--output-type", "json", "."],
]);
const { summary }: { summary: { violations: { from: string; rule: { name: string } }[] } } = JSON.parse(output);

test.each(SAMPLES)("%s importing %s: %s", (path, _imported, rule) => {
  const rules = summary.violations.filter(({ from }) => from === path).map(({ rule: { name } }) => name);
  if (rule === "") expect(rules).toEqual([]);
  else expect(rules).toContain(rule);
});

test("every rule is shown to catch a violation", async () => {
  const { default: configuration } = await import(join(root, ".dependency-cruiser.js"));
  const names: string[] = configuration.forbidden.map(({ name }: { name: string }) => name);
  expect(new Set(SAMPLES.map(([, , rule]) => rule).filter(Boolean))).toEqual(new Set(names));
});
