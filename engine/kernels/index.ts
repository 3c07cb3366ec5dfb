export type { KernelExports, Pointer } from "./kernel-exports.ts";
export { type ArrayOfType, createKernelSession, type KernelSession, LARGEST_ARENA_BYTES } from "./kernel-session.ts";
export { CELLS_PER_CALL, inPieces } from "./pieces-of-work.ts";
export { compileKernelModule, type KernelModule } from "./web-assembly.ts";
