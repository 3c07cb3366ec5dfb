import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { Figure } from "#platform/figures";
import { chinaDate, type PlanTargetView, type TargetUnit, targetLamp } from "../model/index.ts";
import type { PlanDependencies } from "./plan-dependencies.ts";
import { readPresentFigure } from "./present-figure.query.ts";

interface TargetRow {
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

/** The city's targets with the present figure, where there is one, and the lamp on the day of `now`. */
export function readTargets({ database, figures, now }: PlanDependencies): Promise<readonly PlanTargetView[]> {
  // Not under the session's eyes: a department would else be shown a figure of the city counted from what it may see of it.
  return database.asService("action-plan", (transaction) => targetsOn(transaction, figures, chinaDate(now())));
}

async function targetsOn(
  transaction: Transaction,
  figures: readonly Figure[],
  today: string,
): Promise<readonly PlanTargetView[]> {
  const { rows } = await sql<TargetRow>`
    select t.*, v.value, v.source from action_plan.target t
    join action_plan.target_value v on v.target_id = t.id and v.division_code is null
    order by t.position`.execute(transaction);
  const views: PlanTargetView[] = [];
  for (const row of rows) {
    const question = {
      figureId: row.figure_id,
      unit: row.unit,
      byYear: row.by_year,
      // A sum begins on the day after its baseline; a rate is what it is.
      countsFrom: row.unit === "ratio" || row.baseline_on === null ? null : dayAfter(row.baseline_on),
    };
    const present = await readPresentFigure(transaction, figures, question, today);
    const baseline = baselineOf(row);
    views.push({
      id: row.id,
      taskId: row.task_id,
      nameZh: row.name_zh,
      nameEn: row.name_en,
      unit: row.unit,
      byYear: row.by_year,
      value: row.value,
      source: row.source,
      noteZh: row.note_zh,
      noteEn: row.note_en,
      baseline,
      present,
      filledByZh: row.filled_by_zh,
      filledByEn: row.filled_by_en,
      ...targetLamp({ value: row.value, byYear: row.by_year, baseline }, present, today),
    });
  }
  return views;
}

function baselineOf({ baseline_value: value, baseline_on: on, baseline_basis_zh: basisZh }: TargetRow) {
  return value === null || on === null || basisZh === null ? null : { value, on, basisZh };
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
