import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { aggregateRecords, aggregateRecordsBy, fieldOf, type RecordSet } from "#platform/record-sets";
import type {
  DivisionValue,
  Figure,
  FigurePeriod,
  FigureValue,
  GroupValue,
  RecordFigure,
  YearValue,
} from "./figure.ts";

/** The figure over all that the session sees. */
export async function evaluateFigure(
  transaction: Transaction,
  figure: Figure,
  period: FigurePeriod | null,
): Promise<FigureValue> {
  if (figure.kind === "result") return figure.read(transaction, period);
  const { set, sumField } = figure;
  const filter = figure.filter(period);
  const { count, sums } = await aggregateRecords(transaction, set, { filter }, sumField === null ? [] : [sumField]);
  return { value: amountOf(figure, count, sums), lineage: [{ kind: "records", recordSet: set.id, filter, count }] };
}

/** The figure by division; its rows sum to `evaluateFigure` where it is a count or a sum. */
export async function evaluateFigureByDivision(
  transaction: Transaction,
  figure: Figure,
  period: FigurePeriod | null,
): Promise<readonly DivisionValue[]> {
  if (figure.kind === "result") return figure.readByDivision?.(transaction, period) ?? [];
  const { divisionField } = figure.set;
  if (divisionField === null) return [];
  const parts = await partsOf(transaction, figure, divisionField, period);
  return parts.map(({ group, ...answer }) => ({ division: group, ...answer }));
}

/** The figure by the values of one of its `groupFields`, each with its name; together they are `evaluateFigure` where it is a count or a sum. */
export async function evaluateFigureByGroup(
  transaction: Transaction,
  figure: RecordFigure,
  field: string,
  period: FigurePeriod | null,
): Promise<readonly GroupValue[]> {
  const parts = await partsOf(transaction, figure, field, period);
  const labels = await labelsOf(
    transaction,
    figure.set,
    field,
    parts.flatMap(({ group }) => group ?? []),
  );
  return parts.map((part) => ({ ...part, ...(labels.get(part.group ?? "") ?? sameInBoth(part.group ?? "")) }));
}

/**
 * The figure year by year, both years inclusive. Of records, those of the year; of a yearly result only the years that have one of their
 * own, for a result stands until the next one.
 */
export async function evaluateFigureByYear(
  transaction: Transaction,
  figure: Figure,
  first: number,
  last: number,
): Promise<readonly YearValue[]> {
  const ofYear = (year: number) => evaluateFigure(transaction, figure, { from: `${year}-01-01`, to: `${year}-12-31` });
  const years: YearValue[] = [];
  let before = figure.kind === "result" ? JSON.stringify(await ofYear(first - 1)) : "";
  for (let year = first; year <= last; year++) {
    const answer = await ofYear(year);
    const isNew = figure.kind === "records" || JSON.stringify(answer) !== before;
    if (isNew) years.push({ year, ...answer });
    before = JSON.stringify(answer);
  }
  return years;
}

async function partsOf(
  transaction: Transaction,
  figure: RecordFigure,
  field: string,
  period: FigurePeriod | null,
): Promise<readonly (FigureValue & { readonly group: string | null })[]> {
  const { set, sumField } = figure;
  const filter = figure.filter(period);
  const groups = await aggregateRecordsBy(transaction, set, { filter }, sumField === null ? [] : [sumField], field);
  return groups.map(({ group, count, sums }) => {
    const own = group === null ? { isNull: true } : { ...filter[field], eq: group };
    return {
      group,
      value: amountOf(figure, count, sums),
      lineage: [{ kind: "records", recordSet: set.id, filter: { ...filter, [field]: own }, count }],
    };
  });
}

type Label = Pick<GroupValue, "labelZh" | "labelEn">;

async function labelsOf(
  transaction: Transaction,
  set: RecordSet,
  field: string,
  groups: readonly string[],
): Promise<ReadonlyMap<string, Label>> {
  const { kind, choices = [] } = fieldOf(set, field);
  if (kind === "choice") return new Map(choices.map(({ value, labelZh, labelEn }) => [value, { labelZh, labelEn }]));
  if (kind !== "organisation" || groups.length === 0) return new Map();
  const { rows } = await sql<Label & { id: string }>`
    select id, name_zh as "labelZh", name_en as "labelEn" from access.organisation where id = any (${groups}::uuid[])`.execute(
    transaction,
  );
  return new Map(rows.map(({ id, ...label }) => [id, label]));
}

function sameInBoth(text: string): Label {
  return { labelZh: text, labelEn: text };
}

/** A count of nothing is zero; a sum of nothing is nothing. */
function amountOf(
  { sumField }: RecordFigure,
  count: number,
  sums: Readonly<Record<string, number | null>>,
): number | null {
  return sumField === null ? count : (sums[sumField] ?? null);
}
