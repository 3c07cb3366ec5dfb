import type { Deadline } from "../calendar/clock.ts";
import { targetsNamedBy } from "./define-workflow.ts";
import { fromStates, isStaying, type Workflow, type WorkflowState } from "./workflow.ts";

/** The workflow as a Mermaid state diagram with Chinese names, for the handbook and the screen. */
export function workflowDiagram(workflow: Workflow<never>): string {
  const states = Object.entries(workflow.states);
  const arrows = workflow.transitions
    .filter(({ kind }) => !isStaying(kind))
    .flatMap((transition) =>
      fromStates(transition).flatMap((from) =>
        targetsDrawn(workflow, transition, from).map(
          (to) => `  ${idOf(from)} --> ${idOf(to)}: ${textOf(transition.labelZh)}`,
        ),
      ),
    );
  return [
    "stateDiagram-v2",
    ...states.map(([id, state]) => `  state "${captionOf(state)}" as ${idOf(id)}`),
    `  [*] --> ${idOf(workflow.initial)}`,
    ...arrows,
    ...states.filter(([, { kind }]) => kind === "closed").map(([id]) => `  ${idOf(id)} --> [*]`),
    "",
  ].join("\n");
}

function targetsDrawn(
  workflow: Workflow<never>,
  transition: Workflow<never>["transitions"][number],
  from: string,
): readonly string[] {
  return transition.to === "any-earlier" ? statesBefore(workflow, from) : targetsNamedBy(transition);
}

/** The states from which steps forward lead to this one. */
function statesBefore(workflow: Workflow<never>, state: string): readonly string[] {
  const before = new Set<string>();
  const pending = new Set([state]);
  for (const target of pending) {
    for (const transition of workflow.transitions) {
      if (transition.kind !== "advance" || !targetsNamedBy(transition).includes(target)) continue;
      for (const from of fromStates(transition)) {
        pending.add(from);
        if (from !== state) before.add(from);
      }
    }
  }
  return Object.keys(workflow.states).filter((each) => before.has(each));
}

/** Mermaid reads a hyphen in a name as the beginning of an arrow. */
function idOf(state: string): string {
  return state.replaceAll("-", "_");
}

function captionOf({ labelZh, deadline, kind }: WorkflowState): string {
  const mark = kind === "waiting" ? "（等待）" : "";
  return textOf(labelZh) + mark + (deadline === undefined ? "" : `<br/>${durationOf(deadline)}`);
}

/** How long, in words: 10个工作日. */
function durationOf(deadline: Deadline | "continues"): string {
  if (deadline === "continues") return "期限连续计算";
  if (deadline.unit === "month") return `${deadline.months}个月`;
  return `${deadline.days}${deadline.unit === "working" ? "个工作日" : "日"}`;
}

/** Quotes, colons and line ends have a meaning in Mermaid. */
function textOf(text: string): string {
  return text.replaceAll(/["\n;:#]/g, " ");
}
