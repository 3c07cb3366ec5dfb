import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export interface SampleProject {
  /** Runs a script of `node_modules` in the sample; the exit code and everything it printed. */
  run(
    script: string,
    args: readonly string[],
    environment?: NodeJS.ProcessEnv,
  ): { status: number | null; output: string };
  remove(): void;
}

/**
 * A throw-away project that breaks rules on purpose, under this project's own configuration files, so that a test can show
 * that the configured check catches the violation.
 */
export function sampleProject(
  files: Readonly<Record<string, string>>,
  configuration: readonly string[],
): SampleProject {
  const folder = mkdtempSync(join(tmpdir(), "terrace-sample-"));
  for (const name of configuration) cpSync(join(root, name), join(folder, name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    run(script, args, environment = {}) {
      const result = spawnSync(process.execPath, [join(root, "node_modules", script), ...args], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, ...environment },
      });
      return { status: result.status, output: result.stdout + result.stderr };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
