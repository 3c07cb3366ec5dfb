import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./violation.ts";

export interface RepositoryFiles {
  /** All paths of the work tree that git tracks or would add. */
  readonly paths: readonly string[];
  /** Those that are text, with their text. */
  readonly texts: readonly SourceFile[];
}

/** Reads what is, or would be, committed: ignored files (build, data, node_modules) are nobody's source. */
export function readRepositoryFiles(root: string): RepositoryFiles {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const paths = [...new Set(listed.toString("utf8").split("\0"))].filter(
    (path) => path !== "" && existsSync(join(root, path)),
  );
  const texts = paths.flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    return bytes.subarray(0, 8192).includes(0) ? [] : [{ path, text: bytes.toString("utf8") }];
  });
  return { paths, texts };
}
