import type { Transaction } from "#platform/database";
import {
  evaluateFigure,
  evaluateFigureByDivision,
  type Figure,
  type FigurePeriod,
  type FigureValue,
  type Lineage,
} from "#platform/figures";
import type { PresentFigure, TargetUnit } from "../model/index.ts";

/** What of a target decides which figure is asked for, and over which time. */
export interface FigureQuestion {
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
  question: FigureQuestion,
  today: string,
): Promise<PresentFigure | null> {
  const figure = figureFor(figures, question);
  if (figure === undefined) return null;
  const period = periodOf(question, today);
  const now = await evaluateFigure(transaction, figure, period);
  if (now.value === null) return null;
  return presentOf(figure, question, now, await dayOf(transaction, figure, now, period));
}

/**
 * The same by division, as far as the transaction sees its rows. A division of which nothing is counted yet has a zero where the figure
 * counts records, and is missing otherwise.
 */
export async function readPresentFigureByDivision(
  transaction: Transaction,
  figures: readonly Figure[],
  question: FigureQuestion,
  today: string,
  divisions: readonly string[],
): Promise<ReadonlyMap<string, PresentFigure>> {
  const present = new Map<string, PresentFigure>();
  const figure = figureFor(figures, question);
  if (figure === undefined) return present;
  const period = periodOf(question, today);
  const parts = await evaluateFigureByDivision(transaction, figure, period);
  const asOf = await dayOf(transaction, figure, await evaluateFigure(transaction, figure, period), period);
  for (const division of divisions) {
    const part = parts.find((each) => each.division === division) ?? noneOf(figure, division, period);
    if (part !== null && part.value !== null) present.set(division, presentOf(figure, question, part, asOf));
  }
  return present;
}

function figureFor(figures: readonly Figure[], { figureId, unit }: FigureQuestion): Figure | undefined {
  const figure = figures.find(({ id }) => id === figureId);
  if (figure !== undefined && figure.unit !== PRINTED[unit])
    throw new Error(`The figure ${figureId} is in ${figure.unit}, its target in ${unit}`);
  return figure;
}

function periodOf({ byYear, countsFrom }: FigureQuestion, today: string): FigurePeriod {
  const end = `${byYear}-12-31`;
  return { from: countsFrom ?? "1900-01-01", to: today < end ? today : end };
}

/** A count of records is zero where there are none, with the list that shows it; nothing else is known of what is not there. */
function noneOf(figure: Figure, division: string, period: FigurePeriod): FigureValue | null {
  if (figure.kind === "result" || figure.sumField !== null || figure.set.divisionField === null) return null;
  const filter = { ...figure.filter(period), [figure.set.divisionField]: { eq: division } };
  return { value: 0, lineage: [{ kind: "records", recordSet: figure.set.id, filter, count: 0 }] };
}

function dayOf(
  transaction: Transaction,
  figure: Figure,
  now: FigureValue,
  { from, to }: FigurePeriod,
): Promise<string> {
  return figure.kind === "records" ? Promise.resolve(to) : yearOfResult(transaction, figure, now, from, to);
}

function presentOf(
  figure: Figure,
  { unit }: FigureQuestion,
  { value, lineage }: FigureValue,
  asOf: string,
): PresentFigure {
  return { value: value ?? 0, unit, asOf, lineage: lineage.map((step) => lineageStep(figure, step)) };
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
