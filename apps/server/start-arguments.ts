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
  --data DIR    演示区域和演示调查放在这里，默认 data
                where the demonstration and its surveys are kept
  --no-demo     不生成演示区域
                make no demonstration
  --help        显示本说明

示例 (examples):
  npm start
  npm start -- --no-demo --run survey-2023 --run survey-2024 --port 9000
`;

export interface StartArguments {
  readonly isHelp: boolean;
  readonly port: number;
  readonly host: string;
  readonly runDirectories: readonly string[];
  readonly dataDirectory: string;
  readonly hasDemonstration: boolean;
}

/** @throws TerraceError `arguments-invalid` */
export function parseStartArguments(args: readonly string[]): StartArguments {
  const { values, positionals } = parseOrRefuse(args);
  const [surplus] = positionals;
  if (surplus !== undefined) throw invalid(`多余的参数 ${surplus}`, `surplus argument ${surplus}`);
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
