import { TerraceError } from "#errors";

/** What crosses to the worker: one task at a time. */
export interface TaskMessage {
  readonly name: string;
  readonly input: unknown;
}

/** What comes back for it: any number of reports, then one outcome. */
export type WorkerMessage =
  | { readonly kind: "report"; readonly report: unknown }
  | { readonly kind: "done"; readonly output: unknown }
  | { readonly kind: "refused"; readonly error: CarriedError }
  | { readonly kind: "broken"; readonly message: string; readonly stack: string };

/** A TerraceError without its class: structured cloning would leave only its message. */
interface CarriedError {
  readonly code: string;
  readonly userMessage: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export function outcomeOfError(error: unknown): WorkerMessage {
  if (error instanceof TerraceError) {
    const { code, userMessage, message, details } = error;
    return { kind: "refused", error: { code, userMessage, message, details } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  return { kind: "broken", message, stack };
}

export function errorOfOutcome(outcome: Extract<WorkerMessage, { kind: "refused" | "broken" }>): Error {
  if (outcome.kind === "refused") return new TerraceError(outcome.error);
  const error = new Error(outcome.message);
  error.stack = outcome.stack;
  return error;
}
