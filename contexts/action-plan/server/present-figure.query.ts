import type { Transaction } from "#platform/database";
import { evaluateFigure, type Figure, type FigureValue, type Lineage } from "#platform/figures";
import type { PresentFigure, TargetUnit } from "../model/index.ts";

/** What of a target decides which figure is asked for, and over which time. */
interface FigureQuestion {
  readonly figureId: string;
  readonly unit: TargetUnit;
  readonly byYear: number;
  /** ISO date; null where the target counts from no day. */
  readonly countsFrom: string | null;
}

const PRINTED: Readonly<Record<TargetUnit, string>> = { ratio: "%", "km²": "km²", count: "个" };
/** A yearly result older than this says nothing of the present. */
const YEARS_BACK = 10;

/**
 * The figure of a target as it stands on a day, or at the end of the target's year where that has passed. Null where the figure
 * service has none: nothing takes its place. The transaction must see every row, for the plan's figures are those of the whole city
 * whoever reads them.
 */
export async function readPresentFigure(
  transaction: Transaction,
  figures: readonly Figure[],
  { figureId, unit, byYear, countsFrom }: FigureQuestion,
  today: string,
): Promise<PresentFigure | null> {
  const figure = figures.find(({ id }) => id === figureId);
  if (figure === undefined) return null;
  if (figure.unit !== PRINTED[unit])
    throw new Error(`The figure ${figureId} is in ${figure.unit}, its target in ${unit}`);
  const from = countsFrom ?? "1900-01-01";
  const end = `${byYear}-12-31`;
  const to = today < end ? today : end;
  const now = await evaluateFigure(transaction, figure, { from, to });
  if (now.value === null) return null;
  const asOf = figure.kind === "records" ? to : await yearOfResult(transaction, figure, now, from, to);
  return { value: now.value, unit, asOf, lineage: now.lineage.map((step) => lineageStep(figure, step)) };
}

/** A yearly result stands until the next one: it is of the earliest year's end at which it was already the answer. */
async function yearOfResult(
  transaction: Transaction,
  figure: Figure,
  now: FigureValue,
  from: string,
  to: string,
): Promise<string> {
  let asOf = to;
  const lastYear = Number(to.slice(0, 4)) - (to.endsWith("-12-31") ? 0 : 1);
  for (let year = lastYear; year > lastYear - YEARS_BACK; year--) {
    const before = await evaluateFigure(transaction, figure, { from, to: `${year}-12-31` });
    if (JSON.stringify(before) !== JSON.stringify(now)) break;
    asOf = `${year}-12-31`;
  }
  return asOf;
}

function lineageStep(figure: Figure, step: Lineage): PresentFigure["lineage"][number] {
  if (step.kind === "result") return { labelZh: step.titleZh, labelEn: step.titleEn, address: step.path };
  const set = figure.kind === "records" ? figure.set : undefined;
  return {
    labelZh: `${set?.titleZh ?? step.recordSet} ${step.count} 条`,
    labelEn: `${set?.titleEn ?? step.recordSet}: ${step.count}`,
    address: `/records/${step.recordSet}?${new URLSearchParams({ filter: JSON.stringify(step.filter) })}`,
  };
}
