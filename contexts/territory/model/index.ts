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
