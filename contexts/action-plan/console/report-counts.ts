import type { TaskRow } from "#contexts/action-plan/model";

/** Of the reports that lead departments owe and the session sees: how many are owed, how many are in. */
export function reportsOf(tasks: readonly TaskRow[]): { readonly due: number; readonly reported: number } {
  const owed = tasks
    .flatMap(({ departments }) => departments)
    .filter(({ role, isVisible }) => role === "lead" && isVisible);
  const reported = owed.filter(({ state }) => state === "submitted" || state === "accepted").length;
  return { due: owed.length, reported };
}
