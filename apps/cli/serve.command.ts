import { resolve } from "node:path";
import { startServer } from "../server/index.ts";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";

const help = `terrace serve — 在浏览器中查看调查成果

用法：
  terrace serve --run 成果目录 [--run 另一个目录] [--port 8068]

示例：
  ./terrace serve --run survey-2023 --run survey-2024
`;

export const serveCommand: Command = {
  help,
  async run(args, interruption) {
    const parsed = parseArguments("serve", args, {
      run: { type: "string", multiple: true },
      port: { type: "string" },
    });
    const port = parsed.number("port");
    const server = await startServer({
      runDirectories: parsed.texts("run").map((run) => resolve(run)),
      ...(port === undefined ? {} : { port }),
      onLine: (line) => process.stderr.write(`${line}\n`),
    });
    process.stdout.write(`智慧水保已就绪：${server.url}\n（按 Ctrl+C 停止）\n`);
    await untilAborted(interruption);
    await server.close();
  },
};

function untilAborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve: done } = Promise.withResolvers<void>();
  if (signal.aborted) done();
  signal.addEventListener("abort", () => done(), { once: true });
  return promise;
}
