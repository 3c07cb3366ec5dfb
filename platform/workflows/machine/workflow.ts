import type { Deadline } from "../calendar/clock.ts";

/** Values of the record whose life a workflow describes, as guards see them. */
export type RecordValues = Readonly<Record<string, unknown>>;

/** Open: somebody here has to act. Waiting: another party has. Closed: the end, read-only until it is reopened with a reason. */
export type StateKind = "open" | "waiting" | "closed";

/**
 * - `advance`: the next step.
 * - `return` (退回): to an earlier step of this record's own path.
 * - `withdraw` (撤回): by the person who sent it, while nobody has acted since.
 * - `reassign` (转办), `add-signer` (加签), `urge` (催办): the state stays.
 * - `pause-clock`, `resume-clock` (补正): into a waiting state while the time limit stands, and back.
 * - `extend-clock` (延长): once in the time limit.
 * - `reopen`: out of a closed state, with a reason.
 */
export type TransitionKind =
  | "advance"
  | "return"
  | "withdraw"
  | "reassign"
  | "add-signer"
  | "urge"
  | "pause-clock"
  | "resume-clock"
  | "extend-clock"
  | "reopen";

/** Who is told when a time limit is past, after so many days in the unit of the limit. */
export interface EscalationRule {
  readonly afterDaysLate: number;
  readonly toRole: string;
}

export interface WorkflowState {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly kind: StateKind;
  /** Begins when the state is entered. `continues`: the clock of the step before runs on, for several steps in one time limit. */
  readonly deadline?: Deadline | "continues";
  readonly escalate?: readonly EscalationRule[];
}

/** A pure condition over the record. Where it does not hold, the button is there and says why it cannot be pressed. */
export interface Guard<R extends object = RecordValues> {
  readonly name: string;
  readonly reasonZh: string;
  readonly reasonEn: string;
  allows(record: R): boolean;
}

export interface EvidenceRequirement {
  readonly kind: string;
  readonly labelZh: string;
  readonly labelEn: string;
  /** 1 where it is not said. */
  readonly atLeast?: number;
}

export interface FieldRequirement {
  readonly name: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

export interface TransitionRequirements {
  readonly opinion?: boolean;
  readonly evidence?: readonly EvidenceRequirement[];
  /** Fields of the record that must have a value. */
  readonly fields?: readonly FieldRequirement[];
}

export interface WorkflowTransition<R extends object = RecordValues, S extends string = string> {
  readonly id: string;
  readonly kind: TransitionKind;
  readonly from: S | readonly S[];
  /**
   * Not for kinds that stay. A return names the steps that may be chosen, or `any-earlier`: those that the record has passed. A
   * `resume-clock` names the states from which it may have come, and leads back to the one from which it did.
   */
  readonly to?: S | readonly S[] | "any-earlier";
  /** The verb of the button: 提交复核. */
  readonly labelZh: string;
  readonly labelEn: string;
  readonly permission: string;
  readonly guards?: readonly Guard<R>[];
  readonly requires?: TransitionRequirements;
  readonly isPrimary?: boolean;
  /** Whether the state entered begins its time limit anew. A withdrawal continues the old one, all others restart, unless said here. */
  readonly clock?: "restart" | "continue";
  /** For a return: the next primary step goes straight back to where it was returned from, without repeating the steps between. */
  readonly comesBack?: boolean;
  /** For `extend-clock`: days in the unit of the time limit. */
  readonly extensionDays?: number;
}

export interface WorkflowDeclaration<S extends string, R extends object> {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly initial: NoInfer<S>;
  /** What a session needs to see the course of such a record, beside its area. */
  readonly viewPermission: string;
  readonly states: Readonly<Record<S, WorkflowState>>;
  readonly transitions: readonly WorkflowTransition<R, NoInfer<S>>[];
}

/** A declared and validated machine: the only place that says what may become of a record. */
export interface Workflow<R extends object = RecordValues> {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly initial: string;
  readonly viewPermission: string;
  readonly states: Readonly<Record<string, WorkflowState>>;
  readonly transitions: readonly WorkflowTransition<R>[];
}

/** The action of a person whose opinion was asked for: it belongs to every workflow with an `add-signer`. */
export const SIGN = "sign";

const STAYING_KINDS: ReadonlySet<TransitionKind> = new Set(["reassign", "add-signer", "urge", "extend-clock"]);
const NEEDING_REASON: ReadonlySet<TransitionKind> = new Set(["return", "pause-clock", "extend-clock", "reopen"]);
const NEEDING_PERSON: ReadonlySet<TransitionKind> = new Set(["reassign", "add-signer"]);

/** Whether the state stays. */
export function isStaying(kind: TransitionKind): boolean {
  return STAYING_KINDS.has(kind);
}

export function needsPerson(kind: TransitionKind): boolean {
  return NEEDING_PERSON.has(kind);
}

/** A return, a stopped or longer time limit and a reopening always have a reason. */
export function needsOpinion({ kind, requires }: Pick<WorkflowTransition<never>, "kind" | "requires">): boolean {
  return requires?.opinion === true || NEEDING_REASON.has(kind);
}

export function fromStates({ from }: Pick<WorkflowTransition<never>, "from">): readonly string[] {
  return typeof from === "string" ? [from] : from;
}

/** The state; a bug where the workflow has none of that name. */
export function stateOf(workflow: Workflow<never>, state: string): WorkflowState {
  const declared = workflow.states[state];
  if (declared === undefined) throw new Error(`Workflow ${workflow.id} has no state "${state}".`);
  return declared;
}
