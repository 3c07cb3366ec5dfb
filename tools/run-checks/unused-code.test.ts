import { afterAll, expect, test } from "vitest";
import { sampleProject } from "../sample-project/index.ts";

const sample = sampleProject(
  {
    "package.json": JSON.stringify({ name: "sample", type: "module", dependencies: { "left-over": "1.0.0" } }),
    "apps/cli/main.ts": 'import { used } from "../../engine/a/used.ts";\nused();\n',
    "engine/a/used.ts": "export function used() {}\nexport function unusedFunction() {}\n",
    "engine/a/nobody-imports-me.ts": "export const x = 1;\n",
  },
  ["knip.json"],
);
afterAll(() => sample.remove());

test("a file, an export and a dependency that nothing uses are caught", () => {
  const { status, output } = sample.run("knip/bin/knip.js", ["--no-config-hints", "--no-progress"]);
  expect(status).not.toBe(0);
  expect(output).toContain("engine/a/nobody-imports-me.ts");
  expect(output).toContain("unusedFunction");
  expect(output).toContain("left-over");
});
