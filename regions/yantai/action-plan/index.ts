import type { ActionPlan } from "#contexts/action-plan/model";
import { foundations } from "./foundations.ts";
import { organisationalSupport } from "./organisational-support.ts";
import { planTargets } from "./plan-targets.ts";
import { prevention } from "./prevention.ts";
import { strictSupervision } from "./strict-supervision.ts";
import { treatmentResults } from "./treatment-results.ts";

/** @zh 实施方案 Yantai's: the plan that the product stands on, as data; its text lies beside it in `plan-text.txt`. */
export const actionPlan: ActionPlan = {
  id: "yantai-2024-68",
  documentNumber: "烟政办字〔2024〕68号",
  titleZh: "关于加强新时代水土保持工作的实施方案",
  titleEn: "Action plan for soil and water conservation in the new era",
  issuerZh: "烟台市人民政府办公室",
  issuedOn: "2024-09-13",
  source: "烟台市人民政府网站，政府文件数据库，索引号 113706000042603877/2024-12258，2024-09-14 发布",
  parts: [prevention, strictSupervision, treatmentResults, foundations, organisationalSupport],
  targets: planTargets,
};
