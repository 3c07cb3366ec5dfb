import { closeSync, fsyncSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface MachineLimits {
  /** Bytes read and written a second by copying memory on one thread. */
  readonly memoryGigabytesPerSecond: number;
  readonly diskWriteMegabytesPerSecond: number;
  readonly diskReadMegabytesPerSecond: number;
}

const BYTES = 256 * 2 ** 20;

/** What this machine can do at best, so that a rate can be read as a share of it. */
export function measureMachineLimits(folder: string): MachineLimits {
  return {
    memoryGigabytesPerSecond: copyRate(),
    ...diskRates(join(folder, "disk-limit.bin")),
  };
}

function copyRate(): number {
  const source = new Float64Array(BYTES / 8).fill(1);
  const target = new Float64Array(BYTES / 8);
  target.set(source);
  const repeats = 8;
  const start = performance.now();
  for (let i = 0; i < repeats; i++) target.set(source);
  const seconds = (performance.now() - start) / 1000;
  return (2 * BYTES * repeats) / seconds / 1e9;
}

/** Writing ends with fsync; reading is from the page cache, which is where a survey's inputs mostly are. */
function diskRates(path: string): Pick<MachineLimits, "diskWriteMegabytesPerSecond" | "diskReadMegabytesPerSecond"> {
  const block = new Uint8Array(4 * 2 ** 20).map((_, i) => (i * 2654435761) >>> 24);
  const writing = performance.now();
  const target = openSync(path, "w");
  for (let written = 0; written < BYTES; written += block.length) writeSync(target, block);
  fsyncSync(target);
  closeSync(target);
  const reading = performance.now();
  const source = openSync(path, "r");
  while (readSync(source, block) > 0);
  closeSync(source);
  const end = performance.now();
  rmSync(path);
  return {
    diskWriteMegabytesPerSecond: BYTES / 1e6 / ((reading - writing) / 1000),
    diskReadMegabytesPerSecond: BYTES / 1e6 / ((end - reading) / 1000),
  };
}
