import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sampleWorkflow } from "../sample-workflow.ts";
import { defineWorkflow } from "./define-workflow.ts";
import { workflowDiagram } from "./diagram.ts";
import type { Workflow, WorkflowDeclaration, WorkflowState, WorkflowTransition } from "./workflow.ts";

type Declaration = WorkflowDeclaration<string, Readonly<Record<string, unknown>>>;

const step = (id: string, from: string, to: string): WorkflowTransition => ({
  id,
  kind: "advance",
  from,
  to,
  labelZh: "下一步",
  labelEn: "Next",
  permission: "sample.act",
});
const open: WorkflowState = { labelZh: "办理", labelEn: "Handling", kind: "open" };
const waiting: WorkflowState = { labelZh: "补正", labelEn: "Supplementing", kind: "waiting" };
const closed: WorkflowState = { labelZh: "办结", labelEn: "Done", kind: "closed" };
const deadline = { unit: "working", days: 5, legalGround: "示例", sourceConfidence: "design" } as const;
const pause: WorkflowTransition = { ...step("pause", "first", "pending"), kind: "pause-clock" };

const sound: Declaration = {
  id: "small",
  titleZh: "小",
  titleEn: "Small",
  initial: "first",
  viewPermission: "sample.view",
  states: { first: open, done: closed },
  transitions: [step("finish", "first", "done")],
};

test("a sound declaration is taken as it is", () => {
  const workflow: Workflow = defineWorkflow(sound);
  expect(workflow.states).toEqual(sound.states);
});

