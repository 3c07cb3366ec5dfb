import type { Transaction } from "#platform/database";
import type { Figure } from "#platform/figures";
import { chinaDate, type PlanTargetView, targetLamp } from "../model/index.ts";
import type { PlanDependencies } from "./plan-dependencies.ts";
import { readPresentFigure } from "./present-figure.query.ts";
import { baselineOf, questionOf, readTargetRows } from "./target-rows.ts";

/** The city's targets with the present figure, where there is one, and the lamp on the day of `now`. */
export function readTargets({
  database,
  figures,
  now,
}: Pick<PlanDependencies, "database" | "figures" | "now">): Promise<readonly PlanTargetView[]> {
  // Not under the session's eyes: a department would else be shown a figure of the city counted from what it may see of it.
  return database.asService("action-plan", (transaction) => targetsOn(transaction, figures, chinaDate(now())));
}

async function targetsOn(
  transaction: Transaction,
  figures: readonly Figure[],
  today: string,
): Promise<readonly PlanTargetView[]> {
  const views: PlanTargetView[] = [];
  for (const row of await readTargetRows(transaction)) {
    const present = await readPresentFigure(transaction, figures, questionOf(row), today);
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
