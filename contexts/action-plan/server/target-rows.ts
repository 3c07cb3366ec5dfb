import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { TargetBaseline, TargetUnit } from "../model/index.ts";
import type { FigureQuestion } from "./present-figure.query.ts";

export interface TargetRow {
  readonly id: string;
  readonly figure_id: string;
  readonly task_id: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly unit: TargetUnit;
  readonly by_year: number;
  readonly baseline_value: number | null;
  readonly baseline_on: string | null;
  readonly baseline_basis_zh: string | null;
  readonly note_zh: string | null;
  readonly note_en: string | null;
  readonly filled_by_zh: string;
  readonly filled_by_en: string;
  readonly value: number;
  readonly source: string;
}

/** The targets with the city's values, in the order of the plan. */
export async function readTargetRows(transaction: Transaction): Promise<readonly TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select t.*, v.value, v.source from action_plan.target t
    join action_plan.target_value v on v.target_id = t.id and v.division_code is null
    order by t.position`.execute(transaction);
  return rows;
}

export function baselineOf({
  baseline_value: value,
  baseline_on: on,
  baseline_basis_zh: basisZh,
}: TargetRow): TargetBaseline | null {
  return value === null || on === null || basisZh === null ? null : { value, on, basisZh };
}

/** What the figure service is asked for a target. */
export function questionOf(row: TargetRow): FigureQuestion {
  return {
    figureId: row.figure_id,
    unit: row.unit,
    byYear: row.by_year,
    // A sum begins on the day after its baseline; a rate is what it is.
    countsFrom: row.unit === "ratio" || row.baseline_on === null ? null : dayAfter(row.baseline_on),
  };
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
