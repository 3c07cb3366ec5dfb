import { COMPILER_OPTIONS, readKernelSources } from "./kernel-sources.ts";

/**
 * Compiles the AssemblyScript sources in this process. A source that does not compile is a bug and throws.
 * The compiler is loaded only when it is needed: loading it takes 0.4 s of every start.
 */
export async function compileKernels(): Promise<Uint8Array> {
  const { main } = await import("assemblyscript/asc");
  const sources = await readKernelSources();
  let binary: Uint8Array | undefined;
  const { error, stderr } = await main(["index.ts", "--outFile", "kernels.wasm", ...COMPILER_OPTIONS], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (name, contents) => {
      if (name === "kernels.wasm") binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`kernels do not compile:\n${stderr.toString()}`, { cause: error });
  if (binary === undefined) throw new Error("the compiler wrote no binary");
  return binary;
}
