import type { Deadline } from "../calendar/clock.ts";
import {
  fromStates,
  isStaying,
  SIGN,
  type TransitionKind,
  type Workflow,
  type WorkflowDeclaration,
  type WorkflowState,
  type WorkflowTransition,
} from "./workflow.ts";

const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * A workflow from its declaration. Throws with every fault of the declaration at once: unknown and unreachable states, dead ends,
 * repeated names, clocks that nothing restarts.
 */
export function defineWorkflow<const S extends string, R extends object = Readonly<Record<string, unknown>>>(
  declaration: WorkflowDeclaration<S, R>,
): Workflow<R> {
  const workflow: Workflow<R> = declaration;
  const faults = faultsOf(workflow);
  if (faults.length > 0) throw new Error(`Workflow "${workflow.id}" is not sound:\n- ${faults.join("\n- ")}`);
  return workflow;
}

function faultsOf(workflow: Workflow<never>): string[] {
  const nameFaults = [...namesOf(workflow), ...workflow.transitions.flatMap((each) => unknownStatesOf(workflow, each))];
  // The further checks walk along the transitions, which makes sense only where all states exist.
  if (nameFaults.length > 0) return nameFaults;
  return [
    ...Object.entries(workflow.states).flatMap(([id, state]) => stateFaultsOf(workflow, id, state)),
    ...workflow.transitions.flatMap((transition) => transitionFaultsOf(workflow, transition)),
    ...unreachableStatesOf(workflow),
  ];
}

function namesOf({ id, initial, states, transitions }: Workflow<never>): string[] {
  const ids = transitions.map((transition) => transition.id);
  const repeated = new Set(ids.filter((each, index) => ids.indexOf(each) !== index));
  return [
    ...[id, ...Object.keys(states), ...ids]
      .filter((each) => !KEBAB_CASE.test(each))
      .map((each) => `the name "${each}" is not kebab-case`),
    ...(Object.hasOwn(states, initial) ? [] : [`the initial state "${initial}" is not declared`]),
    ...[...repeated].map((each) => `two transitions are named "${each}"`),
    ...(ids.includes(SIGN)
      ? [`the transition name "${SIGN}" is that of every added signer's opinion: choose another`]
      : []),
  ];
}

function unknownStatesOf({ states }: Workflow<never>, transition: WorkflowTransition<never>): string[] {
  return [...fromStates(transition), ...targetsNamedBy(transition)]
    .filter((state) => !Object.hasOwn(states, state))
    .map((state) => `transition "${transition.id}" names the unknown state "${state}"`);
}

/** The states that a transition names as its end; none for `any-earlier` and for kinds that stay. */
export function targetsNamedBy({ to }: Pick<WorkflowTransition<never>, "to">): readonly string[] {
  if (to === undefined || to === "any-earlier") return [];
  return typeof to === "string" ? [to] : to;
}

function stateFaultsOf(workflow: Workflow<never>, id: string, state: WorkflowState): string[] {
  const outgoing = workflow.transitions.filter((transition) => fromStates(transition).includes(id));
  const isClosed = state.kind === "closed";
  const faults: (string | false)[] = [
    (state.labelZh === "" || state.labelEn === "") && "has no label",
    !isClosed &&
      !outgoing.some(({ kind }) => !isStaying(kind)) &&
      "is a dead end: it is not closed and nothing leads out of it",
    isClosed && state.deadline !== undefined && "is closed and has a deadline",
    state.deadline === undefined && state.escalate !== undefined && "escalates but has no deadline",
    state.deadline === "continues" && id === workflow.initial && "is the first and has no clock to continue",
    outgoing.filter(({ isPrimary }) => isPrimary === true).length > 1 && "has two primary transitions",
    hasFalseDeadline(state.deadline) &&
      "has a deadline of no positive whole number of days or months, or without legal ground",
    hasFalseSteps(state.escalate?.map(({ afterDaysLate }) => afterDaysLate)) &&
      "escalates after days that are not positive whole numbers, each larger than the one before",
  ];
  return [
    ...faults.filter((fault) => fault !== false).map((fault) => `state "${id}" ${fault}`),
    ...outgoing
      .filter(({ kind }) => isClosed !== (kind === "reopen"))
      .map((transition) =>
        isClosed
          ? `state "${id}" is closed: "${transition.id}" must be of kind reopen`
          : `state "${id}" is not closed: "${transition.id}" cannot reopen it`,
      ),
  ];
}

