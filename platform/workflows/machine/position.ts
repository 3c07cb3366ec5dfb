import { type Clock, extendClock, isPaused, pauseClock, resumeClock, startClock } from "../calendar/clock.ts";
import type { Day } from "../calendar/day.ts";
import { stateOf, type Workflow, type WorkflowTransition } from "./workflow.ts";

export interface Person {
  readonly id: string;
  /** As shown; kept, so that the course of a record reads the same after a change of name. */
  readonly name: string;
}

/** @zh 加签人: asked for an opinion, without which the record does not advance. */
export interface Signer extends Person {
  readonly hasSigned: boolean;
}

/** A state that the record has passed or is in, with the state whose time limit runs in it. */
export interface PathStep {
  readonly state: string;
  readonly clock: string | null;
}

/** What a withdrawal needs to know of the step before. */
export interface LastAdvance {
  readonly by: string;
  readonly from: string;
  readonly comesBack: readonly PathStep[] | null;
}

/** Where a record is in its life. Plain data, as it is stored. */
export interface Position {
  /** From the first state to the present one, without what was returned or withdrawn. Never empty. */
  readonly path: readonly PathStep[];
  /** Time limits by the state that began them. */
  readonly clocks: Readonly<Record<string, Clock>>;
  /** The path to which the next primary step leads back after a return that comes back. */
  readonly comesBack: readonly PathStep[] | null;
  /** Who alone handles it, after 转办; null where anybody with the permission may. */
  readonly assignee: Person | null;
  readonly signers: readonly Signer[];
  readonly lastAdvance: LastAdvance | null;
}

export interface TransitionInput {
  readonly by: string;
  readonly on: Day;
  /** The state chosen, where a return offers several. */
  readonly to?: string;
  /** To whom it is reassigned, or who is asked to sign; with an advance, who shall handle it next. */
  readonly person?: Person;
}

export function currentState({ path }: Position): string {
  return path[path.length - 1]!.state;
}

/** The time limit that runs in the present state, or null. */
export function currentClock({ path, clocks }: Position): Clock | null {
  const owner = path[path.length - 1]!.clock;
  return owner === null ? null : (clocks[owner] ?? null);
}

export function firstPosition(workflow: Workflow<never>, on: Day): Position {
  const nowhere: Position = {
    path: [],
    clocks: {},
    comesBack: null,
    assignee: null,
    signers: [],
    lastAdvance: null,
  };
  return { ...nowhere, ...enter(workflow, nowhere, workflow.initial, on, "restart") };
}

/**
 * The position after a transition. That it is allowed has been seen before (`allowedActions`); what cannot be here is a bug.
 */
export function positionAfter(
  workflow: Workflow<never>,
  position: Position,
  transition: WorkflowTransition<never>,
  input: TransitionInput,
): Position {
  const from = currentState(position);
  const moved = { comesBack: null, assignee: input.person ?? null, signers: [], lastAdvance: null };
  const clockRule = transition.clock ?? "restart";
  switch (transition.kind) {
    case "advance": {
      const lastAdvance = { by: input.by, from, comesBack: position.comesBack };
      if (position.comesBack !== null && transition.isPrimary === true) {
        return { ...comeBack(workflow, position, position.comesBack, input.on), ...moved, lastAdvance };
      }
      return { ...enterTarget(workflow, position, transition, input, clockRule), ...moved, lastAdvance };
    }
    case "reopen":
      return { ...enterTarget(workflow, position, transition, input, clockRule), ...moved };
    case "return": {
      const comesBack = transition.comesBack === true ? position.path : null;
      return { ...enterTarget(workflow, position, transition, input, clockRule), ...moved, comesBack };
    }
    case "withdraw": {
      const comesBack = position.lastAdvance?.comesBack ?? null;
      const target = enterTarget(workflow, position, transition, input, transition.clock ?? "continue");
      return { ...target, ...moved, comesBack };
    }
    case "pause-clock":
      return {
        ...enterTarget(workflow, withCurrentClock(position, pauseClock, input.on), transition, input, clockRule),
        ...moved,
      };
    case "resume-clock":
      return { ...resume(position, input.on), ...moved };
    case "extend-clock":
      return {
        ...withCurrentClock(position, (clock, on) => extendClock(clock, transition.extensionDays!, on), input.on),
        lastAdvance: null,
      };
    case "reassign":
      return { ...position, assignee: personOf(input), lastAdvance: null };
    case "add-signer":
      return { ...position, signers: withSigner(position.signers, personOf(input), false), lastAdvance: null };
    case "urge":
      return position;
  }
}

