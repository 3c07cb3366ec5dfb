import type { PlanTarget, TargetBaseline } from "#contexts/action-plan/model";
import { type Target, targets } from "../targets.ts";

type Particulars = Pick<PlanTarget, "taskId" | "baseline" | "noteEn" | "filledByZh" | "filledByEn">;

const SURVEY_ZH = "发布当年动态监测成果后显示。";
const SURVEY_EN = "Shown once the survey of the year is published.";

const FROM_ZERO: TargetBaseline = {
  value: 0,
  on: "2020-12-31",
  basisZh: "“十四五”期间新增，自 2021 年起从零累计",
};
const FROM_TARGET_OF_2025: TargetBaseline = {
  value: 0.718,
  on: "2025-12-31",
  basisZh: "本方案 2025 年目标；其间按直线内插，本产品设计",
};
const FROM_ISSUE: TargetBaseline = {
  value: 0,
  on: "2024-09-13",
  basisZh: "自方案印发之日起从零累计，本产品设计",
};

const particulars: Readonly<Record<string, Particulars>> = {
  "conservation-rate-2025": {
    taskId: "7.3",
    baseline: null,
    noteEn: null,
    filledByZh: SURVEY_ZH,
    filledByEn: SURVEY_EN,
  },
  "conservation-rate-2035": {
    taskId: "7.4",
    baseline: FROM_TARGET_OF_2025,
    noteEn: null,
    filledByZh: SURVEY_ZH,
    filledByEn: SURVEY_EN,
  },
  "newly-treated-area-2025": {
    taskId: "7.2",
    baseline: FROM_ZERO,
    noteEn:
      "The sum of works done; it is not the decrease of the area of soil and water loss and shares no axis with it.",
    filledByZh: "治理台账中有验收合格的治理面积后显示。",
    filledByEn: "Shown once the treatment ledger holds accepted areas.",
  },
  "clean-watersheds-2027": {
    taskId: "8.5",
    baseline: FROM_ISSUE,
    noteEn: null,
    filledByZh: "治理台账中有验收合格的生态清洁小流域后显示。",
    filledByEn: "Shown once the treatment ledger holds accepted clean watersheds.",
  },
};

export const planTargets: readonly PlanTarget[] = targets.map(planTargetOf);

function planTargetOf({ id: figureId, nameZh, nameEn, unit, byYear, target, noteZh }: Target): PlanTarget {
  const id = `${figureId}-${byYear}`;
  const own = particulars[id];
  if (!own) throw new Error(`the target ${id} has no task in the plan`);
  return { id, figureId, nameZh, nameEn, unit, byYear, value: target.value, source: target.source, noteZh, ...own };
}
