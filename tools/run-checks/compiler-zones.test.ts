import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");

/** The compiler's complaints about one file that exists only here, under the options of a zone. */
function complaints(zone: string, path: string, text: string): string[] {
  const configPath = join(root, `tsconfig.${zone}.json`);
  const { config } = ts.readConfigFile(configPath, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root);
  const file = join(root, path);
  const host = ts.createCompilerHost(options);
  const readFromDisk = host.getSourceFile;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2024) : readFromDisk(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

test.each([
  ["pure", 'import { readFileSync } from "node:fs";\nexport const f = readFileSync;\n', "node:fs"],
  ["pure", "export const f = () => document.title;\n", "document"],
  ["pure", "export const f = () => console.log(1);\n", "console"],
  ["node", "export const f = () => document.title;\n", "document"],
  ["dom", 'import { readFileSync } from "node:fs";\nexport const f = readFileSync;\n', "node:fs"],
  ["worker", "export const f = () => document.title;\n", "document"],
  ["worker", 'import { readFileSync } from "node:fs";\nexport const f = readFileSync;\n', "node:fs"],
])("the %s zone does not compile %s", (zone, text, name) => {
  expect(complaints(zone, "engine/sample.ts", text).join("\n")).toContain(`'${name}'`);
});

test.each([
  ["pure", "export const f = (values: Float32Array) => Math.sqrt(values[0] ?? 0);\n"],
  ["node", 'import { readFileSync } from "node:fs";\nexport const f = readFileSync;\n'],
  ["dom", "export const f = () => document.title;\n"],
  ["worker", "export const f = () => self.postMessage(1);\n"],
])("the %s zone compiles %s", (zone, text) => {
  expect(complaints(zone, "engine/sample.ts", text)).toEqual([]);
});
