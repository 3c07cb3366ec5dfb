export { loadKernelModule } from "./kernel-binary.ts";
export { hashOfKernelSources } from "./kernel-sources.ts";