/** The position after a signer has given an opinion. */
export function positionAfterSigning(position: Position, person: Person): Position {
  return { ...position, signers: withSigner(position.signers, person, true), lastAdvance: null };
}

function withSigner(signers: readonly Signer[], { id, name }: Person, hasSigned: boolean): readonly Signer[] {
  return [...signers.filter((signer) => signer.id !== id), { id, name, hasSigned }];
}

function personOf({ person }: TransitionInput): Person {
  if (person === undefined) throw new Error("This transition needs a person.");
  return person;
}

function targetOf(transition: WorkflowTransition<never>, { to }: TransitionInput): string {
  if (typeof transition.to === "string" && transition.to !== "any-earlier") return transition.to;
  if (to === undefined) throw new Error(`Transition "${transition.id}" needs a chosen state.`);
  return to;
}

function enterTarget(
  workflow: Workflow<never>,
  position: Position,
  transition: WorkflowTransition<never>,
  input: TransitionInput,
  rule: "restart" | "continue",
): Position {
  return enter(workflow, position, targetOf(transition, input), input.on, rule);
}

/** Goes to a state: back along the path where it lies on it, else one step further. */
function enter(
  workflow: Workflow<never>,
  position: Position,
  state: string,
  on: Day,
  rule: "restart" | "continue",
): Position {
  const passed = position.path.findIndex((step) => step.state === state);
  const before = passed === -1 ? position.path : position.path.slice(0, passed);
  const { deadline } = stateOf(workflow, state);
  if (rule === "continue" && passed !== -1) return { ...position, path: position.path.slice(0, passed + 1) };
  if (deadline === undefined) return { ...position, path: [...before, { state, clock: null }] };
  if (deadline === "continues") {
    // Back on the path its own clock runs on; a step further, that of the step before.
    const clock = position.path[passed]?.clock ?? position.path[position.path.length - 1]?.clock ?? null;
    return { ...position, path: [...before, { state, clock }] };
  }
  const clocks =
    rule === "continue" && position.clocks[state] !== undefined
      ? position.clocks
      : { ...position.clocks, [state]: startClock(deadline, on) };
  return { ...position, clocks, path: [...before, { state, clock: state }] };
}

/** Straight back to where it was returned from, with a new time limit there. */
function comeBack(workflow: Workflow<never>, position: Position, path: readonly PathStep[], on: Day): Position {
  const { state } = path[path.length - 1]!;
  return enter(workflow, { ...position, path }, state, on, "restart");
}

function withCurrentClock(position: Position, change: (clock: Clock, on: Day) => Clock, on: Day): Position {
  const owner = position.path[position.path.length - 1]!.clock;
  const clock = owner === null ? undefined : position.clocks[owner];
  if (owner === null || clock === undefined) throw new Error(`No clock runs in "${currentState(position)}".`);
  return { ...position, clocks: { ...position.clocks, [owner]: change(clock, on) } };
}

/** Back to the state before, whose clock stands. */
function resume(position: Position, on: Day): Position {
  const back = { ...position, path: position.path.slice(0, -1) };
  const clock = currentClock(back);
  return clock !== null && isPaused(clock) ? withCurrentClock(back, resumeClock, on) : back;
}
