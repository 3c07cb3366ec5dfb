import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { type ClockReading, readClock } from "../calendar/clock.ts";
import type { Day } from "../calendar/day.ts";
import { currentClock, currentState, type Person, type Position } from "../machine/position.ts";
import { type SIGN, stateOf, type TransitionKind } from "../machine/workflow.ts";
import type { WorkflowBinding, WorkflowChange, WorkflowRecord, WorkflowRegistry } from "./workflow-registry.ts";
import { type Evidence, workflowTables } from "./workflow-tables.ts";

/** A stored course of a record. */
export interface Instance {
  readonly id: string;
  readonly record_set: string;
  readonly record_id: string;
  readonly workflow: string;
  readonly title: string;
  readonly division_code: string | null;
  readonly organisation_id: string | null;
  readonly position: Position;
  readonly state: string;
  readonly entered_at: string;
  readonly version: number;
}

export const INSTANCE_COLUMNS = [
  "id",
  "record_set",
  "record_id",
  "workflow",
  "title",
  "division_code",
  "organisation_id",
  "position",
  "state",
  "entered_at",
  "version",
] as const;

export async function findInstance(
  transaction: Transaction,
  recordSet: string,
  recordId: string,
): Promise<Instance | undefined> {
  return workflowTables(transaction)
    .selectFrom("workflows.instance")
    .select(INSTANCE_COLUMNS)
    .where("record_set", "=", recordSet)
    .where("record_id", "=", recordId)
    .executeTakeFirst();
}

/** The same, held until the transaction ends: of two that act on one version the second sees what the first did. */
export async function lockInstance(
  transaction: Transaction,
  recordSet: string,
  recordId: string,
): Promise<Instance | undefined> {
  return workflowTables(transaction)
    .selectFrom("workflows.instance")
    .select(INSTANCE_COLUMNS)
    .where("record_set", "=", recordSet)
    .where("record_id", "=", recordId)
    .forUpdate()
    .executeTakeFirst();
}

export function clockReading(registry: WorkflowRegistry, position: Position): ClockReading | null {
  const clock = currentClock(position);
  return clock === null ? null : readClock(registry.calendar, clock, registry.today());
}

export function jsonb<T>(value: T) {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}

/** What the row repeats of a position and of its record. */
export function instanceColumns(
  registry: WorkflowRegistry,
  { workflow }: WorkflowBinding,
  position: Position,
  record: Pick<WorkflowRecord, "title" | "divisionCode" | "organisationId">,
) {
  const reading = clockReading(registry, position);
  const state = currentState(position);
  const pending = position.signers.filter(({ hasSigned }) => !hasSigned).map(({ id }) => id);
  return {
    title: record.title,
    division_code: record.divisionCode,
    organisation_id: record.organisationId,
    position: jsonb(position),
    state,
    state_kind: stateOf(workflow, state).kind,
    due_on: reading?.dueOn ?? null,
    is_due_provisional: reading?.isProvisional ?? false,
    is_paused: reading?.isPaused ?? false,
    assignee_id: position.assignee?.id ?? null,
    pending_signers: sql<readonly string[]>`${pending}::uuid[]`,
  };
}

/** Who did it: a session's user, or a service (`userId` null). */
export type WorkflowActor = Pick<Session, "userId" | "userName">;

export interface EventDraft {
  readonly kind: TransitionKind | typeof SIGN | "start" | "escalate";
  readonly transition: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly from: string | null;
  readonly actor: WorkflowActor;
  readonly opinion?: string | null;
  readonly evidence?: readonly Evidence[];
  readonly person?: Person | null;
  readonly toRole?: string;
  readonly requestId?: string | null;
}

/** Adds the line of the event and tells the record's module. */
export async function recordEvent(
  transaction: Transaction,
  registry: WorkflowRegistry,
  binding: WorkflowBinding,
  instance: Omit<Instance, "entered_at" | "version" | "state">,
  draft: EventDraft,
): Promise<void> {
  const { position } = instance;
  const to = currentState(position);
  const dueOn: Day | null = clockReading(registry, position)?.dueOn ?? null;
  await workflowTables(transaction)
    .insertInto("workflows.event")
    .values({
      instance_id: instance.id,
      kind: draft.kind,
      transition: draft.transition,
      label_zh: draft.labelZh,
      label_en: draft.labelEn,
      from_state: draft.from,
      to_state: to,
      actor_id: draft.actor.userId,
      actor_name: draft.actor.userName,
      opinion: draft.opinion ?? null,
      evidence: jsonb(draft.evidence ?? []),
      person_id: draft.person?.id ?? null,
      person_name: draft.person?.name ?? null,
      due_on: dueOn,
      request_id: draft.requestId ?? null,
    })
    .execute();
  const change: WorkflowChange = {
    recordSet: instance.record_set,
    recordId: instance.record_id,
    instanceId: instance.id,
    title: instance.title,
    kind: draft.kind,
    transition: draft.transition,
    from: draft.from,
    to,
    isClosed: stateOf(binding.workflow, to).kind === "closed",
    dueOn,
    person: draft.person ?? position.assignee,
    toRole: draft.toRole ?? null,
    actorName: draft.actor.userName,
    opinion: draft.opinion ?? null,
    divisionCode: instance.division_code,
    organisationId: instance.organisation_id,
  };
  if (binding.afterChange === undefined) return;
  await nameStep(transaction, `${instance.record_set}/${instance.record_id}`);
  await binding.afterChange(transaction, change);
  await nameStep(transaction, "");
}

/** Lets `workflows.is_closed` know whose record this step writes into, which it may close itself. */
async function nameStep(transaction: Transaction, record: string): Promise<void> {
  await sql`select set_config('terrace.workflow_step', ${record}, true)`.execute(transaction);
}
