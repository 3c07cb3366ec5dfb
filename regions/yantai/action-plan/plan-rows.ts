import type { PlanArea, PlanMeasure, PlanTask } from "#contexts/action-plan/model";
import { departmentOf } from "../organisations.ts";

type DepartmentKeys = readonly string[];

/** A clause as a task. `quotation` is a verbatim piece of `plan-text.txt`. */
export function task(id: string, area: PlanArea, quotation: string, askZh: string, askEn: string): PlanTask {
  return { id, quotation, askZh, askEn, area };
}

/** “A、B负责” or “A、B负责,C、D配合”. */
export function responsible(
  lead: DepartmentKeys,
  cooperating: DepartmentKeys = [],
): Pick<PlanMeasure, "responsibility"> {
  return { responsibility: { form: "responsible", lead: named(lead), cooperating: named(cooperating) } };
}

/** “A、B、C分工负责”. */
export function sharedOut(departments: DepartmentKeys): Pick<PlanMeasure, "responsibility"> {
  return { responsibility: { form: "shared-out", lead: named(departments), cooperating: [] } };
}

function named(keys: DepartmentKeys) {
  return keys.map(departmentOf).map(({ code, nameZh, nameEn }) => ({ organisationCode: code, nameZh, nameEn }));
}
