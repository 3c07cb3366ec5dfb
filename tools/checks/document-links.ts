import { posix } from "node:path";
import { matchesByLine, type SourceFile, type Violation } from "./violation.ts";

const LINK = /\]\(([^)\s]+)\)/g;

/** Every relative link of a Markdown file leads to a file or folder of the repository. */
export function checkDocumentLinks(files: readonly SourceFile[], allPaths: readonly string[]): Violation[] {
  const known = new Set(allPaths.flatMap(withFolders));
  return files
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap(({ path, text }) =>
      matchesByLine(text, LINK).flatMap(({ line, match }) => {
        const target = decodeURIComponent(match.slice(2, -1).replace(/#.*$/, ""));
        if (target === "" || /^[a-z]+:/.test(target)) return [];
        const file = posix.normalize(posix.join(posix.dirname(path), target)).replace(/\/$/, "");
        if (known.has(file)) return [];
        return [{ path, line, what: `the link leads nowhere: ${target}`, remedy: "correct the link or remove it" }];
      }),
    );
}

function withFolders(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
