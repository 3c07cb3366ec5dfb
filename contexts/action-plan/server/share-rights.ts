import type { Session } from "#platform/database";
import type { PlanView } from "../model/index.ts";

/** Whose shares a session sees; the policies of the table say the same. */
export function sharesSeenBy({ scope, divisions, permissions }: Session): PlanView["rights"]["seesShares"] {
  if (!permissions.includes("plan.view")) return "none";
  if (scope === "city") return "all";
  return scope === "division" && divisions.length > 0 ? "own" : "none";
}

export function mayAllocate({ scope, permissions }: Session): boolean {
  return scope === "city" && permissions.includes("plan.allocate");
}
