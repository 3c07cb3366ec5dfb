import { targetsNamedBy } from "./define-workflow.ts";
import { currentState, type Position } from "./position.ts";
import { fromStates, stateOf, type Workflow } from "./workflow.ts";

/** A step on the bar above a record: those passed, the present one, and those that are usually ahead. */
export interface Stage {
  readonly state: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly status: "done" | "current" | "ahead";
}

export function stagesOf(workflow: Workflow<never>, position: Position): readonly Stage[] {
  const current = currentState(position);
  const passed = position.path.slice(0, -1).map(({ state }) => state);
  const ahead = usualWayFrom(workflow, current, passed);
  const stage = (state: string, status: Stage["status"]): Stage => {
    const { labelZh, labelEn } = stateOf(workflow, state);
    return { state, labelZh, labelEn, status };
  };
  return [
    // What comes again after 补正 is not done.
    ...passed.filter((state) => !ahead.includes(state)).map((state) => stage(state, "done")),
    stage(current, "current"),
    ...ahead.map((state) => stage(state, "ahead")),
  ];
}

/** Along the primary steps, or the first where none is primary; out of a waiting state back to where it came from. */
function usualWayFrom(workflow: Workflow<never>, start: string, passed: readonly string[]): readonly string[] {
  const way: string[] = [];
  for (let state = start; ; ) {
    const next = nextOf(workflow, state, state === start ? passed : []);
    if (next === undefined || next === start || way.includes(next)) return way;
    way.push(next);
    state = next;
  }
}

function nextOf(workflow: Workflow<never>, state: string, passed: readonly string[]): string | undefined {
  const steps = workflow.transitions.filter(
    (transition) =>
      (transition.kind === "advance" || transition.kind === "resume-clock") && fromStates(transition).includes(state),
  );
  const step = steps.find(({ isPrimary }) => isPrimary === true) ?? steps[0];
  if (step === undefined) return undefined;
  const targets = targetsNamedBy(step);
  return targets.find((target) => target === passed[passed.length - 1]) ?? targets[0];
}
