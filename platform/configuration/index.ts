export { type Configuration, describeConfiguration, readConfiguration } from "./configuration.ts";
export { programRoot, programVersion } from "./program.ts";
