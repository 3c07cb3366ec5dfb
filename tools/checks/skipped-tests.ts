import { matchesByLine, type SourceFile, type Violation } from "./violation.ts";

const SWITCHED_OFF =
  /\b(?:test|it|describe|suite|bench)(?:\.\w+)*\.(?:skip|only|todo|fails)\s*[(.]|\b(?:xit|xtest|xdescribe|fit|fdescribe)\s*\(/g;
// A skip with its reason (`context.skip("soffice is not installed")`) is printed by vitest and may stay.
const CONDITIONAL =
  /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:skipIf\b|runIf\b|skip\s*[):])|\b(?:context|ctx|t)\.skip\((?!["'`]\S)/g;
const SAYS_WHY = /fixtures\/test-data|\/test-data\/|["'`]skipped: /;
const TIME_LIMIT = /\b(?:testTimeout|hookTimeout)\s*:\s*[1-9]|\{\s*timeout\s*:\s*[1-9]/g;

/**
 * No test is switched off, and none is raced against a clock. A test that needs a real file, or another program as its oracle,
 * may be skipped where there is none, when it prints the reason: `skipped: …`, as `fixtures/test-data` does.
 */
export function checkSkippedTests(files: readonly SourceFile[]): Violation[] {
  return files
    .filter(({ path }) => /\.test\.tsx?$/.test(path))
    .flatMap(({ path, text }) => [
      ...matchesByLine(text, SWITCHED_OFF).map(({ line, match }) => ({
        path,
        line,
        what: `${match}: a test that does not run, or that stops the others from running`,
        remedy: "mend the test or delete it",
      })),
      ...(SAYS_WHY.test(text) ? [] : matchesByLine(text, CONDITIONAL)).map(({ line, match }) => ({
        path,
        line,
        what: `${match}: a test that may silently not run`,
        remedy: "let it run everywhere, or print why it does not: `skipped: …`",
      })),
      ...matchesByLine(text, TIME_LIMIT).map(({ line, match }) => ({
        path,
        line,
        what: `${match}: a time limit makes the test fail on a slow machine, not on a wrong result`,
        remedy: "remove it; measurements belong to bench/",
      })),
    ]);
}
