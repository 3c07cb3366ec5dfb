import { join } from "node:path";
import { ESLint } from "eslint";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
// With CI=true the parser reads files from the disk once and would not see the text that stands in for one of them.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
});

// The text is linted in place of an existing file of the node zone, so that the compiler knows its types.
async function rulesBrokenBy(text: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(text, { filePath: join(root, "tools/checks/violation.ts") });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

test.each([
  ["export async function f() {}\nf();\n", "@typescript-eslint/no-floating-promises"],
  ["declare function f(): Promise<boolean>;\nif (f()) throw new Error();\n", "@typescript-eslint/no-misused-promises"],
  ["declare const x: 'a' | 'b';\nswitch (x) { case 'a': break; }\n", "@typescript-eslint/switch-exhaustiveness-check"],
  ["throw 'text';\n", "@typescript-eslint/only-throw-error"],
])("caught: %s", async (text, rule) => {
  expect(await rulesBrokenBy(text)).toContain(rule);
});

test("an awaited promise passes", async () => {
  expect(await rulesBrokenBy("export async function f() {}\nawait f();\n")).toEqual([]);
});
