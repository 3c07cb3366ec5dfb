export { type DivisionChangeData, type DivisionData, withPredecessors } from "./division-data.ts";
