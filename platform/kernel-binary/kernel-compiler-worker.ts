/** The process that `compileKernelsApart` starts: the compiled kernels on standard output. */
import { compileKernels } from "./compile-kernels.ts";

process.stdout.write(await compileKernels());
