import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { environmentVariables, programRoot } from "#platform/configuration";

const read = (path: string) => readFileSync(join(programRoot, path), "utf8");
const HANDBOOK = "docs/handbook/运维.md";
const deployed = readdirSync(join(programRoot, "deploy")).map((name) => `deploy/${name}`);

test("the handbook and the example name every variable of the environment, and none that is not read", () => {
  const named = (text: string, pattern: RegExp) => [...new Set(Array.from(text.matchAll(pattern), ([, name]) => name))];
  const rows = read(HANDBOOK)
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|")[1] ?? "");
  expect(named(rows.join("\n"), /`([A-Z][A-Z_]+)`/g).sort()).toEqual([...environmentVariables].sort());
  const example = named(read("deploy/terrace.env.example"), /^#?([A-Z][A-Z_]+)=/gm);
  expect(example.sort()).toEqual([...environmentVariables].sort());
});

test.each([HANDBOOK, ...deployed])("%s asks for scripts, files and arguments that there are", (path) => {
  const text = read(path);
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  for (const [, script = ""] of text.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(script);
  for (const [file] of text.matchAll(/\b(apps|tools|deploy|docs)\/[\w./-]+\.(ts|js|md|yaml|example|service|conf)\b/g)) {
    expect([file, existsSync(join(programRoot, file))]).toEqual([file, true]);
  }
  const help = read("apps/server/start-arguments.ts");
  const started = text.split("\n").filter((line) => /start\.ts"?,? |npm start -- /.test(line));
  for (const [option = ""] of started.join("\n").matchAll(/(?<=[\s"])--(?!import\b|omit\b|help\b)[a-z-]+/g)) {
    expect(help).toContain(option);
  }
});

test("the unit, the container and npm start run the same program in the same way", () => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: { readonly start: string } };
  const started = scripts.start.replace(/^node /, "");
  expect(read("deploy/terrace.service")).toContain(`/node_modules/.bin/node ${started} `);
  const quoted = JSON.stringify(["node", ...started.split(" ")])
    .slice(1, -1)
    .replaceAll(",", ", ");
  expect(read("deploy/Dockerfile")).toContain(`ENTRYPOINT [${quoted}, `);
});
