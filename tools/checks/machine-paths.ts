import { matchesByLine, type SourceFile, type Violation } from "./violation.ts";

// A path counts where it starts: after a space, quote, bracket, `=` or `:`; `a/home/b` and `https://host/home/b` are other things.
const MACHINE_PATH =
  /(?<=^|[\s"'`([{=:,;|>])(?:\/(?:work|root|farm|tmp)\/|\/home\/\w|\/Users\/\w|[A-Z]:\\Users\\)[^\s"'`)]*/g;
const REGISTRY =
  /https?:\/\/[^\s"'`)]*(?:registry|npmmirror|nexus|artifactory|verdaccio|pypi|proxy)[^\s"'`)]*|^\s*(?:@[\w-]+:)?registry\s*=.*/gi;

/** Nothing in the repository may depend on one person's machine, or on where that machine fetches packages. */
export function checkMachinePaths(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => [
    ...matchesByLine(text, MACHINE_PATH).map(({ line, match }) => ({
      path,
      line,
      what: `a path of one machine: ${match}`,
      remedy: "write it relative to the repository, take it from an argument or the environment, or use os.tmpdir()",
    })),
    ...matchesByLine(text, REGISTRY).map(({ line, match }) => ({
      path,
      line,
      what: `the address of a package registry: ${match.trim()}`,
      remedy: "remove it; which registry is used is the machine's own setting",
    })),
  ]);
}
