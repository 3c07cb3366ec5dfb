export { analyseFlow, type FlowAnalysis, type FlowAnalysisOptions, type FlowStage } from "./analyse-flow.ts";
export { fillDepressions } from "./fill-depressions.ts";
export { flowAccumulation } from "./flow-accumulation.ts";
export { flowArenaBytes } from "./flow-arena.ts";
export { flowDirections } from "./flow-directions.ts";
export {
  LENGTH_UNITS_PER_SIDE,
  type LengthSteps,
  LONGEST_LENGTH,
  lengthSteps,
  lengthToFixedPoint,
  lengthToMetres,
  stepOf,
} from "./length-fixed-point.ts";
export { DIRECTION_NO_DATA, DIRECTION_OUTLET, downstreamCell, NEIGHBOURS, type Neighbour } from "./neighbours.ts";
export { type SlopeLengthRules, slopeLength } from "./slope-length.ts";
export { watershedOf } from "./watershed.ts";
