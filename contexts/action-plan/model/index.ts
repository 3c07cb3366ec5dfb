export {
  type ActionPlan,
  measuresOf,
  measureText,
  type PlanArea,
  type PlanDepartment,
  type PlanMeasure,
  type PlanPart,
  type PlanResponsibility,
  type PlanTarget,
  type PlanTask,
  planAreas,
  quotedSentence,
  type TargetBaseline,
  type TargetUnit,
} from "./action-plan.ts";
export { type PlanTextFault, parsePlanText, parseResponsibility, planTextFaults } from "./plan-text.ts";
