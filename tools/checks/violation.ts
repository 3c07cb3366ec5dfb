/** One text file of the project, as the checks see it. */
export interface SourceFile {
  /** Relative to the repository root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One broken rule: where it is, what is wrong and what to do instead. */
export interface Violation {
  readonly path: string;
  /** Counted from 1; absent when the whole file or folder is meant. */
  readonly line?: number;
  readonly what: string;
  readonly remedy: string;
}

export function describeViolation(violation: Violation): string {
  const place = violation.line === undefined ? violation.path : `${violation.path}:${violation.line}`;
  return `${place}  ${violation.what}\n    → ${violation.remedy}`;
}

/** Every place where the pattern (with flag `g`) occurs, as line numbers with the matched text. */
export function matchesByLine(text: string, pattern: RegExp): { line: number; match: string }[] {
  return text
    .split("\n")
    .flatMap((content, index) => [...content.matchAll(pattern)].map((found) => ({ line: index + 1, match: found[0] })));
}
