import type { Transaction } from "#platform/database";
import { aggregateRecords, aggregateRecordsBy } from "#platform/record-sets";
import type { DivisionValue, Figure, FigurePeriod, FigureValue, RecordFigure } from "./figure.ts";

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
  const { set, sumField } = figure;
  if (set.divisionField === null) return [];
  const filter = figure.filter(period);
  const sums = sumField === null ? [] : [sumField];
  const groups = await aggregateRecordsBy(transaction, set, { filter }, sums, set.divisionField);
  return groups.map(({ group, count, sums: groupSums }) => {
    const own = group === null ? { isNull: true } : { eq: group };
    const groupFilter = { ...filter, [set.divisionField ?? ""]: own };
    return {
      division: group,
      value: amountOf(figure, count, groupSums),
      lineage: [{ kind: "records", recordSet: set.id, filter: groupFilter, count }],
    };
  });
}

/** A count of nothing is zero; a sum of nothing is nothing. */
function amountOf(
  { sumField }: RecordFigure,
  count: number,
  sums: Readonly<Record<string, number | null>>,
): number | null {
  return sumField === null ? count : (sums[sumField] ?? null);
}
