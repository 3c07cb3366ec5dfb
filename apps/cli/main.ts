import { TerraceError } from "#errors";
import type { Command } from "./command.ts";
import { compareCommand } from "./compare.command.ts";
import { erosivityCommand } from "./erosivity.command.ts";
import { explainCommand } from "./explain.command.ts";
import { serveCommand } from "./serve.command.ts";
import { surveyCommand } from "./survey.command.ts";
import { terrainCommand } from "./terrain.command.ts";

const commands: readonly Command[] = [
  surveyCommand,
  explainCommand,
  compareCommand,
  erosivityCommand,
  terrainCommand,
  serveCommand,
];

/** 2: the command was not understood; 1: it was, but could not be done; 130: stopped by the user. */
const EXIT = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(overview());
    return name === undefined ? EXIT.misused : EXIT.done;
  }
  if (name === "--version") {
    process.stdout.write(`${await version()}\n`);
    return EXIT.done;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    process.stderr.write(`terrace: 没有命令 ${name}。可用命令:${commands.map((known) => known.name).join("、")}。\n`);
    return EXIT.misused;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(command.help);
    return EXIT.done;
  }
  return runCommand(command, rest);
}

async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    await command.run(args, interruption.signal);
    return EXIT.done;
  } catch (error) {
    if (interruption.signal.aborted) {
      process.stderr.write("\nterrace: 已中断,没有留下半成品。\n");
      return EXIT.interrupted;
    }
    if (!(error instanceof TerraceError)) throw error;
    if (args.includes("--json")) {
      const { code, userMessage, message, details } = error;
      process.stderr.write(`${JSON.stringify({ error: { code, userMessage, message, details } })}\n`);
    } else {
      process.stderr.write(`terrace: ${error.userMessage}\n`);
    }
    return error.code === "arguments-invalid" ? EXIT.misused : EXIT.failed;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `智慧水保 Terrace:从高程、降雨、土壤和土地利用到土壤流失与水土保持率。

用法:terrace <命令> [选项]        每个命令:terrace <命令> --help

${lines.join("\n")}
`;
}

async function version(): Promise<string> {
  const { programVersion } = await import("#platform/configuration");
  return programVersion;
}

process.exitCode = await main(process.argv.slice(2));
