/** `npm run build:kernels`: builds the kernel binary where it is missing or its sources have changed. */
import { loadKernelModule } from "#platform/kernel-binary";

await loadKernelModule();
