import type { Database, Transaction } from "#platform/database";
import type { Figure } from "#platform/figures";
import type { ReminderView } from "../model/index.ts";

/** What the plan needs from elsewhere. */
export interface PlanDependencies {
  readonly database: Database;
  /** Those of the product: a target is set against the one with its id, and has no present figure as long as there is none. */
  readonly figures: readonly Figure[];
  /** Told of a reminder in the transaction that keeps it, to put it before the department's people. */
  readonly onReminder?: (reminder: ReminderView, transaction: Transaction) => Promise<void>;
  readonly now: () => Date;
}
