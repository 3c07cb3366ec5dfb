import { dash, formatFigure } from "#platform/interface-kit";
import type { Figure, FigureValue, Lineage } from "./board-requests.ts";

/** The page that shows what a value was counted from: the list with the very filter, or the result; undefined where there is none. */
export function addressOf(lineage: readonly Lineage[]): string | undefined {
  const [source] = lineage;
  if (source === undefined) return undefined;
  if (source.kind === "result") return source.path;
  return `/records/${source.recordSet}?${new URLSearchParams({ filter: JSON.stringify(source.filter) })}`;
}

/** The page of a survey, as the lineage of its figures names it. */
export function surveyAddress(runId: string): string {
  return `/surveys?run=${encodeURIComponent(runId)}`;
}

/** A value as its figure prints it, without the unit: a ratio in percent. */
export function numberText(value: number | null | undefined, { unit, decimals }: Pick<Figure, "unit" | "decimals">) {
  if (value === null || value === undefined) return dash;
  return formatFigure(unit === "%" ? value * 100 : value, decimals);
}

/** The largest first; what has no value is left out. */
export function largestFirst<Part extends FigureValue>(parts: readonly Part[]): readonly Part[] {
  return known(parts).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

/** The smallest first; what has no value is left out. */
export function smallestFirst<Part extends FigureValue>(parts: readonly Part[]): readonly Part[] {
  return known(parts).sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
}

function known<Part extends FigureValue>(parts: readonly Part[]): Part[] {
  return parts.filter(({ value }) => value !== null);
}
