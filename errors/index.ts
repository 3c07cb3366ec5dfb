export { type Failure, failure, orThrow, type Result, type Success, success } from "./result.ts";
export { TerraceError, type TerraceErrorOptions } from "./terrace-error.ts";
