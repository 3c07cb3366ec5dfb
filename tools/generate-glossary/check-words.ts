import type { SourceFile, Violation } from "../checks/index.ts";
import type { TermEntry } from "./read-terms.ts";

/** Where the words of the glossary are held: code, texts of the screens, SQL. Not the glossary itself. */
const CHECKED = /\.(?:tsx?|json|sql|css|html)$/;
const NOT_CHECKED = /^(?:glossary\/|docs\/|tools\/generate-glossary\/|package(?:-lock)?\.json$|.*\.gen\.ts$)/;

/** No forbidden word in code or in what users read. */
export function checkForbiddenWords(files: readonly SourceFile[], entries: readonly TermEntry[]): Violation[] {
  const rules = entries.flatMap((entry) =>
    (entry.not ?? []).map((word) => ({ word, entry, pattern: patternOf(word) })),
  );
  return files
    .filter(({ path }) => CHECKED.test(path) && !NOT_CHECKED.test(path))
    .flatMap(({ path, text }) => {
      const isPossible = rules.filter(({ word }) => text.toLowerCase().includes(word.toLowerCase().split(/[ -]/)[0]!));
      if (isPossible.length === 0) return [];
      return text.split("\n").flatMap((line, index) =>
        isPossible
          .filter(({ pattern }) => pattern.test(spacedOut(line)))
          .map(({ word, entry }) => ({
            path,
            line: index + 1,
            what: `the word “${word}”, which the glossary forbids`,
            remedy: `use ${entry.zh} / ${entry.en} (${entry.id})`,
          })),
      );
    });
}

/** `productionProject`, `production-project` and `PRODUCTION_PROJECT` are all “production project”. */
function spacedOut(line: string): string {
  return line
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]/g, " ")
    .toLowerCase();
}

function patternOf(word: string): RegExp {
  const escaped = word
    .toLowerCase()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("-", " ");
  return /^[\x20-\x7e]+$/.test(word) ? new RegExp(`\\b${escaped}s?\\b`) : new RegExp(escaped);
}

/** Every `@zh` comment begins with the Chinese name of an entry. */
export function checkChineseNames(files: readonly SourceFile[], entries: readonly TermEntry[]): Violation[] {
  const names = entries.map(({ zh }) => zh);
  return files
    .filter(({ path }) => /\.tsx?$/.test(path) && !path.startsWith("tools/generate-glossary/"))
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index) => {
        const name = /(?:\/\*\*|\*|\/\/|\(|^)\s*@zh\s+[“"]?(.+)$/.exec(line)?.[1];
        if (name === undefined || names.some((zh) => name.startsWith(zh))) return [];
        return [
          {
            path,
            line: index + 1,
            what: `@zh ${name.slice(0, 16).trim()} is not in the glossary`,
            remedy: "use the name of an entry, or add one to glossary/terms/ and run npm run generate:glossary",
          },
        ];
      }),
    );
}

/** Every folder of `contexts/` is named after an entry. */
export function checkContextNames(paths: readonly string[], entries: readonly TermEntry[]): Violation[] {
  const ids = new Set(entries.map(({ id }) => id));
  const folders = new Set(paths.flatMap((path) => /^contexts\/([^/]+)\//.exec(path)?.[1] ?? []));
  return [...folders]
    .filter((folder) => !ids.has(folder))
    .map((folder) => ({
      path: `contexts/${folder}/`,
      what: "is not named after an entry of the glossary",
      remedy: "add the entry to glossary/terms/, or rename the folder",
    }));
}
