import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import type { Day } from "../calendar/day.ts";
import { allowedActions, missingInputs, type WorkflowAction } from "../machine/allowed-actions.ts";
import { evidenceNotAttached } from "../machine/blocked-reasons.ts";
import { type Person, type Position, positionAfter, positionAfterSigning } from "../machine/position.ts";
import { isStaying, SIGN, stateOf } from "../machine/workflow.ts";
import { type Instance, instanceColumns, lockInstance, recordEvent } from "./instance-store.ts";
import {
  transitionBlocked,
  transitionNotAllowed,
  workflowChangedElsewhere,
  workflowNotStarted,
  workflowPersonUnknown,
} from "./workflow-errors.ts";
import { bindingOf, type WorkflowBinding, type WorkflowRegistry } from "./workflow-registry.ts";
import { type Evidence, workflowTables } from "./workflow-tables.ts";

export interface TransitionRequest {
  readonly recordSet: string;
  readonly recordId: string;
  /** The version that the person saw. */
  readonly version: number;
  /** A transition of the workflow, or `sign`. */
  readonly transition: string;
  readonly opinion?: string | undefined;
  readonly evidence?: readonly { readonly kind: string; readonly attachmentId: string }[] | undefined;
  /** The state chosen for a return. */
  readonly to?: string | undefined;
  /** To whom it is reassigned or who is asked to sign; with a step forward, who shall handle it next. */
  readonly personId?: string | undefined;
  /** Of the client's making: sent again after a lost answer, it is not done twice. */
  readonly requestId?: string | undefined;
}

/**
 * Takes a transition on behalf of the session: sees that it may, that nothing is missing, and that nobody was faster; writes the state,
 * the event and what the record's module adds. A command that writes more takes its transition first: it holds the record, and
 * everybody must come to the record before they come to the end of the history.
 * @throws TerraceError `workflow-not-started`, `workflow-changed-elsewhere`, `transition-not-allowed`, `transition-blocked`,
 *   `workflow-person-unknown`
 */
export async function takeTransition(
  transaction: Transaction,
  session: Session,
  registry: WorkflowRegistry,
  request: TransitionRequest,
): Promise<void> {
  const { recordSet, recordId } = request;
  const binding = bindingOf(registry, recordSet, recordId);
  const instance = await lockInstance(transaction, recordSet, recordId);
  if (instance === undefined) throw workflowNotStarted(recordSet, recordId);
  if (await isDone(transaction, instance, request)) return;
  const record = await binding.readRecord(transaction, recordId);
  if (record === null) throw workflowNotStarted(recordSet, recordId);

  // An urge moves nothing, so it cannot come too late.
  const isUrge = binding.workflow.transitions.some(({ id, kind }) => id === request.transition && kind === "urge");
  if (!isUrge && instance.version !== request.version) throw await changedElsewhere(transaction, binding, instance);

  const action = allowedActions(binding.workflow, instance.position, session, record.values).find(
    ({ id }) => id === request.transition,
  );
  if (action === undefined || session.userId === null) {
    const { labelZh, labelEn } = stateOf(binding.workflow, instance.state);
    throw transitionNotAllowed(request.transition, labelZh, labelEn);
  }
  const input = await inputOf(transaction, registry, request, action);

  const actor = { id: session.userId, name: session.userName };
  const position = after(binding, instance.position, actor, request.transition, { on: registry.today(), ...input });
  await workflowTables(transaction)
    .updateTable("workflows.instance")
    .set({
      ...instanceColumns(registry, binding, position, record),
      ...(isMove(action) ? { entered_at: sql<string>`now()` } : {}),
      ...(isUrge ? {} : { version: instance.version + 1 }),
      updated_at: sql<string>`now()`,
    })
    .where("id", "=", instance.id)
    .execute();
  await recordEvent(
    transaction,
    registry,
    binding,
    {
      ...instance,
      title: record.title,
      division_code: record.divisionCode,
      organisation_id: record.organisationId,
      position,
    },
    {
      kind: action.kind,
      transition: action.id,
      labelZh: action.labelZh,
      labelEn: action.labelEn,
      from: instance.state,
      actor: session,
      opinion: request.opinion?.trim() || null,
      evidence: input.evidence,
      person: input.person ?? null,
      requestId: request.requestId ?? null,
    },
  );
}

function isMove({ kind }: WorkflowAction): boolean {
  return kind !== SIGN && !isStaying(kind);
}

async function isDone(transaction: Transaction, { id }: Instance, { requestId }: TransitionRequest): Promise<boolean> {
  if (requestId === undefined) return false;
  const done = await workflowTables(transaction)
    .selectFrom("workflows.event")
    .select("id")
    .where("instance_id", "=", id)
    .where("request_id", "=", requestId)
    .executeTakeFirst();
  return done !== undefined;
}

async function changedElsewhere(transaction: Transaction, { workflow }: WorkflowBinding, instance: Instance) {
  const last = await workflowTables(transaction)
    .selectFrom("workflows.event")
    .select(["actor_name", "label_zh", "label_en", "at"])
    .where("instance_id", "=", instance.id)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const { labelZh, labelEn } = stateOf(workflow, instance.state);
  return workflowChangedElsewhere({
    version: instance.version,
    state: instance.state,
    stateZh: labelZh,
    stateEn: labelEn,
    actorName: last.actor_name,
    labelZh: last.label_zh,
    labelEn: last.label_en,
    at: last.at,
  });
}

interface CheckedInput {
  readonly evidence: readonly Evidence[];
  readonly person?: Person;
  readonly to?: string;
}

/** What came with the request, looked up; what blocks the action or is missing is told together. */
async function inputOf(
  transaction: Transaction,
  registry: WorkflowRegistry,
  request: TransitionRequest,
  action: WorkflowAction,
): Promise<CheckedInput> {
  const { personId, to, opinion } = request;
  const person = personId === undefined ? null : await registry.findPerson(transaction, personId);
  if (personId !== undefined && person === null) throw workflowPersonUnknown(personId);
  const named = request.evidence ?? [];
  const ids = [...new Set(named.map(({ attachmentId }) => attachmentId))];
  const files =
    ids.length === 0 ? [] : await registry.findAttachments(transaction, request.recordSet, request.recordId, ids);
  const evidence = named.flatMap(({ kind, attachmentId }) => {
    const file = files.find(({ id }) => id === attachmentId);
    return file === undefined ? [] : [{ kind, attachmentId, name: file.name, sha256: file.sha256 }];
  });
  const input: CheckedInput = {
    evidence,
    ...(person === null ? {} : { person }),
    ...(to === undefined ? {} : { to }),
  };
  const reasons = [
    ...action.blockedBy,
    ...missingInputs(action, { ...input, ...(opinion === undefined ? {} : { opinion }) }),
    ...(evidence.length < named.length ? [evidenceNotAttached(named.length - evidence.length)] : []),
  ];
  if (reasons.length > 0) throw transitionBlocked(action.labelZh, action.labelEn, reasons);
  return input;
}

function after(
  { workflow }: WorkflowBinding,
  position: Position,
  actor: Person,
  name: string,
  input: { readonly on: Day; readonly person?: Person; readonly to?: string },
): Position {
  if (name === SIGN) return positionAfterSigning(position, actor);
  const transition = workflow.transitions.find(({ id }) => id === name);
  if (transition === undefined) throw new Error(`Workflow ${workflow.id} has no transition "${name}".`);
  return positionAfter(workflow, position, transition, { by: actor.id, ...input });
}
