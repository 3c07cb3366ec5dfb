import type { Transaction } from "#platform/database";
import type { PresentFigure, ReminderView } from "../model/index.ts";

/** What the plan needs from elsewhere. */
export interface PlanDependencies {
  /** The present value of a figure by its id, with the steps to its rows; null while there is none. */
  readonly presentFigure: (figureId: string, transaction: Transaction) => Promise<PresentFigure | null>;
  /** Told of a reminder in the transaction that keeps it, to put it before the department's people. */
  readonly onReminder?: (reminder: ReminderView, transaction: Transaction) => Promise<void>;
  readonly now: () => Date;
}
