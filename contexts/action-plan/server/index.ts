export { actionPlanRoutes } from "./http-routes.ts";
export { loadActionPlan } from "./load-action-plan.command.ts";
export { actionPlanMigrations } from "./migrations.ts";
export { owedReports } from "./owed-report-set.ts";
export type { PlanDependencies } from "./plan-dependencies.ts";
export { actionPlanProblemStatuses } from "./plan-errors.ts";
export { planFigures } from "./plan-figures.ts";
export { progressReports } from "./progress-report-set.ts";
export { mayAttachEvidence } from "./report-evidence.query.ts";
