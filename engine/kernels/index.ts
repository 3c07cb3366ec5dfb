export type { KernelExports, Pointer } from "./kernel-exports.ts";
export { type ArrayOfType, createKernelSession, type KernelSession, LARGEST_ARENA_BYTES } from "./kernel-session.ts";
export { compileKernelModule, type KernelModule } from "./web-assembly.ts";
