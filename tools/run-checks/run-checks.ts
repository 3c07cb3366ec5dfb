import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import {
  checkDocumentLinks,
  checkErrorCodes,
  checkFileLength,
  checkFolderNames,
  checkLockFile,
  checkMachinePaths,
  checkSkippedTests,
  checkSwallowedErrors,
  checkUnfinishedMarks,
  describeViolation,
  readRepositoryFiles,
  type Violation,
} from "../checks/index.ts";
import { checkGlossary } from "../generate-glossary/index.ts";
import { type CheckOutcome, type ProgramCheck, runProgramCheck } from "./program-check.ts";
import { runInParallel } from "./run-in-parallel.ts";

/**
 * `npm run check`: everything that is checked without running the product. Each failure names the place and what to do.
 * Longest first, so that two cores end together.
 */
const root = join(import.meta.dirname, "..", "..");

const TYPES_REMEDY = "mend the types; a screen that needs server code, or an engine that needs Node, takes a parameter";
const PROGRAMS: readonly ProgramCheck[] = [
  {
    name: "eslint (typed)",
    script: "eslint/bin/eslint.js",
    args: [".", "--max-warnings=0"],
    remedy: "await the promise, handle the missing case, throw an Error",
  },
  ...["node", "dom", "pure", "worker", "console-tests"].map((zone) => ({
    name: `types: ${zone} zone`,
    script: "typescript/bin/tsc",
    args: ["-p", `tsconfig.${zone}.json`, "--pretty", "false"],
    remedy: TYPES_REMEDY,
  })),
  {
    name: "biome",
    script: "@biomejs/biome/bin/biome",
    args: ["ci", "--error-on-warnings", "--colors=off", "."],
    remedy: "npx biome check --write mends formatting and import order",
  },
  {
    name: "layers and doors",
    script: "dependency-cruiser/bin/dependency-cruiser.mjs",
    args: ["--config", ".dependency-cruiser.js", "--output-type", "err-long", "."],
    remedy: "see the rule's sentence above",
  },
  {
    name: "unused files, exports, dependencies",
    script: "knip/bin/knip.js",
    args: ["--no-config-hints", "--no-progress"],
    remedy: "delete what nothing uses; an entry point that is not imported belongs in knip.json",
  },
];

process.exitCode = await main();

async function main(): Promise<number> {
  const started = performance.now();
  const jobs = [ownChecks, ...PROGRAMS.map((check) => async () => [await runProgramCheck(root, check)])];
  const outcomes = (await runInParallel(jobs, availableParallelism())).flat();
  for (const { name, report, seconds } of outcomes) {
    process.stdout.write(`${report === "" ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)\n`);
  }
  const failed = outcomes.filter(({ report }) => report !== "");
  for (const { name, report } of failed) process.stdout.write(`\n── ${name}\n${report}\n`);
  const total = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`\n${outcomes.length - failed.length} checks passed, ${failed.length} failed, in ${total} s\n`);
  return failed.length === 0 ? 0 : 1;
}

async function ownChecks(): Promise<CheckOutcome[]> {
  const { paths, texts } = readRepositoryFiles(root);
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const checks: readonly [string, () => readonly Violation[]][] = [
    ["folder names", () => checkFolderNames(paths)],
    ["file length", () => checkFileLength(texts)],
    ["machine paths", () => checkMachinePaths(texts)],
    ["lock file", () => checkLockFile(read("package-lock.json"), read("package.json"))],
    ["skipped tests", () => checkSkippedTests(texts)],
    ["unfinished marks", () => checkUnfinishedMarks(texts)],
    ["swallowed errors", () => checkSwallowedErrors(texts)],
    ["error codes", () => checkErrorCodes(texts)],
    ["document links", () => checkDocumentLinks(texts, paths)],
  ];
  const own = checks.map(([name, check]) => timed(name, () => check().map(describeViolation).join("\n")));
  return [...own, timed("glossary", () => checkGlossary(root).join("\n"))];
}

function timed(name: string, check: () => string): CheckOutcome {
  const started = performance.now();
  return { name, report: check(), seconds: (performance.now() - started) / 1000 };
}
