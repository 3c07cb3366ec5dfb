import type { Generated } from "kysely";
import type { Transaction } from "#platform/database";
import type { Day } from "../calendar/day.ts";
import type { Position } from "../machine/position.ts";
import type { StateKind } from "../machine/workflow.ts";

/** A file of the record that a transition rests on, as it was when the transition was taken. */
export interface Evidence {
  readonly kind: string;
  readonly attachmentId: string;
  readonly name: string;
  readonly sha256: string;
}

type InstanceTable = {
  id: Generated<string>;
  record_set: string;
  record_id: string;
  workflow: string;
  title: string;
  view_permission: string;
  division_code: string | null;
  organisation_id: string | null;
  position: Position;
  state: string;
  state_kind: StateKind;
  entered_at: Generated<string>;
  due_on: Day | null;
  is_due_provisional: boolean;
  is_paused: boolean;
  assignee_id: string | null;
  pending_signers: readonly string[];
  version: Generated<number>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
};

type EventTable = {
  id: Generated<string>;
  number: Generated<number>;
  instance_id: string;
  kind: string;
  transition: string;
  label_zh: string;
  label_en: string;
  from_state: string | null;
  to_state: string;
  actor_id: string | null;
  actor_name: string;
  opinion: string | null;
  evidence: readonly Evidence[];
  person_id: string | null;
  person_name: string | null;
  due_on: Day | null;
  request_id: string | null;
  at: Generated<string>;
};

type EscalationTable = {
  id: Generated<string>;
  instance_id: string;
  state: string;
  due_on: Day;
  after_days_late: number;
  to_role: string;
  raised_at: Generated<string>;
};

type WorkflowTables = {
  "workflows.instance": InstanceTable;
  "workflows.event": EventTable;
  "workflows.escalation": EscalationTable;
};

export function workflowTables(transaction: Transaction) {
  return transaction.withTables<WorkflowTables>();
}
