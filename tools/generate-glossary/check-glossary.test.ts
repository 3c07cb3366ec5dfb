import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkChineseNames, checkContextNames, checkForbiddenWords } from "./check-words.ts";
import { checkGlossary } from "./index.ts";
import { glossaryOf } from "./read-terms.ts";
import { renderTermsModule, renderTermsPage, TERMS_MODULE, TERMS_PAGE } from "./render.ts";

const CROPLAND = `
- id: cropland
  zh: 耕地
  kind: state
  en: Cropland
  definition: 水田、水浇地、旱地。
  not: [farmland, production field, 农地]
  status: confirmed
`;
const glossary = glossaryOf([{ name: "general", text: CROPLAND }]);

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function repository(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "glossary-"));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  execFileSync("git", ["init", "-q"], { cwd: root });
  return root;
}

const sound = {
  "glossary/terms/general.yaml": CROPLAND,
  [TERMS_MODULE]: renderTermsModule(glossary),
  [TERMS_PAGE]: renderTermsPage(glossary),
  "contexts/cropland/model/index.ts": "/** @zh 耕地 of a village. */\nexport const cropland = 1;\n",
};

test("a repository that keeps to its glossary has no problem", () => {
  expect(checkGlossary(repository(sound))).toEqual([]);
});

test("a generated file that was edited, or not made again, is caught", () => {
  const edited = checkGlossary(repository({ ...sound, [TERMS_MODULE]: `${sound[TERMS_MODULE]}// by hand\n` }));
  expect(edited).toEqual([expect.stringContaining(`${TERMS_MODULE}  differs`)]);
  const { [TERMS_PAGE]: _, ...withoutPage } = sound;
  expect(checkGlossary(repository(withoutPage))).toEqual([expect.stringContaining(`${TERMS_PAGE}  differs`)]);
});

test("a forbidden word is caught in camel case, kebab case, capitals, plural, in text of the screen, and in Chinese", () => {
  const lines = [
    "const farmland = 1;",
    "const hilly = isFarmland(cell);",
    "export const PRODUCTION_FIELD = 2;",
    'import "./production-field.ts";',
    'label: "All farmlands"',
    'label: "农地面积"',
    "const cropland = 3; // a farm by the land",
    "const farmlandscape = 4;",
  ];
  const violations = checkForbiddenWords([{ path: "apps/a.tsx", text: lines.join("\n") }], glossary.entries);
  expect(violations.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(violations[0]?.remedy).toContain("耕地 / Cropland (cropland)");
});

test("the glossary and the handbook may name a forbidden word, for they say that it is forbidden", () => {
  const paths = ["glossary/index.ts", "docs/handbook/page.html", "glossary/terms.gen.ts"];
  const files = paths.map((path) => ({ path, text: "farmland" }));
  expect(checkForbiddenWords(files, glossary.entries)).toEqual([]);
});

test("a @zh comment with a word that is in no entry is caught, with its line", () => {
  const text = ["/** @zh 耕地 with its code. */", "/**", " * @zh 田地. A field.", " */"].join("\n");
  const violations = checkChineseNames([{ path: "engine/a.ts", text }], glossary.entries);
  expect(violations).toEqual([expect.objectContaining({ path: "engine/a.ts", line: 3 })]);
});

test("a context folder that is no entry is caught", () => {
  const violations = checkContextNames(
    ["contexts/cropland/model/a.ts", "contexts/fields/model/b.ts"],
    glossary.entries,
  );
  expect(violations.map(({ path }) => path)).toEqual(["contexts/fields/"]);
});

test.each([
  [
    "a name that stands for two ids",
    `${CROPLAND}- {id: crop, zh: 耕地, kind: state, en: Crop, definition: 同, status: draft}`,
  ],
  ["an id that stands twice", `${CROPLAND}- {id: cropland, zh: 地, kind: state, en: C, definition: 同, status: draft}`],
  [
    "a name that another entry forbids",
    `${CROPLAND}- {id: f, zh: 农地, kind: state, en: F, definition: 同, status: draft}`,
  ],
  ["an id in capitals", "- {id: Cropland, zh: 耕地, kind: state, en: C, definition: 同, status: draft}"],
  ["an unknown field", "- {id: c, zh: 耕地, kind: state, en: C, definition: 同, status: draft, notes: x}"],
  ["an entry without definition", "- {id: c, zh: 耕地, kind: state, en: C, status: draft}"],
  ["a file that is no list", "cropland: 耕地"],
])("%s is caught", (_, text) => {
  expect(glossaryOf([{ name: "general", text }]).problems).toHaveLength(1);
});

test("a draft is marked in the handbook, a confirmed entry is not", () => {
  const draft = glossaryOf([{ name: "territory", text: CROPLAND.replace("confirmed", "draft") }]);
  expect(renderTermsPage(draft)).toContain("| 耕地 † |");
  expect(renderTermsPage(glossary)).toContain("| 耕地 |");
});
