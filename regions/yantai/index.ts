export { actionPlan } from "./action-plan/index.ts";
export {
  DEMONSTRATION_MARKER,
  DEMONSTRATION_VERSION,
  type Demonstration,
  type DemonstrationOptions,
  type DemonstrationStage,
  makeDemonstration,
} from "./demonstration/index.ts";
export {
  type DemonstrationRecord,
  demonstrationPattern,
  demonstrationRecords,
  type Outline,
} from "./demonstration-records/index.ts";
export {
  type Division,
  type DivisionChange,
  type DivisionCode,
  type DivisionCodeKind,
  divisionChanges,
  divisionCode,
  divisionOf,
  divisions,
} from "./divisions.ts";
export { type Organisation, type OrganisationKind, organisations, planDepartments } from "./organisations.ts";
export { conservationPattern, focusDivisions, type Target, targets } from "./targets.ts";
