export {
  atan,
  cosineOfDegrees,
  DEGREES_PER_RADIAN,
  RADIANS_PER_DEGREE,
  sineOfDegrees,
  tangentOfDegrees,
} from "./angles.ts";
export { exp, exp2 } from "./exponential.ts";
export { fifthRoot } from "./fifth-root.ts";
export { log, log2 } from "./logarithm.ts";
export { pow } from "./power.ts";
