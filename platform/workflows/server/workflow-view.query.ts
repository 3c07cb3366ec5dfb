import type { Session, Transaction } from "#platform/database";
import { allowedActions, type WorkflowAction } from "../machine/allowed-actions.ts";
import { currentClock, currentState, type Person, type Signer } from "../machine/position.ts";
import { type Stage, stagesOf } from "../machine/stages.ts";
import { type StateKind, stateOf, type Workflow } from "../machine/workflow.ts";
import { clockReading, findInstance } from "./instance-store.ts";
import { workflowClosed, workflowNotStarted } from "./workflow-errors.ts";
import { bindingOf, type WorkflowRegistry } from "./workflow-registry.ts";
import { type Evidence, workflowTables } from "./workflow-tables.ts";

interface Named {
  readonly id: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

export interface DeadlineView {
  readonly unit: "working" | "calendar" | "month";
  readonly dueOn: string | null;
  readonly daysLeft: number | null;
  readonly isOverdue: boolean;
  readonly isPaused: boolean;
  readonly isProvisional: boolean;
  readonly legalGround: string;
  /** The ground has not been read in the text of the law: shown 待核. */
  readonly isUnconfirmed: boolean;
}

export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly from: Named | null;
  readonly to: Named;
  readonly actorName: string;
  readonly opinion: string | null;
  readonly evidence: readonly Evidence[];
  readonly personName: string | null;
  readonly dueOn: string | null;
}

/** All that a record page shows of a record's course. */
export interface WorkflowView {
  readonly recordSet: string;
  readonly recordId: string;
  readonly title: string;
  readonly version: number;
  readonly workflow: { readonly id: string; readonly titleZh: string; readonly titleEn: string };
  readonly state: Named & { readonly kind: StateKind };
  readonly enteredAt: string;
  readonly deadline: DeadlineView | null;
  readonly assignee: Person | null;
  readonly signers: readonly Signer[];
  readonly stages: readonly Stage[];
  /** The oldest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly actions: readonly WorkflowAction[];
}

/** @throws TerraceError `workflow-not-started` */
export async function readWorkflow(
  transaction: Transaction,
  session: Session,
  registry: WorkflowRegistry,
  recordSet: string,
  recordId: string,
): Promise<WorkflowView> {
  const binding = bindingOf(registry, recordSet, recordId);
  const { workflow } = binding;
  const instance = await findInstance(transaction, recordSet, recordId);
  const record = await binding.readRecord(transaction, recordId);
  if (instance === undefined || record === null) throw workflowNotStarted(recordSet, recordId);
  const { position } = instance;
  const state = stateOf(workflow, currentState(position));
  return {
    recordSet,
    recordId,
    title: record.title,
    version: instance.version,
    workflow: { id: workflow.id, titleZh: workflow.titleZh, titleEn: workflow.titleEn },
    state: { ...namedState(workflow, currentState(position)), kind: state.kind },
    enteredAt: instance.entered_at,
    deadline: deadlineView(registry, position),
    assignee: position.assignee,
    signers: position.signers,
    stages: stagesOf(workflow, position),
    timeline: await timelineOf(transaction, workflow, instance.id),
    actions: allowedActions(workflow, position, session, record.values),
  };
}

export function deadlineView(
  registry: WorkflowRegistry,
  position: Parameters<typeof currentClock>[0],
): DeadlineView | null {
  const clock = currentClock(position);
  const reading = clockReading(registry, position);
  if (clock === null || reading === null) return null;
  const { unit, legalGround, sourceConfidence } = clock.deadline;
  return { unit, ...reading, legalGround, isUnconfirmed: sourceConfidence.startsWith("memory-") };
}

/** A state that the workflow no longer has keeps its name: old events read as they were. */
function namedState({ states }: Workflow<never>, id: string): Named {
  const { labelZh = id, labelEn = id } = states[id] ?? {};
  return { id, labelZh, labelEn };
}

async function timelineOf(
  transaction: Transaction,
  workflow: Workflow<never>,
  instanceId: string,
): Promise<readonly TimelineEntry[]> {
  const events = await workflowTables(transaction)
    .selectFrom("workflows.event")
    .selectAll()
    .where("instance_id", "=", instanceId)
    .orderBy("number")
    .execute();
  return events.map((event) => ({
    at: event.at,
    kind: event.kind,
    labelZh: event.label_zh,
    labelEn: event.label_en,
    from: event.from_state === null ? null : namedState(workflow, event.from_state),
    to: namedState(workflow, event.to_state),
    actorName: event.actor_name,
    opinion: event.opinion,
    evidence: event.evidence,
    personName: event.person_name,
    dueOn: event.due_on,
  }));
}

/**
 * For commands that change a record: closed is read-only. A record without a course is open.
 * @throws TerraceError `workflow-closed`
 */
export async function requireOpenRecord(
  transaction: Transaction,
  registry: WorkflowRegistry,
  recordSet: string,
  recordId: string,
): Promise<void> {
  const instance = await findInstance(transaction, recordSet, recordId);
  if (instance === undefined) return;
  const state = stateOf(bindingOf(registry, recordSet, recordId).workflow, instance.state);
  if (state.kind === "closed") throw workflowClosed(state.labelZh, state.labelEn);
}
