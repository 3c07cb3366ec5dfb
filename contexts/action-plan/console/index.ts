export { ActionPlanPage } from "./action-plan.page.tsx";
export { PlanSummary } from "./plan-summary.tsx";
