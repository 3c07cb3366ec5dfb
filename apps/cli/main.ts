import { TerraceError } from "#errors";
import type { Command, CommandEntry } from "./command.ts";

const commands: readonly CommandEntry[] = [
  {
    name: "survey",
    summary: "年度水土流失调查：由高程、降雨、土壤、土地利用等算出土壤流失与水土保持率",
    load: async () => (await import("./survey.command.ts")).surveyCommand,
  },
  {
    name: "explain",
    summary: "某一点为什么是这个侵蚀强度：七个因子、来源、乘积、等级",
    load: async () => (await import("./explain.command.ts")).explainCommand,
  },
  {
    name: "compare",
    summary: "两次调查的变化：等级转移矩阵、各因子的贡献",
    load: async () => (await import("./compare.command.ts")).compareCommand,
  },
  {
    name: "erosivity",
    summary: "由逐日雨量算降雨侵蚀力 R 与 24 个半月权重",
    load: async () => (await import("./erosivity.command.ts")).erosivityCommand,
  },
  {
    name: "terrain",
    summary: "由高程算坡度、坡向、阴影、填洼、流向、汇流、坡长、集水区",
    load: async () => (await import("./terrain.command.ts")).terrainCommand,
  },
  {
    name: "serve",
    summary: "在浏览器中查看调查成果：地图、表、图、逐点解释、两年对比",
    load: async () => (await import("./serve.command.ts")).serveCommand,
  },
  {
    name: "backup",
    summary: "备份数据库、附件与调查成果；校验一份备份",
    load: async () => (await import("./backup.command.ts")).backupCommand,
  },
  {
    name: "restore",
    summary: "由备份恢复到空的数据目录与空的数据库，并逐表核对",
    load: async () => (await import("./restore.command.ts")).restoreCommand,
  },
  {
    name: "audit",
    summary: "核对历史记录的哈希链",
    load: async () => (await import("./audit.command.ts")).auditCommand,
  },
  {
    name: "user",
    summary: "重置一个账号的密码",
    load: async () => (await import("./user.command.ts")).userCommand,
  },
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
  const entry = commands.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    process.stderr.write(`terrace: 没有命令 ${name}。可用命令：${commands.map((known) => known.name).join("、")}。\n`);
    return EXIT.misused;
  }
  const command = await entry.load();
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
      process.stderr.write("\nterrace: 已中断，没有留下半成品。\n");
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
  return `智慧水保 Terrace：从高程、降雨、土壤和土地利用到土壤流失与水土保持率。

用法：terrace <命令> [选项]        每个命令：terrace <命令> --help

${lines.join("\n")}
`;
}

async function version(): Promise<string> {
  const { programVersion } = await import("#platform/configuration");
  return programVersion;
}

process.exitCode = await main(process.argv.slice(2));
