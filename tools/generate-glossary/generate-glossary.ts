import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readGlossary } from "./read-terms.ts";
import { renderTermsModule, renderTermsPage, TERMS_MODULE, TERMS_PAGE } from "./render.ts";

/** `npm run generate:glossary`: writes what programs and people read from glossary/terms/. */
const root = join(import.meta.dirname, "..", "..");
const glossary = readGlossary(root);
if (glossary.problems.length > 0) {
  process.stderr.write(`${glossary.problems.join("\n")}\n`);
  process.exitCode = 1;
} else {
  writeFileSync(join(root, TERMS_MODULE), renderTermsModule(glossary));
  writeFileSync(join(root, TERMS_PAGE), renderTermsPage(glossary));
  process.stdout.write(`${glossary.entries.length} terms: ${TERMS_MODULE}, ${TERMS_PAGE}\n`);
}
