import { parseArgs } from "node:util";
import { TerraceError } from "#errors";
import { DEFAULT_HOST, DEFAULT_PORT } from "./start-server.ts";

export const startHelp = `智慧水保 Terrace — 启动控制台 (start the console)

用法 (usage):
  npm start -- [选项 options]

选项 (options):
  --port PORT   端口，被占用时自动改用下一个空闲端口；默认 ${DEFAULT_PORT}
                port; the next free one where it is taken
  --host HOST   监听地址，默认 ${DEFAULT_HOST}，只有本机能访问
                address to listen on; by default only this machine can reach it
  --run DIR     打开已有的调查成果目录，可重复
                open the folder of an existing survey; may be repeated
  --data DIR    数据放在这里：数据库、附件、调查、演示区域，默认 data
                where everything is kept: database, files, surveys, demonstration
  --demo        另外填入一年的演示记录和各角色的演示账号
                fill in a year of demonstration records, with an account for each role
  --no-demo     不生成演示区域
                make no demonstration
  --help        显示本说明

示例 (examples):
  npm start
  npm start -- --demo
  npm start -- --no-demo --run survey-2023 --run survey-2024 --port 9000
`;

export interface StartArguments {
  readonly isHelp: boolean;
  readonly port: number;
  readonly host: string;
  readonly runDirectories: readonly string[];
  readonly dataDirectory: string;
  /** The demonstration region and its surveys. */
  readonly hasDemonstration: boolean;
  /** Accounts and records too. */
  readonly hasDemonstrationRecords: boolean;
}

/** @throws TerraceError `arguments-invalid` */
export function parseStartArguments(args: readonly string[]): StartArguments {
  const { values, positionals } = parseOrRefuse(args);
  const [surplus] = positionals;
  if (surplus !== undefined) throw invalid(`多余的参数 ${surplus}`, `surplus argument ${surplus}`);
  if (values.demo && values["no-demo"]) {
    throw invalid("--demo 与 --no-demo 不能一起用", "--demo and --no-demo contradict each other");
  }
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!/^\d+$/.test(values.port ?? "0") || port > 65_535) {
    throw invalid(`端口应为 0–65535 的整数，实为“${values.port}”`, `the port must be 0-65535, got "${values.port}"`);
  }
  return {
    isHelp: values.help ?? false,
    port,
    host: values.host ?? DEFAULT_HOST,
    runDirectories: values.run ?? [],
    dataDirectory: values.data ?? "data",
    hasDemonstration: !(values["no-demo"] ?? false),
    hasDemonstrationRecords: values.demo ?? false,
  };
}

function parseOrRefuse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: "string" },
        host: { type: "string" },
        run: { type: "string", multiple: true },
        data: { type: "string" },
        demo: { type: "boolean" },
        "no-demo": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw invalid(error.message, error.message);
  }
}

function invalid(zh: string, en: string): TerraceError {
  return new TerraceError({
    code: "arguments-invalid",
    userMessage: `参数有误：${zh}。用法见 npm start -- --help。`,
    message: `Wrong arguments: ${en}. See npm start -- --help.`,
  });
}
