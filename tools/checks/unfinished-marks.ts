import { matchesByLine, type SourceFile, type Violation } from "./violation.ts";

const MARK = /\b(?:TODO|FIXME|XXX|HACK)\b/g;

/** Work that is left over is an issue with a number, not a mark in the code that nobody reads again. */
export function checkUnfinishedMarks(files: readonly SourceFile[]): Violation[] {
  return files
    .filter(({ path }) => /\.(?:tsx?|m?js|css|ya?ml|sh)$/.test(path) && !path.startsWith("tools/checks/"))
    .flatMap(({ path, text }) =>
      matchesByLine(text, MARK).map(({ line, match }) => ({
        path,
        line,
        what: `the mark ${match}`,
        remedy: "finish it, or delete the mark and open an issue",
      })),
    );
}
