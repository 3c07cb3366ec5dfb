import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const kinds = ["entity", "state", "quantity", "code-table", "role", "document", "measure", "place"] as const;

const termEntry = z.strictObject({
  /** English stem of identifiers. */
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be kebab-case English"),
  zh: z.string().min(1),
  kind: z.enum(kinds),
  en: z.string().min(1),
  symbol: z.string().optional(),
  unit: z.string().optional(),
  definition: z.string().min(1),
  source: z.string().optional(),
  /** Words that must not be used for it, in either language. */
  not: z.array(z.string().min(2)).optional(),
  /** Version of the product that brought a change of the name. */
  since: z.string().optional(),
  status: z.enum(["draft", "confirmed"]),
});

export type TermEntry = z.output<typeof termEntry>;

/** The entries of one file of `glossary/terms/`, which is named after what it covers. */
export interface TermFile {
  readonly name: string;
  readonly entries: readonly TermEntry[];
}

export interface Glossary {
  readonly files: readonly TermFile[];
  readonly entries: readonly TermEntry[];
  /** What is wrong with the files themselves. */
  readonly problems: readonly string[];
}

/** Files in this order, others after them by name. */
const ORDER = ["general", "quantities"];

export function readGlossary(root: string): Glossary {
  const directory = join(root, "glossary", "terms");
  const names = readdirSync(directory)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.replace(/\.yaml$/, ""))
    .sort((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b, "en"));
  return glossaryOf(names.map((name) => ({ name, text: readFileSync(join(directory, `${name}.yaml`), "utf8") })));
}

function rankOf(name: string): number {
  const rank = ORDER.indexOf(name);
  return rank === -1 ? ORDER.length : rank;
}

export function glossaryOf(texts: readonly { readonly name: string; readonly text: string }[]): Glossary {
  const problems: string[] = [];
  const files = texts.map(({ name, text }): TermFile => {
    const parsed = z.array(z.unknown()).safeParse(parse(text));
    if (!parsed.success) problems.push(`glossary/terms/${name}.yaml  is not a list of terms`);
    const entries = (parsed.data ?? []).flatMap((raw, index) => {
      const entry = termEntry.safeParse(raw);
      if (entry.success) return [entry.data];
      const faults = entry.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
      problems.push(`glossary/terms/${name}.yaml  entry ${index + 1}: ${faults.join("; ")}`);
      return [];
    });
    return { name, entries };
  });
  const entries = files.flatMap((file) => file.entries);
  problems.push(...contradictions(entries));
  return { files, entries, problems };
}

/** One word, one meaning: no id or name twice, and no name that is forbidden elsewhere. */
function contradictions(entries: readonly TermEntry[]): string[] {
  const problems: string[] = [];
  const forbidden = new Map(
    entries.flatMap((entry) => (entry.not ?? []).map((word) => [word.toLowerCase(), entry.id])),
  );
  for (const key of ["id", "zh", "en"] as const) {
    const seen = new Map<string, string>();
    for (const entry of entries) {
      const word = entry[key].toLowerCase();
      const earlier = seen.get(word);
      if (earlier !== undefined)
        problems.push(`glossary  ${key} “${entry[key]}” stands for ${earlier} and ${entry.id}`);
      seen.set(word, entry.id);
      const forbiddenBy = forbidden.get(word);
      if (forbiddenBy !== undefined)
        problems.push(`glossary  “${entry[key]}” is forbidden by the entry ${forbiddenBy}`);
    }
  }
  return problems;
}
