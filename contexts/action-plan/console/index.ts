export { ActionPlanPage } from "./action-plan.page.tsx";
export { PlanSummary } from "./plan-summary.tsx";
export { type PlanTexts, targetValue, usePlanTexts } from "./plan-texts.ts";
