import type { SourceFile, Violation } from "./violation.ts";

const LIMIT = 400;
const TEST_LIMIT = 800;

export interface LengthExemption {
  readonly path: string;
  readonly reason: string;
}

/** Tables and builders that are one idea however long. A reason is owed for each; an exemption no longer needed is reported. */
const EXEMPTIONS: readonly LengthExemption[] = [];

/** A source file holds one idea: at most 400 lines, 800 for a test. Generated files (`*.gen.ts`) are not read by people. */
export function checkFileLength(
  files: readonly SourceFile[],
  exemptions: readonly LengthExemption[] = EXEMPTIONS,
): Violation[] {
  const tooLong = files.filter((file) => isSource(file.path) && lineCount(file.text) > limitOf(file.path));
  const exempt = new Set(exemptions.map(({ path }) => path));
  const long = new Set(tooLong.map(({ path }) => path));
  return [
    ...tooLong
      .filter(({ path }) => !exempt.has(path))
      .map(({ path, text }) => ({
        path,
        what: `${lineCount(text)} lines, the limit is ${limitOf(path)}`,
        remedy:
          "split it by idea, each part in a file named after its own; only a table may be exempted, with a reason",
      })),
    ...exemptions
      .filter(({ path }) => !long.has(path))
      .map(({ path }) => ({
        path,
        what: "is exempted from the length limit but does not exceed it",
        remedy: "remove the exemption in tools/checks/file-length.ts",
      })),
  ];
}

function isSource(path: string): boolean {
  return /\.(?:tsx?|m?js|css)$/.test(path) && !path.endsWith(".gen.ts");
}

function limitOf(path: string): number {
  return /\.test\.tsx?$/.test(path) ? TEST_LIMIT : LIMIT;
}

function lineCount(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}
