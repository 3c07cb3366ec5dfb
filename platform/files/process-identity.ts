import { readFile } from "node:fs/promises";

/**
 * Tells a process from another that got the same number later, which in a container happens at every restart: the boot
 * of the machine and the process's start in clock ticks since then. Undefined where there is no such process, or no /proc.
 */
export async function processIdentity(processId: number): Promise<string | undefined> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const status = await readFile(`/proc/${processId}/stat`, "utf8");
    // Field 22 of proc(5) stat; the command in field 2 may hold blanks and brackets, so count from its end.
    const startTime = status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
    return `${boot.trim()} ${startTime}`;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return undefined;
    throw error;
  }
}

/** @param identity as `processIdentity` gave it when the process was known to run; empty where it gave none */
export async function isProcessRunning(processId: number, identity: string): Promise<boolean> {
  if (identity !== "") return (await processIdentity(processId)) === identity;
  try {
    // Signal 0 asks whether a process exists without touching it.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
