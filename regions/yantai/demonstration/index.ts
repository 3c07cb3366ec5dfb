export { northCoast, southCoast } from "./geography/coast.ts";
export { peaks } from "./geography/relief.ts";
export { rivers } from "./geography/rivers.ts";
export {
  DEMONSTRATION_MARKER,
  DEMONSTRATION_VERSION,
  type Demonstration,
  type DemonstrationOptions,
  type DemonstrationStage,
  makeDemonstration,
} from "./make-demonstration.ts";
