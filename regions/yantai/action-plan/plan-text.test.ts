import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type ActionPlan,
  measuresOf,
  measureText,
  type PlanMeasure,
  type PlanTask,
  parsePlanText,
  planTextFaults,
  quotedSentence,
} from "#contexts/action-plan/model";
import { planDepartments } from "../organisations.ts";
import { actionPlan } from "./index.ts";

const text = readFileSync(join(import.meta.dirname, "plan-text.txt"), "utf8");

describe("the plan as data against its text", () => {
  it("has a task for every clause, quotes letter by letter, and names the departments of every bracket", () => {
    expect(planTextFaults(text, actionPlan)).toEqual([]);
  });

  it("has the five parts and the fifteen measures of the text", () => {
    const written = parsePlanText(text);
    expect(written.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect([...new Set(written.map(({ partTitle }) => partTitle))]).toHaveLength(5);
    for (const { number, body } of written) {
      expect(measureText(measuresOf(actionPlan)[number - 1]!), String(number)).toBe(body);
    }
  });

  it("leaves no department of a bracket out of the organisations, and no organisation without a bracket", () => {
    const lines = text.split("\n").filter((line) => /^\d+\./.test(line));
    for (const { nameZh } of planDepartments) {
      expect(
        lines.some((line) => line.slice(line.lastIndexOf("(")).includes(nameZh)),
        nameZh,
      ).toBe(true);
    }
    const named = lines.flatMap(
      (line) => line.slice(line.lastIndexOf("(")).match(/市[^、,()]*?(?=、|分工负责|负责|配合)/g) ?? [],
    );
    expect(new Set(named)).toEqual(new Set(planDepartments.map(({ nameZh }) => nameZh)));
  });

  it("shows a clause inside its whole sentence", () => {
    const measure = measuresOf(actionPlan)[12]!;
    const { sentence, from, to } = quotedSentence(measure.tasks, "13.2")!;
    expect(sentence).toMatch(/^落实政府.*重要参考。$/);
    expect(sentence.slice(from, to)).toBe(measure.tasks[1]!.quotation);
    expect(quotedSentence(measure.tasks, "13.9")).toBeUndefined();
  });
});

describe("the comparison finds", () => {
  const faultsOf = (plan: ActionPlan, of = text) => planTextFaults(of, plan).map(({ kind, place }) => [kind, place]);

  it("the orphan of every task that is taken away", () => {
    for (const measure of measuresOf(actionPlan)) {
      for (const gone of measure.tasks) {
        const plan = withMeasure(measure.number, (each) => ({ tasks: each.tasks.filter(({ id }) => id !== gone.id) }));
        const orphans = planTextFaults(text, plan).filter(({ kind }) => kind === "orphan-clause");
        expect(orphans, gone.id).toEqual([
          { kind: "orphan-clause", place: String(measure.number), text: gone.quotation },
        ]);
      }
    }
  });

  it("a measure that the data lack, and one that the text lacks", () => {
    const parts = actionPlan.parts.map((part) => ({
      ...part,
      measures: part.measures.filter(({ number }) => number !== 9),
    }));
    expect(faultsOf({ ...actionPlan, parts })).toEqual([["measure-missing", "9"]]);
    const shortened = text.split("\n").filter((line) => !line.startsWith("9."));
    expect(faultsOf(actionPlan, shortened.join("\n"))).toEqual([["measure-unknown", "9"]]);
  });

  it("a clause that is added to the text", () => {
    const longer = text.replace("9.创新治理工程建管模式。", "9.创新治理工程建管模式。每年公布一次名单。");
    expect(planTextFaults(longer, actionPlan)).toEqual([
      { kind: "orphan-clause", place: "9", text: "每年公布一次名单。" },
    ]);
  });

  it("a quotation with one letter changed, and a clause that two tasks quote", () => {
    const changed = withTask("4.4", (each) => ({ quotation: each.quotation.replace("损害", "损失") }));
    expect(faultsOf(changed)).toEqual([
      ["not-in-text", "4.4"],
      ["orphan-clause", "4"],
    ]);
    const doubled = withMeasure(4, (each) => ({
      tasks: [...each.tasks, { ...each.tasks[0]!, id: "4.7" }],
    }));
    expect(faultsOf(doubled)).toEqual([["quoted-twice", "4.7"]]);
  });

  it("a department too few, two in another order, and a lead where the text says 分工负责", () => {
    const fewer = withMeasure(5, ({ responsibility }) => ({
      responsibility: { ...responsibility, cooperating: responsibility.cooperating.slice(1) },
    }));
    expect(faultsOf(fewer)).toEqual([["departments-differ", "5"]]);
    const turned = withMeasure(7, ({ responsibility }) => ({
      responsibility: { ...responsibility, lead: responsibility.lead.toReversed() },
    }));
    expect(faultsOf(turned)).toEqual([["departments-differ", "7"]]);
    const led = withMeasure(3, ({ responsibility }) => ({
      responsibility: { ...responsibility, form: "responsible" },
    }));
    expect(faultsOf(led)).toEqual([["departments-differ", "3"]]);
  });

  it("a bracket that it cannot read", () => {
    const other = text.replace("(市财政局、市水利局负责)", "(市财政局、市水利局牵头)");
    expect(faultsOf(actionPlan, other)).toEqual([["bracket-unclear", "9"]]);
  });

  it("another title, a task's number in a wrong measure, and a target whose number is not in its clause", () => {
    expect(faultsOf(withMeasure(1, () => ({ titleZh: "源头预防" })))).toEqual([["title-differs", "1"]]);
    expect(faultsOf(withTask("6.5", () => ({ id: "5.9" })))).toEqual([["task-number-wrong", "5.9"]]);
    const targets = actionPlan.targets.map((target) => ({ ...target, value: target.value + 1 }));
    expect(faultsOf({ ...actionPlan, targets }).map(([kind]) => kind)).toEqual(
      actionPlan.targets.map(() => "target-without-task"),
    );
  });
});

function withMeasure(number: number, change: (measure: PlanMeasure) => Partial<PlanMeasure>): ActionPlan {
  const parts = actionPlan.parts.map((part) => ({
    ...part,
    measures: part.measures.map((measure) =>
      measure.number === number ? { ...measure, ...change(measure) } : measure,
    ),
  }));
  return { ...actionPlan, parts };
}

function withTask(id: string, change: (task: PlanTask) => Partial<PlanTask>): ActionPlan {
  return withMeasure(Number.parseInt(id, 10), ({ tasks }) => ({
    tasks: tasks.map((task) => (task.id === id ? { ...task, ...change(task) } : task)),
  }));
}
