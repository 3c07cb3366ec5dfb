import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type PlanTargetView, type TargetUnit, targetLamp } from "../model/index.ts";
import type { PlanDependencies } from "./plan-dependencies.ts";

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

/** The city's targets with the present figure, where there is one, and the lamp on a day. */
export async function readTargets(
  transaction: Transaction,
  planId: string,
  presentFigure: PlanDependencies["presentFigure"],
  today: string,
): Promise<readonly PlanTargetView[]> {
  const { rows } = await sql<TargetRow>`
    select t.*, v.value, v.source from action_plan.target t
    join action_plan.target_value v on v.target_id = t.id and v.division_code is null
    where t.plan_id = ${planId} order by t.position`.execute(transaction);
  const views: PlanTargetView[] = [];
  for (const row of rows) {
    const present = await presentFigure(row.figure_id, transaction);
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
