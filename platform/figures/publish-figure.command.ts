import { sql } from "kysely";
import { TerraceError } from "#errors";
import type { Session, Transaction } from "#platform/database";
import { evaluateFigure, evaluateFigureByDivision } from "./evaluate-figure.query.ts";
import type { DivisionValue, Figure, FigurePeriod } from "./figure.ts";

export interface PublishedValue {
  readonly division: string | null;
  readonly value: number | null;
  readonly unit: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  /** The last line of the history that the value has seen. */
  readonly historyId: number;
}

/**
 * Freezes a figure, for the city and each division, as it stands now.
 * @throws TerraceError `figure-empty` where it has no value, `figure-of-the-city` where the session is not the city's
 */
export async function publishFigure(
  transaction: Transaction,
  session: Session,
  figure: Figure,
  period: FigurePeriod | null,
): Promise<readonly PublishedValue[]> {
  if (session.scope !== "city") {
    throw new TerraceError({
      code: "figure-of-the-city",
      userMessage: "指标由市级发布。您可以查看现值和已发布的数值；如需发布，请联系市水行政主管部门。",
      message: "Figures are published by the city; your account is not the city's.",
    });
  }
  const whole = await evaluateFigure(transaction, figure, period);
  if (whole.value === null) {
    throw new TerraceError({
      code: "figure-empty",
      userMessage: `“${figure.nameZh}”还没有数据，不能发布：${figure.emptyZh}`,
      message: `${figure.id} has no value to publish: ${figure.emptyEn}`,
      details: { figure: figure.id },
    });
  }
  const rows: readonly DivisionValue[] = [
    { division: null, ...whole },
    ...(await evaluateFigureByDivision(transaction, figure, period)).filter(({ division }) => division !== null),
  ];
  for (const { division, value, lineage } of rows) {
    await sql`insert into figures.published
        (figure, period_from, period_to, division_code, value, unit, lineage, history_id, published_by, published_by_name)
      values (${figure.id}, ${period?.from ?? null}, ${period?.to ?? null}, ${division}, ${value}, ${figure.unit},
        ${JSON.stringify(lineage)}::jsonb, (select coalesce(max(id), 0) from audit_trail.change), ${session.userId}, ${session.userName})
      on conflict do nothing`.execute(transaction);
  }
  return listPublished(transaction, figure, period);
}

/** What was published of a figure, newest first. */
export async function listPublished(
  transaction: Transaction,
  figure: Figure,
  period: FigurePeriod | null,
): Promise<readonly PublishedValue[]> {
  const { rows } = await sql<PublishedValue>`
    select division_code as division, value, unit, published_at as "publishedAt", published_by_name as "publishedBy",
      history_id as "historyId"
    from figures.published
    where figure = ${figure.id} and period_from is not distinct from ${period?.from ?? null}::date
      and period_to is not distinct from ${period?.to ?? null}::date
    order by published_at desc, division_code nulls first`.execute(transaction);
  return rows;
}
