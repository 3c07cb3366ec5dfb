import type { Database, Transaction } from "#platform/database";
import type { Figure } from "#platform/figures";
import type { ReminderView } from "../model/index.ts";

/** What the plan needs from elsewhere. */
export interface PlanDependencies {
  readonly database: Database;
  /** Those of the product: a target is set against the one with its id, and has no present figure as long as there is none. */
  readonly figures: readonly Figure[];
  /** The reporting units that are in force, in their order, with what is known of their areas. */
  readonly readUnits: (transaction: Transaction) => Promise<readonly ReportingUnit[]>;
  /** Told of a reminder in the transaction that keeps it, to put it before the department's people. */
  readonly onReminder?: (reminder: ReminderView, transaction: Transaction) => Promise<void>;
  readonly now: () => Date;
}

/** One of the units among which a target is divided. */
export interface ReportingUnit {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Null where its outline is not known. */
  readonly areaKm2: number | null;
}
