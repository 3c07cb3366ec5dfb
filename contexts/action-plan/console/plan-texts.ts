import type { PlanTargetView } from "#contexts/action-plan/model";
import { createTexts, dash, formatFigure, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

type PlanTextKey = keyof typeof chinese;
export type PlanTexts = Texts<PlanTextKey>;

export const usePlanTexts: () => PlanTexts = createTexts<PlanTextKey>("plan", { "zh-CN": chinese, en });

/** `2026-Q3` in words. */
export function periodName(period: string, { text }: Pick<PlanTexts, "text">): string {
  return text("period.name", { year: period.slice(0, 4), quarter: period.slice(6) });
}

/** A value of a target with its unit: a ratio as percent with two decimals, km² with two, a count with none. */
export function targetValue(
  value: number | null,
  unit: PlanTargetView["unit"],
  { text }: Pick<PlanTexts, "text">,
): string {
  if (value === null) return dash;
  const figure = unit === "ratio" ? formatFigure(value * 100, 2) : formatFigure(value, unit === "count" ? 0 : 2);
  return text(`value.${unit}`, { figure });
}