function hasFalseDeadline(deadline: Deadline | "continues" | undefined): boolean {
  if (deadline === undefined || deadline === "continues") return false;
  const length = deadline.unit === "month" ? deadline.months : deadline.days;
  return !Number.isInteger(length) || length < 1 || deadline.legalGround === "";
}

function hasFalseSteps(steps: readonly number[] = []): boolean {
  return steps.some((step, index) => !Number.isInteger(step) || step <= (steps[index - 1] ?? 0));
}

function transitionFaultsOf(workflow: Workflow<never>, transition: WorkflowTransition<never>): string[] {
  const { kind, to } = transition;
  const sources = fromStates(transition);
  const targets = targetsNamedBy(transition);
  const hasClock = sources.every((state) => workflow.states[state]?.deadline !== undefined);
  const faults: (string | false)[] = [
    (transition.labelZh === "" || transition.labelEn === "") && "has no label",
    transition.permission === "" && "has no permission",
    sources.length === 0 && "leads out of no state",
    isStaying(kind) && to !== undefined && `is of kind ${kind}, which stays: leave out \`to\``,
    !isStaying(kind) && to !== "any-earlier" && targets.length === 0 && "does not say where it leads to",
    to === "any-earlier" && kind !== "return" && "leads to any earlier state but is no return",
    targets.length > 1 && kind !== "return" && kind !== "resume-clock" && "leads to several states but is no return",
    transition.comesBack === true && kind !== "return" && "comes back but is no return",
    (kind === "pause-clock" || kind === "extend-clock") && !hasClock && `is of kind ${kind}, but there is no deadline`,
    (kind === "extend-clock") !== isPositiveWhole(transition.extensionDays) &&
      "must say extensionDays exactly where it extends the clock",
    kind === "pause-clock" &&
      !targets.every((state) => workflow.states[state]?.kind === "waiting") &&
      "must lead to a waiting state",
    kind === "withdraw" &&
      !targets.some((state) => sources.every((source) => leads(workflow, "advance", state, source))) &&
      "withdraws a step that no transition takes",
    ...clockPairFaults(workflow, transition),
  ];
  return faults.filter((fault) => fault !== false).map((fault) => `transition "${transition.id}" ${fault}`);
}

function isPositiveWhole(days: number | undefined): boolean {
  return days !== undefined && Number.isInteger(days) && days > 0;
}

/** A clock that is stopped can be restarted where it was stopped, and only there. */
function clockPairFaults(workflow: Workflow<never>, transition: WorkflowTransition<never>): string[] {
  const pairs = fromStates(transition).flatMap((from) => targetsNamedBy(transition).map((to) => ({ from, to })));
  if (transition.kind === "pause-clock") {
    return pairs
      .filter(({ from, to }) => !leads(workflow, "resume-clock", to, from))
      .map(({ from, to }) => `stops the clock of "${from}", but nothing of kind resume-clock leads back from "${to}"`);
  }
  if (transition.kind === "resume-clock") {
    return pairs
      .filter(({ from, to }) => !leads(workflow, "pause-clock", to, from))
      .map(
        ({ from, to }) =>
          `restarts the clock of "${to}", which nothing of kind pause-clock stops on the way to "${from}"`,
      );
  }
  return [];
}

function leads(workflow: Workflow<never>, kind: TransitionKind, from: string, to: string): boolean {
  return workflow.transitions.some(
    (transition) =>
      transition.kind === kind && fromStates(transition).includes(from) && targetsNamedBy(transition).includes(to),
  );
}

function unreachableStatesOf(workflow: Workflow<never>): string[] {
  const reached = new Set([workflow.initial]);
  // A set is walked in the order of adding, also while it grows.
  for (const state of reached) {
    for (const transition of workflow.transitions) {
      if (fromStates(transition).includes(state)) for (const target of targetsNamedBy(transition)) reached.add(target);
    }
  }
  return Object.keys(workflow.states)
    .filter((state) => !reached.has(state))
    .map((state) => `state "${state}" cannot be reached from "${workflow.initial}"`);
}
