import { type ActionPlan, measuresOf, type PlanMeasure } from "./action-plan.ts";

/** One numbered measure as it stands in the text of a plan. */
export interface MeasureText {
  readonly partTitle: string;
  readonly number: number;
  readonly title: string;
  /** Between the title and the bracket. */
  readonly body: string;
  /** The bracket's content: “A、B负责,C配合”. */
  readonly bracket: string;
}

/** A place where the data of a plan and its text disagree. */
export interface PlanTextFault {
  readonly kind:
    | "measure-missing"
    | "measure-unknown"
    | "title-differs"
    | "orphan-clause"
    | "quoted-twice"
    | "not-in-text"
    | "departments-differ"
    | "bracket-unclear"
    | "task-number-wrong"
    | "target-without-task";
  /** Number of the measure, or id of the task. */
  readonly place: string;
  /** The clause, quotation or bracket in question. */
  readonly text: string;
}

const PART = /^[一二三四五六七八九十]+、(?<title>.+)$/;
const MEASURE = /^(?<number>\d+)[.．](?<title>[^。]+)。(?<body>.+。)[(（](?<bracket>[^()（）]+)[)）]$/;

/** The measures in the text of a government plan: “一、…” opens a part, “1.题目。…。(…负责)” is a measure. */
export function parsePlanText(text: string): readonly MeasureText[] {
  const measures: MeasureText[] = [];
  let partTitle = "";
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const part = PART.exec(line)?.groups;
    if (part) partTitle = part.title!;
    const measure = MEASURE.exec(line)?.groups;
    if (!measure) continue;
    const { number, title, body, bracket } = measure;
    measures.push({ partTitle, number: Number(number), title: title!, body: body!, bracket: bracket! });
  }
  return measures;
}

interface Responsibility {
  readonly form: "responsible" | "shared-out";
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
}

/** “A、B负责,C、D配合” or “A、B分工负责”; undefined where the bracket says something else. */
export function parseResponsibility(bracket: string): Responsibility | undefined {
  const found = /^(?<lead>[^,，]+?)(?<form>分工负责|负责)(?:[,，](?<cooperating>[^,，]+)配合)?$/.exec(bracket)?.groups;
  if (!found) return undefined;
  return {
    form: found.form === "分工负责" ? "shared-out" : "responsible",
    lead: found.lead!.split("、"),
    cooperating: found.cooperating?.split("、") ?? [],
  };
}

/**
 * Everything in which a plan's data differ from its text: a clause that no task quotes, a quotation that is not there or
 * stands in two tasks, departments other than those of the bracket. Empty where they agree letter by letter.
 */
export function planTextFaults(text: string, plan: ActionPlan): readonly PlanTextFault[] {
  const written = parsePlanText(text);
  const measures = measuresOf(plan);
  const partTitles = new Map(plan.parts.flatMap((part) => part.measures.map((each) => [each.number, part.titleZh])));
  return [
    ...written
      .filter(({ number }) => !measures.some((measure) => measure.number === number))
      .map(({ number, title }) => fault("measure-missing", number, title)),
    ...measures.flatMap((measure) => {
      const source = written.find(({ number }) => number === measure.number);
      if (!source) return [fault("measure-unknown", measure.number, measure.titleZh)];
      const isTitled = source.title === measure.titleZh && source.partTitle === partTitles.get(measure.number);
      return [
        ...(isTitled ? [] : [fault("title-differs", measure.number, `${source.partTitle} / ${source.title}`)]),
        ...departmentFaults(source, measure),
        ...clauseFaults(source, measure),
      ];
    }),
    ...targetFaults(plan),
  ];
}

function departmentFaults({ bracket }: MeasureText, { number, responsibility }: PlanMeasure): PlanTextFault[] {
  const written = parseResponsibility(bracket);
  if (!written) return [fault("bracket-unclear", number, bracket)];
  const names = (of: readonly { readonly nameZh: string }[]) => of.map(({ nameZh }) => nameZh).join("、");
  const isSame =
    written.form === responsibility.form &&
    written.lead.join("、") === names(responsibility.lead) &&
    written.cooperating.join("、") === names(responsibility.cooperating);
  return isSame ? [] : [fault("departments-differ", number, bracket)];
}

/** Walks the text of a measure with its tasks in order: what lies between two quotations is asked of nobody. */
function clauseFaults({ body }: MeasureText, { number, tasks }: PlanMeasure): PlanTextFault[] {
  const faults: PlanTextFault[] = [];
  const seen = new Set<string>();
  let reached = 0;
  for (const { id, quotation } of tasks) {
    if (seen.has(id) || !id.startsWith(`${number}.`)) faults.push(fault("task-number-wrong", id, quotation));
    seen.add(id);
    const start = quotation === "" ? -1 : body.indexOf(quotation, reached);
    if (start === -1) {
      faults.push(fault(quotation !== "" && body.includes(quotation) ? "quoted-twice" : "not-in-text", id, quotation));
      continue;
    }
    if (start > reached) faults.push(fault("orphan-clause", number, body.slice(reached, start)));
    reached = start + quotation.length;
  }
  if (reached < body.length) faults.push(fault("orphan-clause", number, body.slice(reached)));
  return faults;
}

/** A target names a task, and its number stands in that task's clause. */
function targetFaults(plan: ActionPlan): PlanTextFault[] {
  const tasks = measuresOf(plan).flatMap((measure) => measure.tasks);
  return plan.targets.flatMap((target) => {
    const quotation = tasks.find(({ id }) => id === target.taskId)?.quotation ?? "";
    const number = target.unit === "ratio" ? `${(target.value * 100).toFixed(2)}%` : String(target.value);
    return quotation.includes(number) ? [] : [fault("target-without-task", target.id, number)];
  });
}

function fault(kind: PlanTextFault["kind"], place: number | string, text: string): PlanTextFault {
  return { kind, place: String(place), text };
}
