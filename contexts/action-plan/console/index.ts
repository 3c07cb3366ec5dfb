export { ActionPlanPage } from "./action-plan.page.tsx";
export type { EvidenceField } from "./evidence-field.ts";
export { PlanSummary } from "./plan-summary.tsx";
