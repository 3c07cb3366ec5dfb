import { spawn } from "node:child_process";
import { join } from "node:path";

export interface CheckOutcome {
  readonly name: string;
  /** Empty when the check passed; else what to show: each place with what is wrong and what to do. */
  readonly report: string;
  readonly seconds: number;
}

export interface ProgramCheck {
  readonly name: string;
  /** A script of a package, relative to node_modules. */
  readonly script: string;
  readonly args: readonly string[];
  /** What to do when it fails, where the program's own output does not say it. */
  readonly remedy: string;
}

/** Runs one program with this same Node and keeps its output for the case that it fails. */
export function runProgramCheck(root: string, check: ProgramCheck): Promise<CheckOutcome> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules", check.script), ...check.args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const text = Buffer.concat(output).toString("utf8").trimEnd();
      resolve({
        name: check.name,
        report: code === 0 ? "" : `${text}\n    → ${check.remedy}`,
        seconds: (performance.now() - started) / 1000,
      });
    });
  });
}
