import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/**
 * Compiles the kernels in a process of its own: what the compiler takes of memory (0.3 GB) goes back to the system only with it.
 * A source that does not compile is a bug and throws.
 */
export async function compileKernelsApart(): Promise<Uint8Array> {
  const script = fileURLToPath(new URL("./kernel-compiler-worker.ts", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "pipe"] });
  const [binary, complaint, [code, signal]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  if (code !== 0) throw new Error(`the compiler of the kernels ended with ${signal ?? code}:\n${complaint}`);
  return binary;
}
