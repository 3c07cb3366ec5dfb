import { TerraceError } from "#errors";

/** 2: the arguments were not understood; 1: something could not be done; 130: stopped before it was done. */
export const EXIT = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;

/** A line for the user; results alone go to standard output. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Aborts on Ctrl+C, SIGTERM or when the terminal closes. Under npm a Ctrl+C arrives twice; the second changes nothing. */
export function interruptionBySignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** Runs a program's work and turns how it ends into an exit code, with one sentence where it could not be done. */
export async function runToExitCode(
  interruption: AbortSignal,
  work: (interruption: AbortSignal) => Promise<number>,
): Promise<number> {
  try {
    return await work(interruption);
  } catch (error) {
    if (interruption.aborted) return EXIT.interrupted;
    if (!(error instanceof TerraceError)) throw error;
    say(`${error.userMessage}\n${error.message}`);
    return error.code === "arguments-invalid" ? EXIT.misused : EXIT.failed;
  }
}
