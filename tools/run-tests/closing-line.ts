export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The last line of a test run, alone on its line: `12 passed, 0 failed`, with `, 3 skipped` only when some were. */
export function closingLine(counts: TestCounts): string {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}

/**
 * Vitest's own exit code, except that a run in which no test was executed is a failure: a filter that matches nothing,
 * or a file pattern that went stale, must not look green.
 */
export function exitCodeOf(counts: TestCounts, vitestExitCode: number): number {
  if (vitestExitCode !== 0) return vitestExitCode;
  return counts.passed + counts.failed === 0 || counts.failed > 0 ? 1 : 0;
}
