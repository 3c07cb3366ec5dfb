import { spawn } from "node:child_process";

export interface Measured {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Largest resident set of any process of the command. */
  readonly peakMegabytes: number;
  readonly output: string;
}

/**
 * Runs a command as a whole process under GNU time and reads its user and system seconds and its peak memory.
 * @throws Error with what the command printed where it fails
 */
export async function measured(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  const marker = "MEASURED";
  const child = spawn("/usr/bin/time", ["-f", `${marker} %U %S %e %M`, command, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on("error", reject);
  child.on("close", resolve);
  const code = await promise;
  const line = output.split("\n").find((text) => text.startsWith(marker));
  if (code !== 0 || line === undefined) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
  const [user = 0, system = 0, wall = 0, kilobytes = 0] = line.split(" ").slice(1).map(Number);
  return { cpuSeconds: user + system, wallSeconds: wall, peakMegabytes: Math.round(kilobytes / 1024), output };
}

/** The run with the median CPU time of several. */
export async function medianOf(times: number, run: () => Promise<Measured>): Promise<Measured> {
  const runs: Measured[] = [];
  for (let i = 0; i < times; i++) runs.push(await run());
  runs.sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  return runs[runs.length >> 1]!;
}
