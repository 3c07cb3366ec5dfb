/**
 * @zh 实施方案
 * A plan issued by a government: parts, measures with the departments that answer for them, tasks and targets. It is data of
 * a region; this context knows no plan by name.
 */
export interface ActionPlan {
  /** Stable, kebab-case. */
  readonly id: string;
  /** 文号, as printed. */
  readonly documentNumber: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly issuerZh: string;
  /** ISO date of issue. */
  readonly issuedOn: string;
  readonly source: string;
  readonly parts: readonly PlanPart[];
  readonly targets: readonly PlanTarget[];
}

/** @zh 实施方案的部分，如“一、加强预防保护” */
export interface PlanPart {
  readonly number: number;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly measures: readonly PlanMeasure[];
}

/** @zh 措施 One numbered item of the plan. Its text is what its tasks quote, one after the other. */
export interface PlanMeasure {
  readonly number: number;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly responsibility: PlanResponsibility;
  readonly tasks: readonly PlanTask[];
}

/**
 * @zh 责任分工
 * The bracket at the end of a measure: `responsible` is “…负责” (several departments jointly, perhaps with others “配合”),
 * `shared-out` is “…分工负责”, where each answers for its own part and nobody leads.
 */
export interface PlanResponsibility {
  readonly form: "responsible" | "shared-out";
  readonly lead: readonly PlanDepartment[];
  readonly cooperating: readonly PlanDepartment[];
}

/** @zh 责任部门 */
export interface PlanDepartment {
  /** By which access knows the organisation. */
  readonly organisationCode: string;
  /** As the plan names it. */
  readonly nameZh: string;
  readonly nameEn: string;
}

/** @zh 任务 A clause of the plan that asks somebody for something. */
export interface PlanTask {
  /** Stable: number of the measure, a point, a number that is never given to another clause. */
  readonly id: string;
  /** The clause, letter by letter, with the punctuation that ends it. */
  readonly quotation: string;
  /** What is asked, in a few words. */
  readonly askZh: string;
  readonly askEn: string;
  /** The part of the platform that carries it. */
  readonly area: PlanArea;
}

/** @zh 承载板块 */
export type PlanArea = (typeof planAreas)[number];

export const planAreas = [
  "action-plan",
  "territory",
  "plan-consultation",
  "conservation-planning",
  "construction-projects",
  "disturbance-patches",
  "supervision",
  "case-handling",
  "public-reports",
  "credit",
  "treatment",
  "funding",
  "monitoring",
  "erosion-assessment",
  "value-conversion",
  "bulletin",
  "accountability",
  "outreach",
] as const;

/** A ratio of 0–1, square kilometres, or a count. */
export type TargetUnit = "ratio" | "km²" | "count";

/** @zh 目标值 */
export interface PlanTarget {
  /** Stable: the figure and the year. */
  readonly id: string;
  /** The figure of the figure service that is set against it. */
  readonly figureId: string;
  /** The task whose clause names it. */
  readonly taskId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: TargetUnit;
  /** Calendar year by whose end it is to be reached. */
  readonly byYear: number;
  /** In `unit`. */
  readonly value: number;
  /** Where the straight line to the target begins; null where the plan names no beginning. */
  readonly baseline: TargetBaseline | null;
  readonly source: string;
  readonly noteZh: string | null;
  readonly noteEn: string | null;
  /** What brings the figure as long as there is none. */
  readonly filledByZh: string;
  readonly filledByEn: string;
}

/** @zh 起算值 */
export interface TargetBaseline {
  /** In the unit of the target. */
  readonly value: number;
  /** ISO date. */
  readonly on: string;
  readonly basisZh: string;
}

/** All measures of a plan in their order. */
export function measuresOf(plan: ActionPlan): readonly PlanMeasure[] {
  return plan.parts.flatMap(({ measures }) => measures);
}

/** The text of a measure without its title and without its bracket. */
export function measureText(measure: PlanMeasure): string {
  return measure.tasks.map(({ quotation }) => quotation).join("");
}

/**
 * The whole sentences that a clause is part of, with the place of the clause in them (indices of characters); undefined where
 * no clause has the id.
 *
 * @param clauses those of one measure, in order
 */
export function quotedSentence(
  clauses: readonly Pick<PlanTask, "id" | "quotation">[],
  id: string,
): { readonly sentence: string; readonly from: number; readonly to: number } | undefined {
  const index = clauses.findIndex((clause) => clause.id === id);
  const clause = clauses[index];
  if (!clause) return undefined;
  const text = clauses.map(({ quotation }) => quotation).join("");
  const from = clauses.slice(0, index).reduce((length, { quotation }) => length + quotation.length, 0);
  const to = from + clause.quotation.length;
  const start = from === 0 ? 0 : text.lastIndexOf("。", from - 1) + 1;
  const stop = text.indexOf("。", to - 1);
  return {
    sentence: text.slice(start, stop === -1 ? text.length : stop + 1),
    from: from - start,
    to: to - start,
  };
}