describe("each mistake is found and named", () => {
  test.each<[string, Partial<Declaration>, RegExp]>([
    ["an initial state that is not there", { initial: "begin" }, /initial state "begin" is not declared/],
    [
      "an unknown target",
      { transitions: [step("finish", "first", "gone")] },
      /"finish" names the unknown state "gone"/,
    ],
    [
      "an unknown source",
      { transitions: [step("finish", "first", "done"), step("x", "lost", "done")] },
      /"x" names the unknown state "lost"/,
    ],
    [
      "a repeated transition",
      { transitions: [step("a", "first", "done"), step("a", "first", "done")] },
      /two transitions are named "a"/,
    ],
    [
      "the name kept for signers",
      { transitions: [step("sign", "first", "done")] },
      /"sign" is that of every added signer/,
    ],
    ["a name in another case", { id: "smallWorkflow" }, /"smallWorkflow" is not kebab-case/],
    [
      "an unreachable state",
      { states: { ...sound.states, island: closed } },
      /"island" cannot be reached from "first"/,
    ],
    [
      "a dead end",
      { states: { ...sound.states, stuck: open }, transitions: [...sound.transitions, step("lose", "first", "stuck")] },
      /"stuck" is a dead end/,
    ],
    [
      "a state out of which only staying transitions lead",
      {
        states: { ...sound.states, stuck: open },
        transitions: [
          ...sound.transitions,
          step("lose", "first", "stuck"),
          { ...step("hurry", "stuck", ""), kind: "urge", to: undefined } as never,
        ],
      },
      /"stuck" is a dead end/,
    ],
    [
      "a way out of a closed state",
      { transitions: [...sound.transitions, step("again", "done", "first")] },
      /"again" must be of kind reopen/,
    ],
    [
      "reopening what is open",
      { transitions: [...sound.transitions, { ...step("again", "first", "done"), kind: "reopen" }] },
      /"again" cannot reopen it/,
    ],
    [
      "a deadline on a closed state",
      { states: { first: open, done: { ...closed, deadline } } },
      /"done" is closed and has a deadline/,
    ],
    [
      "a deadline of no length",
      { states: { first: { ...open, deadline: { ...deadline, days: 0 } }, done: closed } },
      /no positive whole number/,
    ],
    [
      "a deadline of half a day",
      { states: { first: { ...open, deadline: { ...deadline, days: 0.5 } }, done: closed } },
      /no positive whole number/,
    ],
    [
      "a deadline without ground",
      { states: { first: { ...open, deadline: { ...deadline, legalGround: "" } }, done: closed } },
      /without legal ground/,
    ],
    [
      "a first state that continues a clock",
      { states: { first: { ...open, deadline: "continues" }, done: closed } },
      /no clock to continue/,
    ],
    [
      "escalation without a deadline",
      { states: { first: { ...open, escalate: [] }, done: closed } },
      /escalates but has no deadline/,
    ],
    [
      "escalation steps out of order",
      {
        states: {
          first: {
            ...open,
            deadline,
            escalate: [
              { afterDaysLate: 3, toRole: "a" },
              { afterDaysLate: 3, toRole: "b" },
            ],
          },
          done: closed,
        },
      },
      /each larger than the one before/,
    ],
    ["no label", { states: { first: { ...open, labelZh: "" }, done: closed } }, /"first" has no label/],
    [
      "no label of a button",
      { transitions: [{ ...step("finish", "first", "done"), labelEn: "" }] },
      /"finish" has no label/,
    ],
    [
      "no permission",
      { transitions: [{ ...step("finish", "first", "done"), permission: "" }] },
      /"finish" has no permission/,
    ],
    [
      "two primary buttons",
      { transitions: ["a", "b"].map((id) => ({ ...step(id, "first", "done"), isPrimary: true })) },
      /"first" has two primary transitions/,
    ],
    [
      "a staying kind that leads somewhere",
      { transitions: [...sound.transitions, { ...step("hurry", "first", "done"), kind: "urge" }] },
      /"hurry" is of kind urge, which stays/,
    ],
    [
      "a step that leads nowhere",
      { transitions: [...sound.transitions, { ...step("go", "first", "done"), to: [] }] },
      /"go" does not say where it leads to/,
    ],
    [
      "any earlier state for a step forward",
      { transitions: [...sound.transitions, step("go", "first", "any-earlier")] },
      /"go" leads to any earlier state but is no return/,
    ],
    [
      "several targets for a step forward",
      { transitions: [{ ...step("go", "first", "done"), to: ["done", "first"] }] },
      /several states but is no return/,
    ],
    [
      "a step forward that comes back",
      { transitions: [{ ...step("go", "first", "done"), comesBack: true }] },
      /comes back but is no return/,
    ],
    [
      "a stopped clock where none runs",
      {
        states: { ...sound.states, pending: waiting },
        transitions: [...sound.transitions, pause, step("end", "pending", "done")],
      },
      /there is no deadline/,
    ],
    [
      "a clock that nothing restarts",
      {
        states: { ...sound.states, first: { ...open, deadline }, pending: waiting },
        transitions: [...sound.transitions, pause, step("end", "pending", "done")],
      },
      /nothing of kind resume-clock leads back from "pending"/,
    ],
    [
      "a stop that does not wait",
      {
        states: { ...sound.states, first: { ...open, deadline }, pending: open },
        transitions: [...sound.transitions, pause, step("end", "pending", "done")],
      },
      /must lead to a waiting state/,
    ],
    [
      "a restart of what was not stopped",
      {
        states: { ...sound.states, pending: waiting },
        transitions: [
          ...sound.transitions,
          step("wait", "first", "pending"),
          { ...step("go-on", "pending", "first"), kind: "resume-clock" },
        ],
      },
      /restarts the clock of "first", which nothing of kind pause-clock stops/,
    ],
    [
      "an extension of no clock",
      {
        transitions: [
          ...sound.transitions,
          { ...step("longer", "first", "done"), kind: "extend-clock", to: undefined } as never,
        ],
      },
      /extend-clock, but there is no deadline/,
    ],
    [
      "an extension of no days",
      {
        states: { ...sound.states, first: { ...open, deadline } },
        transitions: [
          ...sound.transitions,
          { ...step("longer", "first", "done"), kind: "extend-clock", to: undefined } as never,
        ],
      },
      /must say extensionDays/,
    ],
    [
      "a withdrawal of a step that is never taken",
      {
        states: { first: open, second: open, done: closed },
        transitions: [
          step("go", "first", "second"),
          step("finish", "second", "done"),
          { ...step("back", "first", "second"), kind: "withdraw" },
        ],
      },
      /withdraws a step that no transition takes/,
    ],
  ])("%s", (_, change, message) => {
    expect(() => defineWorkflow({ ...sound, ...change })).toThrow(message);
  });

  test("all faults are told at once", () => {
    const faulty = {
      ...sound,
      initial: "begin",
      transitions: [step("finish", "first", "gone"), step("finish", "first", "done")],
    };
    expect(() => defineWorkflow(faulty)).toThrow(/begin[\s\S]*finish[\s\S]*gone/);
  });
});

test("an unknown state does not even compile", () => {
  expect(() =>
    defineWorkflow({
      ...sound,
      states: { first: open, done: closed },
      // @ts-expect-error there is no such state
      initial: "begin",
    }),
  ).toThrow("begin");
});

test("the diagram has every state, every move and the ends, in names that Mermaid reads", () => {
  const text = workflowDiagram(sampleWorkflow);
  expect(text.split("\n").slice(0, 9)).toEqual([
    "stateDiagram-v2",
    '  state "填报" as drafting',
    '  state "受理<br/>5个工作日" as accepting',
    '  state "审查<br/>10个工作日" as reviewing',
    '  state "签发<br/>期限连续计算" as signing',
    '  state "补正（等待）<br/>30日" as supplementing',
    '  state "已批准" as approved',
    '  state "已撤销" as withdrawn',
    "  [*] --> drafting",
  ]);
  expect(text).toContain("  drafting --> accepting: 提交\n");
  expect(text).toContain(
    "  signing --> drafting: 退回\n  signing --> accepting: 退回\n  signing --> reviewing: 退回\n",
  );
  expect(text).toContain("  approved --> [*]\n");
  expect(text).not.toContain("转办");
});

test("the handbook's picture is that of the declaration", () => {
  const page = readFileSync(new URL("../../../docs/handbook/流程.md", import.meta.url), "utf8");
  expect(page).toContain(`\`\`\`mermaid\n${workflowDiagram(sampleWorkflow)}\`\`\``);
});
