export {
  DEMONSTRATION_MARKER,
  DEMONSTRATION_VERSION,
  type Demonstration,
  type DemonstrationOptions,
  type DemonstrationStage,
  makeDemonstration,
} from "./make-demonstration.ts";
