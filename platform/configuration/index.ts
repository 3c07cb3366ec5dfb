export { type Configuration, describeConfiguration, environmentVariables, readConfiguration } from "./configuration.ts";
export { describeObjectStore, type ObjectStoreAddress } from "./object-store-address.ts";
export { programRoot, programVersion } from "./program.ts";
