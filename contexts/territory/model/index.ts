export {
  type ConditionCard,
  type ConditionChange,
  type ConditionLine,
  type ConditionProblem,
  type ConditionYear,
  conditionCard,
  type Holding,
} from "./condition-card.ts";
export { type DivisionChangeData, type DivisionData, withPredecessors } from "./division-data.ts";
export {
  type PatchState,
  patchStateLabels,
  patchStates,
  type ScreeningClass,
  type ScreeningClassId,
  type ScreeningTopic,
  screeningClasses,
  screeningClassIds,
  screeningTopics,
  verdictsFrom,
} from "./screening.ts";
export {
  type PatchVerdicts,
  patchVerdicts,
  type ScreeningOptions,
  type ScreeningRequest,
  type ScreeningResult,
  screeningOptions,
  screeningRequest,
  screeningResult,
  type VerdictRequest,
  verdictRequest,
} from "./screening-contract.ts";
