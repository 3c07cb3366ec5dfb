import { TerraceError } from "#errors";
import type { Log } from "#platform/observability";

const QUIET_MS = 60_000;

/**
 * Writes what fails of the work that nobody waits for. While the database is away that is the same several times a second: a line each
 * minute says so, and how often it was left out.
 */
export function reportInBackground(log: Log, now: () => number = () => performance.now()): (error: unknown) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return (error) => {
    if (!(error instanceof TerraceError && error.code === "database-unavailable")) {
      log.error("work in the background failed", { error });
      return;
    }
    if (now() - toldAt < QUIET_MS) {
      untold++;
      return;
    }
    log.warn("work in the background waits for the database", { reason: error.message, untold });
    toldAt = now();
    untold = 0;
  };
}
