import { isPaused } from "../calendar/clock.ts";
import {
  assignedTo,
  type BlockedReason,
  EXTENDED_ALREADY,
  evidenceMissing,
  fieldMissing,
  NO_CLOCK_RUNS,
  NOT_WITHDRAWABLE,
  NOTHING_EARLIER,
  OPINION_MISSING,
  PERSON_MISSING,
  TARGET_MISSING,
  waitsForSigners,
} from "./blocked-reasons.ts";
import { targetsNamedBy } from "./define-workflow.ts";
import { currentClock, currentState, type Person, type Position } from "./position.ts";
import {
  type EvidenceRequirement,
  fromStates,
  needsOpinion,
  needsPerson,
  SIGN,
  stateOf,
  type TransitionKind,
  type Workflow,
  type WorkflowTransition,
} from "./workflow.ts";

/** Who asks. */
export interface Actor {
  readonly userId: string | null;
  readonly permissions: readonly string[];
}

export interface ActionTarget {
  readonly state: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

/** A button: what it does, what it asks for, and why it cannot be pressed where it cannot. */
export interface WorkflowAction {
  readonly id: string;
  readonly kind: TransitionKind | typeof SIGN;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly isPrimary: boolean;
  /** Empty where it may be taken. */
  readonly blockedBy: readonly BlockedReason[];
  readonly needsOpinion: boolean;
  readonly needsPerson: boolean;
  readonly evidence: readonly EvidenceRequirement[];
  /** The states that may be chosen, or the one to which it leads; none where the state stays. */
  readonly targets: readonly ActionTarget[];
}

/** What comes with an action when it is taken. */
export interface ActionInput {
  readonly opinion?: string;
  readonly evidence?: readonly { readonly kind: string }[];
  readonly to?: string;
  readonly person?: Person;
}

/** Kinds that only the assignee takes where there is one. Reassigning and urging stay with whoever has the permission. */
const ASSIGNEE_ALONE: ReadonlySet<TransitionKind> = new Set([
  "advance",
  "return",
  "add-signer",
  "pause-clock",
  "extend-clock",
]);

/** What this person may do with the record now. What they have no permission for is left out; what is blocked says why. */
export function allowedActions<R extends object>(
  workflow: Workflow<R>,
  position: Position,
  actor: Actor,
  record: R,
): readonly WorkflowAction[] {
  const state = currentState(position);
  const own = workflow.transitions
    .filter((transition) => fromStates(transition).includes(state) && actor.permissions.includes(transition.permission))
    .filter((transition) => transition.kind !== "resume-clock" || targetsFor(transition, position).length > 0)
    .map((transition) => actionOf(workflow, position, transition, actor, record));
  const isAsked = position.signers.some(({ id, hasSigned }) => id === actor.userId && !hasSigned);
  return isAsked ? [SIGN_ACTION, ...own] : own;
}

const SIGN_ACTION: WorkflowAction = {
  id: SIGN,
  kind: SIGN,
  labelZh: "签署意见",
  labelEn: "Give opinion",
  isPrimary: true,
  blockedBy: [],
  needsOpinion: true,
  needsPerson: false,
  evidence: [],
  targets: [],
};

function actionOf<R extends object>(
  workflow: Workflow<R>,
  position: Position,
  transition: WorkflowTransition<R>,
  actor: Actor,
  record: R,
): WorkflowAction {
  const targets = targetsFor(transition, position).map((state) => {
    const { labelZh, labelEn } = stateOf(workflow, state);
    return { state, labelZh, labelEn };
  });
  return {
    id: transition.id,
    kind: transition.kind,
    labelZh: transition.labelZh,
    labelEn: transition.labelEn,
    isPrimary: transition.isPrimary === true,
    blockedBy: blocksOf(transition, position, targets.length, actor, record),
    needsOpinion: needsOpinion(transition),
    needsPerson: needsPerson(transition.kind),
    evidence: transition.requires?.evidence ?? [],
    targets,
  };
}

/**
 * A return leads to what the record has passed, a restarted clock to where it was stopped, a primary step after a return that comes
 * back to where it was returned from.
 */
function targetsFor(transition: WorkflowTransition<never>, position: Position): readonly string[] {
  const named = targetsNamedBy(transition);
  if (transition.kind === "resume-clock") {
    const stoppedIn = position.path[position.path.length - 2]?.state;
    return named.filter((state) => state === stoppedIn);
  }
  if (transition.kind === "return") {
    const passed = position.path.slice(0, -1).map(({ state }) => state);
    return transition.to === "any-earlier" ? passed : named.filter((state) => passed.includes(state));
  }
  const isComingBack = transition.kind === "advance" && transition.isPrimary === true && position.comesBack !== null;
  return isComingBack ? position.comesBack.slice(-1).map(({ state }) => state) : named;
}

function blocksOf<R extends object>(
  transition: WorkflowTransition<R>,
  position: Position,
  targetCount: number,
  actor: Actor,
  record: R,
): readonly BlockedReason[] {
  const { kind, guards = [], requires } = transition;
  const { assignee, lastAdvance, signers } = position;
  const unsigned = signers.filter(({ hasSigned }) => !hasSigned).map(({ name }) => name);
  const clock = currentClock(position);
  const target = targetsNamedBy(transition)[0];
  const isOwnAdvance = lastAdvance?.by === actor.userId && lastAdvance?.from === target;
  const reasons: (BlockedReason | false)[] = [
    assignee !== null && assignee.id !== actor.userId && ASSIGNEE_ALONE.has(kind) && assignedTo(assignee.name),
    kind === "advance" && unsigned.length > 0 && waitsForSigners(unsigned),
    kind === "withdraw" && !isOwnAdvance && NOT_WITHDRAWABLE,
    kind === "return" && targetCount === 0 && NOTHING_EARLIER,
    (kind === "extend-clock" || kind === "pause-clock") && (clock === null || isPaused(clock)) && NO_CLOCK_RUNS,
    kind === "extend-clock" && clock !== null && clock.extensions.length > 0 && EXTENDED_ALREADY,
  ];
  return [
    ...reasons.filter((reason) => reason !== false),
    ...guards
      .filter((guard) => !guard.allows(record))
      .map(({ name, reasonZh, reasonEn }) => ({ code: `guard-${name}`, zh: reasonZh, en: reasonEn })),
    ...(requires?.fields ?? []).filter(({ name }) => isEmpty(record, name)).map(fieldMissing),
  ];
}

function isEmpty(record: object, name: string): boolean {
  const value = (record as Readonly<Record<string, unknown>>)[name];
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** What an action that may be taken still lacks of what it asks for. */
export function missingInputs(action: WorkflowAction, input: ActionInput): readonly BlockedReason[] {
  const evidence = input.evidence ?? [];
  const isTargetKnown =
    action.targets.length < 2
      ? input.to === undefined || action.targets.some(({ state }) => state === input.to)
      : action.targets.some(({ state }) => state === input.to);
  const reasons: (BlockedReason | false)[] = [
    action.needsOpinion && (input.opinion ?? "").trim() === "" && OPINION_MISSING,
    action.needsPerson && input.person === undefined && PERSON_MISSING,
    !isTargetKnown && TARGET_MISSING,
  ];
  return [
    ...reasons.filter((reason) => reason !== false),
    ...action.evidence
      .filter(({ kind, atLeast = 1 }) => evidence.filter((item) => item.kind === kind).length < atLeast)
      .map(({ kind, labelZh, labelEn, atLeast = 1 }) => evidenceMissing(kind, labelZh, labelEn, atLeast)),
  ];
}
