export { loadKernelModule } from "./kernel-binary.ts";
