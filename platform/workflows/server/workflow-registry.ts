import type { Transaction } from "#platform/database";
import { type Day, shanghaiDay } from "../calendar/day.ts";
import type { WorkingDayCalendar } from "../calendar/working-days.ts";
import type { Person } from "../machine/position.ts";
import type { SIGN, TransitionKind, Workflow } from "../machine/workflow.ts";
import { workflowNotStarted } from "./workflow-errors.ts";

/** What a workflow needs to know of a record, as the session may see it. */
export interface WorkflowRecord<R extends object = object> {
  /** What guards and required fields look at. */
  readonly values: R;
  /** As lists of work name it: 蓬莱区 2026年第三季度进展. */
  readonly title: string;
  readonly divisionCode: string | null;
  readonly organisationId: string | null;
}

/** Something that was done, told to the record's module in the same transaction. */
export interface WorkflowChange {
  readonly recordSet: string;
  readonly recordId: string;
  readonly instanceId: string;
  readonly title: string;
  /** `start` for the beginning, `escalate` for a time limit that is past. */
  readonly kind: TransitionKind | typeof SIGN | "start" | "escalate";
  readonly transition: string;
  readonly from: string | null;
  readonly to: string;
  readonly isClosed: boolean;
  readonly dueOn: Day | null;
  /** To whom it went, who was asked to sign, or who handles it. */
  readonly person: Person | null;
  /** Of an escalation. */
  readonly toRole: string | null;
  readonly actorName: string;
  readonly opinion: string | null;
  readonly divisionCode: string | null;
  readonly organisationId: string | null;
}

/** A workflow for the records of one record set. */
export interface WorkflowBinding<R extends object = object> {
  readonly recordSet: string;
  readonly workflow: Workflow<R>;
  /** The record by the rules of the transaction; null where the session does not see it. */
  readRecord(transaction: Transaction, recordId: string): Promise<WorkflowRecord<R> | null>;
  /** Writes the state into the record's own row, sends notices … A failure undoes the transition. */
  afterChange?(transaction: Transaction, change: WorkflowChange): Promise<void>;
}

export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
}

export interface WorkflowRegistryOptions {
  readonly calendar: WorkingDayCalendar;
  readonly bindings: readonly WorkflowBinding[];
  /** A person to whom work can be given, by the rules of the transaction; null where there is none. */
  findPerson(transaction: Transaction, id: string): Promise<Person | null>;
  /** Those of these files that are attached to the record. */
  findAttachments(
    transaction: Transaction,
    recordSet: string,
    recordId: string,
    ids: readonly string[],
  ): Promise<readonly AttachedFile[]>;
  /** The clock of the machine, unless a test brings its own. */
  readonly now?: () => Date;
}

/** All workflows of the product, with what they need from outside. */
export interface WorkflowRegistry extends Omit<WorkflowRegistryOptions, "now"> {
  readonly today: () => Day;
}

/** Throws where two bindings share a record set or a workflow. */
export function createWorkflowRegistry(options: WorkflowRegistryOptions): WorkflowRegistry {
  for (const names of [
    options.bindings.map(({ recordSet }) => recordSet),
    options.bindings.map(({ workflow }) => workflow.id),
  ]) {
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) throw new Error(`Two workflow bindings are for "${repeated}".`);
  }
  const { now = () => new Date(), ...rest } = options;
  return { ...rest, today: () => shanghaiDay(now()) };
}

/** @throws TerraceError `workflow-not-started` where the record set has no workflow */
export function bindingOf(registry: WorkflowRegistry, recordSet: string, recordId: string): WorkflowBinding {
  const binding = registry.bindings.find((each) => each.recordSet === recordSet);
  if (binding === undefined) throw workflowNotStarted(recordSet, recordId);
  return binding;
}
