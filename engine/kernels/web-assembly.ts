/**
 * The part of WebAssembly that kernels need, declared here because the engine is compiled without Node and DOM types.
 * @see https://webassembly.github.io/spec/js-api/
 */

/** A compiled kernel binary: a `WebAssembly.Module`. */
export type KernelModule = object;

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyApi {
  readonly Memory: new (descriptor: { readonly initial: number; readonly maximum: number }) => KernelMemory;
  readonly Instance: new (module: KernelModule, imports: object) => { readonly exports: object };
  compile(bytes: Uint8Array): Promise<KernelModule>;
}

export const webAssembly: WebAssemblyApi = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi })
  .WebAssembly;

export function compileKernelModule(bytes: Uint8Array): Promise<KernelModule> {
  return webAssembly.compile(bytes);
}
