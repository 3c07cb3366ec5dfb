import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromiumForTests } from "./chromium-for-tests.ts";
import { closingLine, exitCodeOf, type TestCounts } from "./closing-line.ts";
import { postgresMissing } from "./postgres-for-tests.ts";

/**
 * `npm test [-- vitest arguments]`: builds what the tests load, finds a browser, runs vitest and ends with one plain
 * line, `N passed, N failed`. Without `--project` it runs `unit` and `browser`; `prove` is asked for by name. Without a PostgreSQL
 * server, the database tests run on the embedded database.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const given = process.argv.slice(2);
const projects = projectsOf(given);
const args = projects.length > 0 ? given : ["--project", "unit", "--project", "browser", ...given];
const needsBrowser = projects.length === 0 || projects.includes("browser");

build("tools/build-kernels/build-kernels.ts");
const environment: NodeJS.ProcessEnv = { ...process.env };
if (needsBrowser) {
  const chromium = chromiumForTests();
  if ("missing" in chromium) {
    process.stderr.write(`${chromium.missing}\n`);
    process.exit(1);
  }
  environment.CHROME_PATH = chromium.path;
  build("tools/build-console/build-console.ts");
}
if (environment.TERRACE_TEST_DATABASES === undefined) {
  const missing = await postgresMissing();
  if (missing !== null) {
    process.stderr.write(`${missing}\n`);
    environment.TERRACE_TEST_DATABASES = "embedded";
  }
}
process.exit(runVitest());

function projectsOf(args: readonly string[]): string[] {
  return args.flatMap((argument, index) => {
    if (argument === "--project") return args.slice(index + 1, index + 2);
    return argument.startsWith("--project=") ? [argument.slice("--project=".length)] : [];
  });
}

function build(script: string): void {
  const { status } = spawnSync(process.execPath, [join(root, script)], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    process.stderr.write(`测试没有开始：${script} 失败 (tests not started: ${script} failed)\n`);
    process.exit(1);
  }
}

function runVitest(): number {
  const folder = mkdtempSync(join(tmpdir(), "terrace-tests-"));
  const countsFile = join(folder, "counts.json");
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        "--reporter=default",
        "--reporter=./tools/run-tests/counting-reporter.ts",
        ...args,
      ],
      { cwd: root, stdio: "inherit", env: { ...environment, TERRACE_TEST_COUNTS: countsFile } },
    );
    const counts: TestCounts = existsSync(countsFile)
      ? JSON.parse(readFileSync(countsFile, "utf8"))
      : { passed: 0, failed: 0, skipped: 0 };
    process.stdout.write(`${closingLine(counts)}\n`);
    return exitCodeOf(counts, status ?? 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
