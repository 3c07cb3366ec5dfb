import { TerraceError } from "#errors";
import { createWorkerPool } from "#platform/worker-threads";
import type { SurveyOrder, SurveyRunMessage, SurveyRunTasks } from "./survey-run-messages.ts";

/**
 * The process in which `runSurveyApart` computes. The computation has a thread of its own, so that this one always hears when the server
 * is gone, however it went, and ends with it.
 */
process.on("disconnect", () => process.exit(1));
process.once("message", (order: SurveyOrder) => void run(order));

async function run(order: SurveyOrder): Promise<void> {
  const pool = createWorkerPool<SurveyRunTasks>(new URL("./survey-run-worker.ts", import.meta.url), 1);
  try {
    await pool.run("survey", order, { onReport: (report) => say({ kind: "progress", ...report }) });
    end({ kind: "done" });
  } catch (error) {
    end(outcomeOf(error));
  }
}

function outcomeOf(error: unknown): SurveyRunMessage {
  if (error instanceof TerraceError) {
    const { code, userMessage, message, details } = error;
    return { kind: "refused", code, userMessage, message, details };
  }
  return { kind: "broken", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function say(message: SurveyRunMessage): void {
  process.send?.(message);
}

/** Its last word, which has been handed over when the process ends. */
function end(outcome: SurveyRunMessage): void {
  process.send?.(outcome, () => process.exit(0));
}
