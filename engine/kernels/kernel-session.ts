import { TerraceError } from "#errors";
import type { KernelExports } from "./kernel-exports.ts";
import { type KernelModule, webAssembly } from "./web-assembly.ts";

/**
 * One instance of the kernel binary with one fixed arena of memory. The memory never grows, so views on it stay valid;
 * pages that nobody touches cost no RAM, so an arena may be generous. Reuse one session for many grids: the first touch
 * of fresh memory costs as much as a kernel (measured: design of the engine, section 3).
 */
export interface KernelSession {
  readonly exports: KernelExports;
  readonly arenaBytes: number;
  /**
   * A 16-byte aligned piece of the arena; its `byteOffset` is the pointer that kernels take. Its content is whatever
   * the memory holds.
   */
  allocate<T extends keyof ArrayOfType>(type: T, length: number): ArrayOfType[T];
  /** A place to release to: everything allocated after it is given back at once. */
  mark(): number;
  release(mark: number): void;
}

export interface ArrayOfType {
  uint8: Uint8Array;
  int8: Int8Array;
  uint16: Uint16Array;
  int16: Int16Array;
  uint32: Uint32Array;
  int32: Int32Array;
  float32: Float32Array;
  float64: Float64Array;
}

const CONSTRUCTORS: {
  readonly [T in keyof ArrayOfType]: {
    readonly BYTES_PER_ELEMENT: number;
    new (buffer: ArrayBuffer, byteOffset: number, length: number): ArrayOfType[T];
  };
} = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

const PAGE_BYTES = 65_536;

/** 32-bit WebAssembly addresses 4 GiB; one page is left so that the end of the arena is still a 32-bit number. */
export const LARGEST_ARENA_BYTES: number = 65_535 * PAGE_BYTES;

/**
 * @param arenaBytes room for arrays; the binary's own static data (less than a page) is added to it
 * @throws TerraceError `arena-too-large` above 4 GiB less two pages, `arena-not-available` where the machine refuses
 */
export function createKernelSession(module: KernelModule, arenaBytes: number): KernelSession {
  const pages = Math.ceil(arenaBytes / PAGE_BYTES) + 1;
  if (pages * PAGE_BYTES > LARGEST_ARENA_BYTES) {
    throw new TerraceError({
      code: "arena-too-large",
      userMessage: `一次计算需要 ${gibibytes(arenaBytes)} GiB 内存，超过单次上限 4 GiB。请按区县或流域分次计算，或采用较大的栅格。`,
      message: `One computation needs ${gibibytes(arenaBytes)} GiB, above the limit of 4 GiB. Survey by division or basin, or use coarser cells.`,
      details: { arenaBytes, limitBytes: LARGEST_ARENA_BYTES },
    });
  }
  const memory = newMemory(pages);
  const instance = new webAssembly.Instance(module, { env: { memory, abort: abortKernel } });
  const exports = instance.exports as KernelExports;
  const end = pages * PAGE_BYTES;
  let next = aligned(exports.heapBase());

  return {
    exports,
    arenaBytes,
    allocate<T extends keyof ArrayOfType>(type: T, length: number): ArrayOfType[T] {
      const TypedArray = CONSTRUCTORS[type];
      const byteOffset = next;
      const following = aligned(byteOffset + length * TypedArray.BYTES_PER_ELEMENT);
      if (following > end) {
        throw new RangeError(`arena of ${arenaBytes} bytes is full: ${length} ${type} do not fit at ${byteOffset}`);
      }
      next = following;
      return new TypedArray(memory.buffer, byteOffset, length);
    },
    mark: () => next,
    release(mark) {
      next = mark;
    },
  };
}

function newMemory(pages: number): { readonly buffer: ArrayBuffer } {
  try {
    return new webAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const size = gibibytes(pages * PAGE_BYTES);
    throw new TerraceError({
      code: "arena-not-available",
      userMessage: `本机无法提供计算所需的 ${size} GiB 内存。请关闭其他程序、减小计算范围，或采用较大的栅格。`,
      message: `This machine cannot provide the ${size} GiB of memory needed. Close programs, survey a smaller area, or use coarser cells.`,
      details: { bytes: pages * PAGE_BYTES },
      cause,
    });
  }
}

function abortKernel(_message: number, _file: number, line: number, column: number): never {
  throw new Error(`kernel aborted at line ${line}, column ${column} of its source`);
}

function aligned(byteOffset: number): number {
  return Math.ceil(byteOffset / 16) * 16;
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
