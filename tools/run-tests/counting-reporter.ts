import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import type { TestCounts } from "./closing-line.ts";

/**
 * A vitest reporter that prints nothing: it leaves the counts in the file named by `TERRACE_TEST_COUNTS`, so that
 * `run-tests.ts` can print the closing line after everything vitest prints.
 */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const path = process.env.TERRACE_TEST_COUNTS;
    if (path) writeFileSync(path, JSON.stringify(countTests(modules, unhandledErrors)));
  }
}

/**
 * Counts tests by outcome. A file that could not be loaded, and an error outside any test, count as one failure each:
 * vitest fails the run for them although no test failed.
 */
export function countTests(
  modules: readonly Pick<TestModule, "children" | "errors">[],
  unhandledErrors: readonly unknown[],
): TestCounts {
  let passed = 0;
  let failed = unhandledErrors.length;
  let skipped = 0;
  for (const module of modules) {
    failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed++;
      else if (state === "failed") failed++;
      else skipped++;
    }
  }
  return { passed, failed, skipped };
}
