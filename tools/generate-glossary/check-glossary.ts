import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeViolation, readRepositoryFiles } from "../checks/index.ts";
import { checkChineseNames, checkContextNames, checkForbiddenWords } from "./check-words.ts";
import { readGlossary } from "./read-terms.ts";
import { renderTermsModule, renderTermsPage, TERMS_MODULE, TERMS_PAGE } from "./render.ts";

const repositoryRoot = join(import.meta.dirname, "..", "..");

/**
 * What is wrong with the glossary or against it, one text each: entries that contradict each other, generated files that are out of
 * date, forbidden words in code or on screens, `@zh` comments and context folders without an entry.
 */
export function checkGlossary(root: string = repositoryRoot): string[] {
  const glossary = readGlossary(root);
  const { paths, texts } = readRepositoryFiles(root);
  const generated = [
    [TERMS_MODULE, renderTermsModule(glossary)],
    [TERMS_PAGE, renderTermsPage(glossary)],
  ] as const;
  const outOfDate = generated
    .filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text)
    .map(([path]) => `${path}  differs from glossary/terms/\n    → run npm run generate:glossary`);
  const violations = [
    ...checkForbiddenWords(texts, glossary.entries),
    ...checkChineseNames(texts, glossary.entries),
    ...checkContextNames(paths, glossary.entries),
  ];
  return [...glossary.problems, ...outOfDate, ...violations.map(describeViolation)];
}
