export { type Configuration, describeConfiguration, readConfiguration } from "./configuration.ts";
export { describeObjectStore, type ObjectStoreAddress } from "./object-store-address.ts";
export { programRoot, programVersion } from "./program.ts";
