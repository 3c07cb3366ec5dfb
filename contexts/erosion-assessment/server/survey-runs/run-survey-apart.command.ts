import { type ChildProcess, fork } from "node:child_process";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { TerraceError } from "#errors";
import type { SurveyProgress } from "../survey-record.ts";
import { computationEnded } from "./survey-run-errors.ts";
import type { SurveyOrder, SurveyRunMessage } from "./survey-run-messages.ts";

export interface RunApartOptions {
  /** Ends the computation at once. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SurveyProgress) => void;
}

/** Requests of people go before: nice 10 leaves them the processor whenever they want it. */
const PRIORITY = 10;
const PROCESS = fileURLToPath(new URL("./survey-run-process.ts", import.meta.url));

/**
 * Runs a survey in a process of its own: what it takes of memory goes back to the system, the server answers meanwhile, and it can be
 * ended at any moment. What it has written until then is the caller's to remove.
 * @throws TerraceError of `runSurvey`, `survey-computation-ended` where the system ended it; the signal's reason where that did
 */
export async function runSurveyApart(order: SurveyOrder, { signal, onProgress }: RunApartOptions): Promise<void> {
  signal.throwIfAborted();
  const child = fork(PROCESS, [], { execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const { promise: spawned, resolve: onSpawned, reject: onNotSpawned } = Promise.withResolvers<void>();
  child.once("spawn", onSpawned).once("error", onNotSpawned);
  await spawned;
  const stop = () => child.kill("SIGKILL");
  signal.addEventListener("abort", stop);
  try {
    if (signal.aborted) stop();
    else giveWay(child);
    const outcome = await outcomeOf(child, order, onProgress);
    signal.throwIfAborted();
    if (outcome.kind === "refused") throw new TerraceError(outcome);
    if (outcome.kind === "broken") throw new Error(`The computation of a survey failed: ${outcome.text}`);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

type Outcome = Exclude<SurveyRunMessage, { kind: "progress" }>;

/** Waits until the process has ended, whatever it said before. */
async function outcomeOf(
  child: ChildProcess,
  order: SurveyOrder,
  onProgress: RunApartOptions["onProgress"],
): Promise<Outcome> {
  let outcome: Outcome | undefined;
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  child.on("message", (message: SurveyRunMessage) => {
    if (message.kind === "progress") onProgress(message);
    else outcome = message;
  });
  const { promise, resolve } = Promise.withResolvers<readonly [number | null, NodeJS.Signals | null]>();
  child.once("close", (code, signal) => resolve([code, signal]));
  child.send(order, (error) => {
    // It is gone already: `close` says how.
    if (error !== null) errors += String(error);
  });
  const [code, signal] = await promise;
  if (outcome !== undefined) return outcome;
  if (signal !== null) throw computationEnded(signal);
  return { kind: "broken", text: `it ended with code ${code} and said nothing but: ${errors}` };
}

function giveWay(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null) setPriority(child.pid, PRIORITY);
}
